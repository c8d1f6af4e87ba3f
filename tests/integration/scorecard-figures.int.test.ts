import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { NEW_FIGURE } from '#lib/domain/scorecard/figures/figure.ts';
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import type { Entry } from '#lib/domain/scorecard/figures/figure-value.ts';
import { valueOf } from '#lib/domain/scorecard/reading.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { readSentValues, takeValues } from '#lib/server/scorecards/figures/api-values.ts';
import { decideValues } from '#lib/server/scorecards/figures/decide-values.ts';
import { readFigure } from '#lib/server/scorecards/figures/figure-readings.ts';
import { previewFigures, saveFigures } from '#lib/server/scorecards/figures/import-desk.ts';
import { openFigures } from '#lib/server/scorecards/figures/open-figures.ts';
import type { FigureParts } from '#lib/server/scorecards/figures/open-figures.ts';
import { seenFigure, seenFigures, sightOf } from '#lib/server/scorecards/figures/seen-figures.ts';
import { seenKey } from '#lib/server/scorecards/figures/value-form.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';
import type { TeamStore } from '#lib/server/store/teams.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const actor = (id: string): Actor => ({ kind: 'person', id, name: id, address: '' });
const [ANA, LEO] = [actor('ana'), actor('leo')];
const THIS_MONTH = '2026-10';

const TURNOVER: Figure = {
	...NEW_FIGURE,
	...{ code: 'rotacion', name: 'Rotación anual', source: 'Recursos Humanos' },
	...{ unit: 'percent', adding: 'ratio', factor: 12, denominatorName: 'Plantilla media' }
};
const entry = (numerator: number, denominator: number, also: Partial<Entry> = {}): Entry => ({
	...{ numerator, denominator, n: denominator, isEstimate: false, isVoid: false },
	...{ source: 'Nómina', evidence: '' },
	...also
});

onBothStores('figures', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let audit: AuditLog;
	let teams: TeamStore;
	let figures: FigureParts;
	let parts: Pick<Runtime, 'teams' | 'scorecards'>;
	let north: string;
	let south: string;

	const node = async (kind: 'site' | 'client', name: string): Promise<string> => {
		const draft = { parent: 'company', kind, name, queues: [], words: [] };
		const made = await teams.create(draft, SYSTEM);
		if (!made.ok) throw new Error(made.fault);
		return made.id;
	};
	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		audit = createAuditLog(store.database, Buffer.alloc(32, 7), Date.now);
		teams = createTeamStore(store.database, audit);
		figures = openFigures({ store, audit });
		// Of the runtime only these are asked.
		parts = { teams, scorecards: { figures } } as unknown as typeof parts;
		[north, south] = [await node('site', 'Sede Norte'), await node('client', 'Cliente Sur')];
	});
	afterEach(() => place.remove());

	const defined = async (figure = TURNOVER, team = 'company'): Promise<string> => {
		const made = await figures.definitions.create({ team, figure }, SYSTEM);
		if (!made.ok) throw new Error(made.reason);
		return made.stored.id;
	};
	const enter = (figure: string, team: string, month: string, of: Entry, by = ANA, basedOn = 0) =>
		figures.values.enter([{ figure, team, month, entry: of, basedOn }], { file: null }, by);
	const decide = (figure: string, team: string, month: string, revision: number, by = LEO) =>
		figures.values.decide({ figure, team, month, revision }, { decision: 'approved', why: '' }, by);
	const read = async (figure: string, team: string, month: string) => {
		const unit = { team, agent: null };
		const asked = { figure, unit, months: [month] };
		const reading = (await readFigure(store.database, await teams.nodes(), asked)).get(month);
		return reading ? { value: valueOf(reading), state: reading.state } : null;
	};
	const person = (id: string, role: Role, of: readonly string[]): Principal => ({
		...{ kind: 'person', id, name: id, role, teams: of, agent: null },
		...{ sessionId: id, isDemo: false }
	});
	const token = (team: string | null): Principal => ({
		...{ kind: 'token', id: 'token-1', name: 'Nóminas', scopes: ['figures'], team }
	});
	const actions = async (): Promise<string[]> =>
		(await audit.list({ limit: 100 })).map(({ action }) => action).reverse();

	describe('four eyes', () => {
		test('a value counts once another person than the one who entered it has approved it', async () => {
			const id = await defined();
			expect(await enter(id, north, '2026-08', entry(3, 120))).toEqual({ ok: true, entered: 1 });
			expect(await read(id, north, '2026-08')).toBeNull();
			expect(await decide(id, north, '2026-08', 1, ANA)).toBe('own');
			expect(await read(id, north, '2026-08')).toBeNull();
			expect(await decide(id, north, '2026-08', 1)).toBe('done');
			expect(await read(id, north, '2026-08')).toEqual({ value: 0.3, state: 'manual' });
			expect(await decide(id, north, '2026-08', 1)).toBe('decided');
			expect(await actions()).toEqual(
				expect.arrayContaining(['figure.created', 'figure-value.entered', 'figure-value.approved'])
			);
		});

		test('a correction is another revision: the old number counts until it is approved, and stays', async () => {
			const id = await defined();
			await enter(id, north, '2026-08', entry(3, 120));
			await decide(id, north, '2026-08', 1);
			await enter(id, north, '2026-08', entry(6, 120), LEO, 1);
			expect((await read(id, north, '2026-08'))?.value).toBe(0.3);
			expect(await decide(id, north, '2026-08', 2, ANA)).toBe('done');
			expect((await read(id, north, '2026-08'))?.value).toBe(0.6);
			const kept = (await figures.values.of(id)).map((one) => [
				...[one.revision, one.numerator, one.state, one.enteredBy, one.decidedBy]
			]);
			expect(kept).toEqual([
				[1, 3, 'approved', 'ana', 'leo'],
				[2, 6, 'approved', 'leo', 'ana']
			]);
		});

		test('what was refused or withdrawn never counts, and only who entered it may withdraw it', async () => {
			const id = await defined();
			await enter(id, north, '2026-08', entry(3, 120));
			const first = { figure: id, team: north, month: '2026-08', revision: 1 };
			expect(await figures.values.withdraw(first, LEO)).toBe('own');
			expect(await figures.values.withdraw(first, ANA)).toBe('done');
			await enter(id, north, '2026-08', entry(4, 120), ANA, 1);
			const second = { ...first, revision: 2 };
			const as = { decision: 'refused', why: 'Falta el justificante' } as const;
			expect(await figures.values.decide(second, as, LEO)).toBe('done');
			expect(await read(id, north, '2026-08')).toBeNull();
			expect((await figures.values.of(id)).map(({ state, decision }) => [state, decision])).toEqual(
				[
					['withdrawn', ''],
					['refused', 'Falta el justificante']
				]
			);
		});

		test('a value that was a mistake is taken back by one and by another', async () => {
			const id = await defined();
			await enter(id, north, '2026-08', entry(3, 120));
			await decide(id, north, '2026-08', 1);
			const none = entry(0, 1, { isVoid: true, denominator: null, n: 0 });
			await enter(id, north, '2026-08', none, LEO, 1);
			expect((await read(id, north, '2026-08'))?.value).toBe(0.3);
			await decide(id, north, '2026-08', 2, ANA);
			expect(await read(id, north, '2026-08')).toBeNull();
		});

		test('of two who enter at the same time one is told to look again', async () => {
			const id = await defined();
			const both = await Promise.all([
				enter(id, north, '2026-08', entry(3, 120), ANA),
				enter(id, north, '2026-08', entry(4, 120), LEO)
			]);
			expect(both.filter(({ ok }) => ok)).toHaveLength(1);
			expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'conflict' });
		});
	});

	describe('what a figure is', () => {
		test('has a code that names one figure wherever it may be used', async () => {
			const id = await defined();
			const again = await figures.definitions.create({ team: north, figure: TURNOVER }, SYSTEM);
			expect(again).toEqual({ ok: false, reason: 'code-taken' });
			// A preset takes what is there already.
			const ensured = await figures.definitions.ensure({ team: north, figure: TURNOVER }, SYSTEM);
			expect(ensured.ok && ensured.stored.id).toBe(id);
			const own = { ...TURNOVER, code: 'propia' };
			await defined(own, north);
			expect(await defined(own, south)).not.toBe(id);
		});

		test('keeps its meaning once it has values, and its name can change', async () => {
			const id = await defined();
			await enter(id, north, '2026-08', entry(3, 120));
			const draft = { team: 'company', revision: 1 };
			const other = await figures.definitions.save(
				id,
				{ ...draft, figure: { ...TURNOVER, factor: 1 } },
				SYSTEM
			);
			expect(other).toEqual({ ok: false, reason: 'has-values' });
			const figure = { ...TURNOVER, name: 'Rotación' };
			expect((await figures.definitions.save(id, { ...draft, figure }, SYSTEM)).ok).toBe(true);
			expect(await figures.definitions.save(id, { ...draft, figure }, SYSTEM)).toEqual({
				ok: false,
				reason: 'conflict'
			});
		});

		test('takes no values while it is archived', async () => {
			const id = await defined();
			await figures.definitions.setArchived(id, true, SYSTEM);
			expect(await enter(id, north, '2026-08', entry(3, 120))).toEqual({
				ok: false,
				reason: 'archived'
			});
			await figures.definitions.setArchived(id, false, SYSTEM);
			expect((await enter(id, north, '2026-08', entry(3, 120))).ok).toBe(true);
		});
	});

	describe('reach', () => {
		test('a client sees the figures of its own node and of those above, and nobody elses', async () => {
			const company = await defined();
			const own = await defined({ ...TURNOVER, code: 'propia' }, south);
			const foreign = await defined({ ...TURNOVER, code: 'ajena' }, north);
			const sight = await sightOf(parts, person('cli', 'director', [south]));
			const seen = await seenFigures(parts, sight);
			expect(seen.map(({ id, isOwn }) => [id, isOwn]).sort()).toEqual(
				[
					[company, false],
					[own, true]
				].sort()
			);
			expect(await seenFigure(parts, sight, foreign)).toBeNull();
		});

		test('nobody decides about values of nodes they do not reach, nor without the right to', async () => {
			const id = await defined();
			await enter(id, north, '2026-08', entry(3, 120));
			const key = seenKey({ figure: id, team: north, month: '2026-08', revision: 1 });
			const decideAs = async (principal: Principal) =>
				decideValues(parts, [key], {
					...{ decision: 'approved', why: '', actor: actor(principal.id) },
					sight: await sightOf(parts, principal)
				});
			expect(await decideAs(person('cli', 'director', [south]))).toMatchObject({
				done: 0,
				gone: 1
			});
			expect(await decideAs(person('sup', 'supervisor', [north]))).toMatchObject({ gone: 1 });
			expect(await decideAs(person('ana', 'director', []))).toMatchObject({ own: 1 });
			expect(await decideAs(person('dir', 'director', []))).toMatchObject({ done: 1 });
			expect(await decideAs(person('dir', 'director', []))).toMatchObject({ decided: 1 });
		});
	});

	describe('a file', () => {
		const file = (text: string) => ({
			...{ text, name: 'rotacion.csv', mark: 'comma' as const, source: 'Nómina' }
		});
		const asked = async () => ({
			sight: await sightOf(parts, person('ana', 'director', [])),
			thisMonth: THIS_MONTH
		});
		const save = async (text: string, digest: string, withoutFaults = false) =>
			saveFigures(parts, file(text), {
				...(await asked()),
				...{ actor: ANA, confirmed: { digest, withoutFaults } }
			});

		test('is saved as it was shown, waits for approval, and says nothing new a second time', async () => {
			const id = await defined();
			const text =
				'dato;unidad;mes;numerador;denominador\nrotacion;Sede Norte;2026-08;3;120\nrotacion;Sede Norte;2026-09;x;120';
			const preview = await previewFigures(parts, file(text), await asked());
			expect(preview.counts).toEqual({ added: 1, corrected: 0, unchanged: 0 });
			expect(preview.faults).toEqual([{ line: 3, code: 'numerator', shown: 'x' }]);
			expect(await save(text, preview.digest)).toMatchObject({ ok: false, why: 'faults' });
			expect(await figures.values.of(id)).toEqual([]);
			expect(await save(text, preview.digest, true)).toEqual({ ok: true, saved: 1 });
			expect(
				(await figures.values.waiting()).map(({ month, numerator }) => [month, numerator])
			).toEqual([['2026-08', 3]]);
			const [imported] = await audit.list({ limit: 1 });
			expect(imported?.action).toBe('figure-value.imported');
			const again = await previewFigures(parts, file(text), await asked());
			expect(again.counts).toEqual({ added: 0, corrected: 0, unchanged: 1 });
		});

		test('is shown again when somebody entered a value in between', async () => {
			const id = await defined();
			const text = 'dato;unidad;mes;numerador;denominador\nrotacion;Sede Norte;2026-08;3;120';
			const { digest } = await previewFigures(parts, file(text), await asked());
			await enter(id, north, '2026-08', entry(5, 120), LEO);
			const saved = await save(text, digest);
			expect(saved).toMatchObject({ ok: false, why: 'moved' });
			expect(!saved.ok && saved.preview.counts.corrected).toBe(1);
		});
	});

	describe('a program', () => {
		const send = async (values: readonly object[], team: string | null = null) => {
			const sent = readSentValues({ values });
			if ('code' in sent) return { problem: sent };
			const principal = token(team);
			return takeValues(parts, sent, {
				...{ sight: await sightOf(parts, principal), thisMonth: THIS_MONTH },
				actor: { ...actor(principal.id), kind: 'token' }
			});
		};

		test('hands values in, which wait; the same once more are not entered again', async () => {
			const id = await defined();
			const values = [
				{ figure: 'rotacion', team: north, month: '2026-08', numerator: 3, denominator: 120 },
				{ figure: id, month: '2026-08', value: 0.24, denominator: 200, source: 'SAP' }
			];
			expect(await send(values)).toEqual({ entered: 2, unchanged: 0 });
			expect(await send(values)).toEqual({ entered: 0, unchanged: 2 });
			const [company] = (await figures.values.of(id)).filter(({ team }) => team === 'company');
			expect(company).toMatchObject({ numerator: 4, state: 'entered', enteredBy: 'token-1' });
			expect(await decide(id, north, '2026-08', 1, ANA)).toBe('done');
			expect((await read(id, north, '2026-08'))?.value).toBe(0.3);
		});

		test('is told which value is wrong, and then none is entered', async () => {
			const id = await defined();
			const good = {
				figure: 'rotacion',
				team: north,
				month: '2026-08',
				numerator: 3,
				denominator: 120
			};
			const fieldOf = async (bad: object, team: string | null = null) => {
				const taken = await send([good, { ...good, month: '2026-07', ...bad }], team);
				return 'problem' in taken ? taken.problem.field : null;
			};
			expect(await fieldOf({ month: '2026-13' })).toBe('values/1/month');
			expect(await fieldOf({ month: '2026-11' })).toBe('values/1/month');
			expect(await fieldOf({ denominator: 0 })).toBe('values/1/denominator');
			expect(await fieldOf({ value: 0.2 })).toBe('values/1/value');
			expect(await fieldOf({ figure: 'plantilla' })).toBe('values/1/figure');
			expect(await fieldOf({ month: '2026-08' })).toBe('values/1/month');
			// Of another client: like a node that is not there.
			expect(await fieldOf({ team: south }, north)).toBe('values/1/team');
			expect(await figures.values.of(id)).toEqual([]);
		});
	});
});
