import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EVERYTHING, NOTHING } from '#lib/domain/access/scope.ts';
import { isChosenForSecond } from '#lib/domain/quality/calibration/second-choice.ts';
import { evaluation as en } from '#lib/i18n/parts/evaluation.en.ts';
import { evaluation as es } from '#lib/i18n/parts/evaluation.es.ts';
import { evaluation as pt } from '#lib/i18n/parts/evaluation.pt.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { judgementsOf } from '#lib/server/quality/calibration/judgements.ts';
import { drawnContacts, namedContacts } from '#lib/server/quality/calibration/session-contacts.ts';
import type { Store } from '#lib/server/store/database.ts';
import type { Person } from '#lib/server/store/people.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import {
	CALIBRATED_FORM_ID,
	commentOf,
	calibrationStage,
	contactNumber
} from '../support/calibration-stage.ts';
import type { CalibrationStage } from '../support/calibration-stage.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { handledEvents, somePlan } from '../support/sampling-stage.ts';
import { openStoreParts } from '../support/store-parts.ts';
import type { StoreParts } from '../support/store-parts.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const NOW_MS = Date.parse('2026-11-16T10:00:00Z');
const DAY_MS = 86_400_000;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const TEAMS = new Map([['agent-1', 'norte']]);

onBothStores('calibration', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let stage: CalibrationStage;
	let ana: Person;
	let eva: Person;

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		stage = await calibrationStage(store, NOW_MS);
		ana = await stage.person('Ana');
		eva = await stage.person('Eva');
	});
	afterEach(() => place.remove());

	const comparisonOf = async (id: string) => {
		const session = await stage.sessions.find(id);
		return session && stage.comparisons.of(session);
	};

	test('each evaluator gets each contact, but nobody the own one', async () => {
		const also = await stage.person('Agente', { role: 'supervisor', agent: 'agent-1' });
		const id = await stage.session([ana, eva, also]);
		const open = await stage.assignments.open(ana.id);
		const given = open.map(({ kind, session, interaction }) => [kind, session, interaction]);
		expect(given.sort()).toEqual([
			['calibration', id, 'contact-1'],
			['calibration', id, 'contact-2'],
			['calibration', id, 'contact-3']
		]);
		expect(await stage.assignments.open(also.id)).toEqual([]);
	});

	test('before the reveal nobody is given a score, and afterwards everybody the same', async () => {
		const id = await stage.session([ana, eva]);
		await stage.score(ana, 'yy4', 'yn2', 'nn0');
		expect(await comparisonOf(id)).toBeNull();
		expect(await judgementsOf(store.database, id)).toEqual([]);
		expect((await stage.sessions.progress([id])).get(id)).toEqual(
			expect.arrayContaining([
				{ evaluator: ana.id, asked: 3, done: 3 },
				{ evaluator: eva.id, asked: 3, done: 0 }
			])
		);
		const list = { scope: EVERYTHING, teams: TEAMS, before: null, limit: 50 };
		const all = {
			agent: '',
			queue: '',
			evaluator: '',
			form: '',
			lane: '',
			kind: '',
			state: ''
		} as const;
		const open = { ...all, fromScore: null, toScore: null, fromMs: null, toMs: null, ...list };
		expect((await stage.evaluations.list({ ...open, reader: eva.id })).evaluations).toEqual([]);
		expect((await stage.evaluations.list({ ...open, reader: 'leader' })).evaluations).toEqual([]);

		await stage.score(eva, 'yy4', 'yn2', 'nn0');
		expect(await stage.sessions.reveal(id, '', SYSTEM)).toBe('revealed');
		const comparison = await comparisonOf(id);
		expect(comparison?.scores.map((row) => row.map((score) => score?.final))).toEqual([
			[1, 1],
			[0.5, 0.5],
			[0, 0]
		]);
		expect(comparison?.totals.alpha?.value).toBe(1);
		expect(comparison?.answers?.value).toBe(1);
		expect((await stage.evaluations.list({ ...open, reader: 'leader' })).evaluations).toHaveLength(
			6
		);
	});

	test('it is revealed early only with a reason, and what is not submitted by then never is', async () => {
		const id = await stage.session([ana, eva]);
		await stage.score(ana, 'yy4', 'yy4', 'yy4');
		const [mine] = await stage.assignments.open(eva.id);
		const by = { kind: 'person', id: eva.id, name: 'Eva', address: '', agent: null } as const;
		const started = await stage.evaluations.start({ assignment: mine?.id ?? '' }, by);
		expect(started.ok).toBe(true);
		expect(await stage.sessions.reveal(id, '', SYSTEM)).toBe('early');
		expect((await stage.sessions.find(id))?.state).toBe('scoring');
		expect(await stage.assignments.open(eva.id)).toHaveLength(3);

		expect(await stage.sessions.reveal(id, 'Eva está de baja', SYSTEM)).toBe('revealed');
		expect(await stage.sessions.find(id)).toMatchObject({
			state: 'revealed',
			revealReason: 'Eva está de baja',
			revealedAtMs: NOW_MS
		});
		expect(await stage.assignments.open(eva.id)).toEqual([]);
		if (!started.ok) return;
		const draft = await stage.evaluations.find(started.evaluation.id);
		expect(draft?.state).toBe('retracted');
		expect(
			(await comparisonOf(id))?.scores.map((row) => row.map((score) => score?.final ?? null))
		).toEqual(
			[
				[1, null],
				[1, null],
				[1, null]
			].map((row) => (ana.id < eva.id ? row : row.reverse()))
		);
		expect(await stage.sessions.reveal(id, 'otra vez', SYSTEM)).toBe('gone');
	});

	test('the others are measured against the reference, errors included', async () => {
		const id = await stage.session([ana, eva], { gold: ana.id });
		await stage.score(ana, 'yy4', 'ny4', 'yy2');
		await stage.score(eva, 'yy3', 'yy4', 'yy2');
		await stage.sessions.reveal(id, '', SYSTEM);
		const comparison = await comparisonOf(id);
		const [of, ...more] = comparison?.deviations ?? [];
		expect(more).toEqual([]);
		expect(of?.evaluator).toBe(eva.id);
		// 5/6 − 6/6, 6/6 − 5/6 and nothing.
		expect(of?.deviation?.bias).toBeCloseTo(0, 10);
		expect(of?.deviation?.absolute).toBeCloseTo(1 / 9, 10);
		expect(of?.deviation?.within).toBeCloseTo(1 / 3, 10);
		expect(of?.detection).toEqual({ n: 3, errors: 1, sensitivity: 0, specificity: 1 });
		expect(comparison?.questions[0]?.agreement?.percent?.value).toBeCloseTo(2 / 3, 10);
		expect(comparison?.questions.at(-1)?.id).toBe('solves');
	});

	test('decisions are written between the reveal and the end, and not afterwards', async () => {
		const id = await stage.session([ana, eva]);
		const decisions = { notes: 'En general', contacts: { 'contact-2': 'Vale el saludo' } };
		expect(await stage.sessions.decide(id, decisions, SYSTEM)).toBe(false);
		expect(await stage.sessions.close(id, SYSTEM)).toBe(false);
		await stage.sessions.reveal(id, 'probar', SYSTEM);
		expect(await stage.sessions.decide(id, decisions, SYSTEM)).toBe(true);
		expect(await stage.sessions.close(id, SYSTEM)).toBe(true);
		const again = { notes: 'Otra cosa', contacts: { 'contact-2': '' } };
		expect(await stage.sessions.decide(id, again, SYSTEM)).toBe(false);
		const session = await stage.sessions.find(id);
		expect(session).toMatchObject({ state: 'closed', notes: 'En general' });
		expect(session?.contacts[1]?.decision).toBe('Vale el saludo');
	});

	test('no evaluation of a session is told as an event', async () => {
		const id = await stage.session([ana, eva]);
		await stage.score(ana, 'yy4', 'yy4', 'yy4');
		expect((await stage.sessions.progress([id])).get(id)).toHaveLength(2);
		expect(await store.database.selectFrom('outbox').selectAll().execute()).toEqual([]);
	});

	/** Contacts of a draw that Ana is to judge. */
	async function drawFor(count: number, secondShare: number): Promise<void> {
		const plan = somePlan({ secondShare, evaluators: [ana.id, eva.id], dueDays: 3 });
		await store.database
			.insertInto('sampling_plans')
			.values({
				...{ id: 'plan', team: 'company', plan: JSON.stringify(plan), revision: 1, is_paused: 0 },
				...{ created_at_ms: 0, created_by: '', updated_at_ms: 0, removed_at_ms: null }
			})
			.execute();
		await store.database
			.insertInto('sampling_draws')
			.values({
				...{ id: 'draw', plan: 'plan', period: '2026-W47', plan_as_drawn: JSON.stringify(plan) },
				...{ drawn_at_ms: 0, population: 100, report: '{}', is_final: 0, revision: 1 }
			})
			.execute();
		await store.database.transaction().execute((transaction) =>
			stage.assignments.create(
				transaction,
				Array.from({ length: count }, (_, n) => ({
					...contactNumber(n),
					...{ kind: 'standard', lane: 'random', draw: 'draw', stratum: 'a', drawKey: 'f' },
					...{ session: null, beside: null, form: CALIBRATED_FORM_ID, formVersion: 1 },
					...{ evaluator: ana.id, dueAtMs: NOW_MS, createdBy: '' }
				}))
			)
		);
	}

	test('the share of the plan is scored a second time by another, the same however often it is looked at', async () => {
		await drawFor(12, 0.5);
		await stage.score(ana, ...Array.from({ length: 12 }, () => 'yy4'));
		const judged = await store.database.selectFrom('evaluations').select('id').execute();
		const chosen = judged.filter(({ id }) => isChosenForSecond(id, 0.5, sha256));
		expect(await stage.secondTurn()).toBe(chosen.length);
		expect(await stage.secondTurn()).toBe(0);
		const open = await stage.assignments.open(eva.id);
		expect(open.map(({ beside }) => beside).sort()).toEqual(chosen.map(({ id }) => id).sort());
		for (const one of open)
			expect(one).toMatchObject({
				kind: 'second',
				lane: 'random',
				draw: null,
				dueAtMs: NOW_MS + 3 * DAY_MS
			});
		expect(await stage.assignments.open(ana.id)).toEqual([]);
	});

	test('what nobody else can judge waits, and what is older than two weeks is left', async () => {
		await drawFor(2, 1);
		await stage.score(ana, 'yy4');
		await stage.person('Agente', { role: 'supervisor', agent: 'agent-1' });
		await store.database
			.updateTable('people')
			.set({ is_active: 0 })
			.where('id', '=', eva.id)
			.execute();
		expect(await stage.secondTurn()).toBe(0);
		await store.database
			.updateTable('people')
			.set({ is_active: 1 })
			.where('id', '=', eva.id)
			.execute();
		stage.nowMs += 15 * DAY_MS;
		expect(await stage.secondTurn()).toBe(0);
		stage.nowMs -= 15 * DAY_MS;
		expect(await stage.secondTurn()).toBe(1);
	});

	test('pairs that were scored twice make the standing agreement of those in reach', async () => {
		await drawFor(6, 1);
		await stage.score(ana, 'yy4', 'yy4', 'yy4', 'yn2', 'nn0', 'yy3');
		await stage.secondTurn();
		await stage.score(eva, 'yy4', 'yy4', 'yy4', 'yn2', 'nn1', 'ny3');
		const standing = await stage.standing.of(EVERYTHING, TEAMS);
		expect(standing.n).toBe(6);
		expect(standing.within?.value).toBeCloseTo(4 / 6, 10);
		expect(standing.questions.map(({ question, n }) => [question, n])).toEqual(
			expect.arrayContaining([
				['greets', 6],
				['solves', 6],
				['tone', 6]
			])
		);
		expect(standing.questions.at(-1)?.question).toBe('solves');
		expect(standing.pairs).toHaveLength(1);
		expect(standing.pairs[0]).toMatchObject({ n: 6 });
		expect(standing.totals.alpha?.interval).not.toBeNull();
		expect((await stage.standing.of(NOTHING, TEAMS)).n).toBe(0);
		stage.nowMs += 91 * DAY_MS;
		expect((await stage.standing.of(EVERYTHING, TEAMS)).n).toBe(0);
	});
});

describe('contacts of a session', () => {
	let engine: TestEngine;
	const IDS = Array.from({ length: 9 }, (_, n) => `drawn-${n}`);

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const events = IDS.flatMap((id, n) =>
			handledEvents({
				...{ id, agent: `agent-${n % 2}`, endMs: NOW_MS - n * 60_000 },
				...{ queue: n < 6 ? 'norte' : 'sur', channel: n === 0 ? 'chat' : 'voice' }
			})
		);
		await insertEvents(
			engine.clickhouse,
			events,
			() => floorHour(NOW_MS - 3_600_000),
			'calibration'
		);
	});
	afterAll(() => engine.stop());

	const norte = { ...EVERYTHING, queues: ['norte'] };
	const range = { fromMs: NOW_MS - DAY_MS, toMs: NOW_MS + 1 };

	test('are those with the smallest SHA-256 of the seed and the id, of what is in reach', async () => {
		const draw = { ...range, channel: '', seed: 'semilla', count: 4 };
		const { contacts, population } = await drawnContacts(engine, draw, EVERYTHING);
		const keyOf = (id: string): string => sha256(`semilla|${id}`);
		const expected = [...IDS].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).slice(0, 4);
		expect(population).toBe(9);
		expect(contacts.map(({ interaction }) => interaction)).toEqual(expected);

		const own = await drawnContacts(engine, { ...draw, channel: 'voice' }, norte);
		expect(own.population).toBe(5);
		expect(new Set(own.contacts.map(({ queue }) => queue))).toEqual(new Set(['norte']));
		const none = { ...draw, fromMs: NOW_MS + 1, toMs: NOW_MS + 2 };
		expect(await drawnContacts(engine, none, EVERYTHING)).toEqual({ contacts: [], population: 0 });
	});

	test('are named with who handled them, and not found out of reach', async () => {
		const found = await namedContacts(engine, ['drawn-1', 'drawn-8', 'nobody'], norte);
		expect(found).toEqual([
			{
				...{ interaction: 'drawn-1', agent: 'agent-1', queue: 'norte', channel: 'voice' },
				contactAtMs: NOW_MS - 60_000
			}
		]);
	});
});

describe('a session over HTTP', () => {
	let product: Product;
	let parts: StoreParts;
	let stage: CalibrationStage;

	beforeAll(async () => {
		product = await startProduct();
		parts = await openStoreParts(product.dataDir);
		stage = await calibrationStage(parts.store, Date.now(), { audit: parts.audit });
	});
	afterAll(async () => {
		await parts.store.close();
		await product.stop();
	});

	const get = async (person: Person, path: string): Promise<string> => {
		const cookie = `atalaya-session=${await parts.signIn(person)}`;
		const answer = await fetch(product.web + path, { headers: { cookie }, redirect: 'manual' });
		return answer.text();
	};
	const dataOf = (person: Person, path: string): Promise<string> => {
		const [address, query = ''] = path.split('?');
		return get(person, `${address}/__data.json?${query}`);
	};
	/** The page and the data that it loads by itself. */
	const read = async (person: Person, path: string): Promise<string> =>
		[await get(person, path), await dataOf(person, path)].join('\n');
	const post = async (person: Person, path: string, fields: Record<string, string>) => {
		const cookie = `atalaya-session=${await parts.signIn(person)}`;
		const headers = { cookie, origin: product.web, accept: 'application/json' };
		const body = new URLSearchParams(fields);
		return fetch(product.web + path, { method: 'POST', headers, body, redirect: 'manual' });
	};

	test('what one has scored is in no page of anybody before the reveal, and in that of the session afterwards', async () => {
		const leader = await stage.person('Directora');
		const ana = await stage.person('Ana');
		const eva = await stage.person('Eva', { role: 'supervisor' });
		const stranger = await stage.person('Otra', { role: 'supervisor' });
		const id = await stage.session([ana, eva]);
		await stage.score(ana, 'yn2', 'nn0', 'yy4');
		const own = await parts.store.database
			.selectFrom('evaluations')
			.select('id')
			.where('evaluator', '=', ana.id)
			.execute();
		const session = `/quality/calibration/${id}`;
		const pages = [
			'/quality',
			'/quality/evaluations?kind=calibration',
			`/quality/evaluations?evaluator=${ana.id}`,
			...own.flatMap((one) => [
				`/quality/evaluations/${one.id}`,
				`/quality/evaluations/${one.id}/history`
			]),
			'/quality/calibration',
			session,
			'/interactions/contact-1'
		];
		const secrets = [...['yn2', 'nn0', 'yy4'].map(commentOf), 'finalScore":0.5'];
		for (const person of [leader, eva, stranger])
			for (const path of pages) {
				const text = await read(person, path);
				const told = secrets.filter((secret) => text.includes(secret));
				expect({ person: person.name, path, told }).toMatchObject({ told: [] });
				if (path.includes('/evaluations?'))
					for (const one of own)
						expect(text.includes(`/quality/evaluations/${one.id}`)).toBe(false);
			}
		expect(await read(leader, session)).toContain('Ana');
		expect(await read(stranger, session)).not.toContain('Semana 47');

		const early = await post(leader, `${session}?/reveal`, { reason: '' });
		expect(JSON.parse(await early.text())).toMatchObject({ type: 'failure', status: 409 });
		expect((await post(eva, `${session}?/reveal`, { reason: 'ya' })).status).toBe(403);
		const done = await post(leader, `${session}?/reveal`, { reason: 'Hoy es el último día' });
		expect(JSON.parse(await done.text())).toMatchObject({ type: 'success' });
		for (const person of [leader, ana, eva])
			expect(await read(person, session)).toContain(commentOf('yn2'));
		expect(await read(stranger, session)).not.toContain(commentOf('yn2'));
	});

	test('a second scoring looks like any other to whoever does it', async () => {
		const ana = await stage.person('Ana');
		const about = { ...contactNumber(9), form: CALIBRATED_FORM_ID, formVersion: 1 };
		await parts.store.database.transaction().execute((transaction) =>
			stage.assignments.create(transaction, [
				{
					...{ ...about, kind: 'second', lane: 'random', draw: null, stratum: '', drawKey: '' },
					...{ session: null, beside: 'another', evaluator: ana.id, dueAtMs: 0, createdBy: '' }
				}
			])
		);
		const [given] = await stage.assignments.open(ana.id);
		const by = { kind: 'person', id: ana.id, name: 'Ana', address: '', agent: null } as const;
		const looks = ['/quality'];
		const begun = await stage.evaluations.start({ assignment: given?.id ?? '' }, by);
		if (!begun.ok) throw new Error(begun.reason);
		looks.push(`/quality/evaluations/${begun.evaluation.id}`, '/quality/evaluations?state=draft');
		const BLIND = [es, en, pt].map((words) => words['evaluation.work.blind']);
		for (const path of looks) {
			const [data, page] = [await dataOf(ana, path), await get(ana, path)];
			expect({ path, isThere: data.includes('contact-9') }).toEqual({ path, isThere: true });
			const tells = data.includes('"second"') || BLIND.some((words) => page.includes(words));
			expect({ path, tells }).toEqual({ path, tells: false });
		}
		expect(await read(ana, '/quality/evaluations?state=draft&kind=second')).not.toContain(
			begun.evaluation.id
		);
	});
});
