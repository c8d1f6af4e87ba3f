/** What is made of scorecards: periods that were frozen, files of them, and reports that are sent by themselves. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thaw } from '#lib/domain/scorecard/report/frozen.ts';
import type { ReportSchedule } from '#lib/domain/scorecard/report/schedule.ts';
import { createMailer } from '#lib/server/alerts/email.ts';
import type { Mailer } from '#lib/server/alerts/email.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { freezePage } from '#lib/server/scorecards/frozen/freeze-page.ts';
import { seenFrozen, seenFrozenOf, seesFrozen } from '#lib/server/scorecards/frozen/seen-frozen.ts';
import { pageOf, scorecardPage } from '#lib/server/scorecards/scorecard-page.ts';
import { createScheduleStore } from '#lib/server/scorecards/schedule/schedule-store.ts';
import {
	CLAIM_MS,
	MOST_ATTEMPTS,
	ReportTurn
} from '#lib/server/scorecards/schedule/report-turn.ts';
import type { TurnOptions } from '#lib/server/scorecards/schedule/report-turn.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import { pdfLines, xlsxSheets } from '../support/read-report.ts';
import {
	NODES,
	ZONE,
	contentOf,
	measureOf,
	scorecardStage,
	someone
} from '../support/scorecard-stage.ts';
import type { ScorecardStage } from '../support/scorecard-stage.ts';
import { until } from '../support/until.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

/** Long after today: what the stage itself would send by the true clock is not due yet. */
const MONTH = '2046-09';
/** Noon of a day before the third of October, when a monthly report of September is due. */
const BEFORE_DUE = Date.parse('2046-10-02T10:00Z');
const DUE = Date.parse('2046-10-03T06:00Z');
const MONTHLY: ReportSchedule = {
	...{ every: 'month', day: 3, hour: 8, range: 'month', comparison: 'before', language: 'es' },
	...{ files: ['pdf', 'xlsx'], recipients: ['ana@example.com', 'luis@example.com'] }
};
const OTHER = { kind: 'person', id: 'other', name: 'Otra', address: '' } as const;

interface Post {
	readonly mailer: Mailer;
	readonly letters: { to: string[]; source: string }[];
	/** How many attempts are put off. */
	busy: number;
	stop(): Promise<void>;
}

async function startPost(): Promise<Post> {
	const letters: Post['letters'] = [];
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		onData(stream, { envelope }, done) {
			let source = '';
			stream.on('data', (chunk: Buffer) => (source += chunk.toString('latin1')));
			stream.on('end', () => {
				if (post.busy-- > 0) {
					done(Object.assign(new Error('later'), { responseCode: 451 }));
					return;
				}
				letters.push({ to: envelope.rcptTo.map(({ address }) => address), source });
				done();
			});
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.server.address() as AddressInfo;
	const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'a@example.com' });
	const post: Post = {
		...{ mailer, letters, busy: 0 },
		async stop() {
			mailer.close();
			await new Promise<void>((resolve) => {
				server.close(() => {
					resolve();
				});
			});
		}
	};
	return post;
}

/** Files of a letter by their names. */
const attached = (source: string): Map<string, Buffer> =>
	new Map(
		Array.from(
			source.matchAll(/filename="?([^"\r\n]+)"?[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g),
			([, name = '', body = '']) => [name, Buffer.from(body, 'base64')]
		)
	);

onBothStores('reports of scorecards', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let clickhouse: ClickHouse;
	let stage: ScorecardStage;
	let nowMs = BEFORE_DUE;
	let scorecard: string;
	let figure: string;
	let director: string;
	const posts: Post[] = [];

	const now = (): number => nowMs;
	const parts = () => ({ ...stage.parts, now });
	const schedules = () =>
		createScheduleStore(store.database, { audit: stage.audit, zone: ZONE, now });
	const people = () => createPeopleStore(store.database, stage.audit, now);
	const actor = () => ({ kind: 'person', id: director, name: 'Dirección', address: '' }) as const;

	/** Another revision of the value of a month, approved by somebody else. */
	async function given(numerator: number, month = MONTH): Promise<void> {
		const { values } = stage.scorecards.figures;
		const known = await values.of(figure);
		const basedOn = known.filter((one) => one.month === month).length;
		const spot = { figure, team: 'company', month };
		const entry = {
			...{ numerator, denominator: 100, n: 100, isEstimate: false, isVoid: false },
			...{ source: 'Nóminas', evidence: '' }
		};
		const entered = await values.enter([{ ...spot, entry, basedOn }], { file: null }, SYSTEM);
		expect(entered).toMatchObject({ ok: true });
		const value = { ...spot, revision: basedOn + 1 };
		expect(await values.decide(value, { decision: 'approved', why: '' }, OTHER)).toBe('done');
	}

	const content = (target: number) =>
		contentOf([
			measureOf(
				'turnover',
				{ kind: 'figure', figure },
				{
					target: { direction: 'down', floor: 0.5, target, stretch: 0.1 }
				}
			)
		]);

	beforeEach(async () => {
		nowMs = BEFORE_DUE;
		place = await newPlace();
		store = await place.open();
		// Figures alone: nothing here asks the database of events.
		const nobody = { username: 'default', password: '' };
		clickhouse = openClickHouse({
			...{ url: 'http://127.0.0.1:9', database: 'none', headers: {} },
			lanes: { ingest: nobody, live: nobody, report: nobody }
		});
		stage = scorecardStage(store, clickhouse);
		const draft = {
			...{ email: 'direccion@example.com', name: 'Dirección', role: 'director' as const },
			...{ teams: [], agent: null, isActive: true }
		};
		const made = await people().create(draft, SYSTEM);
		director = made.ok ? made.person.id : '';
		const defined = await stage.scorecards.figures.definitions.create(
			{
				team: 'company',
				figure: {
					...{ code: 'turnover', name: 'Rotación', description: '', unit: 'percent' },
					...{ adding: 'ratio', factor: 1, source: 'Personas' },
					...{ numeratorName: 'Bajas', denominatorName: 'Plantilla' }
				}
			},
			SYSTEM
		);
		if (!defined.ok) throw new Error(defined.reason);
		figure = defined.stored.id;
		await given(20);
		const created = await stage.scorecards.store.create(
			{ team: 'company', content: content(0.25), validFrom: '2046-01', note: '' },
			SYSTEM
		);
		if (!created.ok) throw new Error(created.reason);
		scorecard = created.scorecard.id;
	});
	afterEach(async () => {
		for (const post of posts.splice(0)) await post.stop();
		await stage.stop();
		await clickhouse.close();
		await place.remove();
	});

	async function shown(month = MONTH) {
		const found = await stage.scorecards.store.find(scorecard);
		if (!found) throw new Error('no scorecard');
		return pageOf(parts(), found, {
			...{ unit: { team: 'company', agent: null }, unitName: 'Atalaya', language: 'es' },
			...{ period: { range: 'month', month }, comparison: 'before' }
		});
	}
	const valueNow = async (): Promise<number | null> =>
		(await shown()).view.perspectives[0]?.objectives[0]?.measures[0]?.now.value ?? null;

	async function post(): Promise<Post> {
		const started = await startPost();
		posts.push(started);
		return started;
	}
	const pageFor: TurnOptions['page'] = (principal, { scorecard: id, team, schedule, month }) =>
		scorecardPage(parts(), principal, {
			...{ scorecard: id, unit: { team, agent: null } },
			...{ period: { range: schedule.range, month }, comparison: schedule.comparison },
			language: schedule.language
		});
	/** A process that sends. */
	const turn = (mailer: Mailer | null, page: TurnOptions['page'] = pageFor): ReportTurn =>
		new ReportTurn({
			...{ database: store.database, frozen: stage.scorecards.frozen, owners: people() },
			...{ mailer, zone: ZONE, origin: 'https://wall.example', now },
			onError: (error) => {
				throw error;
			},
			page
		});
	async function scheduled(change: Partial<ReportSchedule> = {}) {
		const draft = { team: 'company', schedule: { ...MONTHLY, ...change } };
		const saved = await schedules().create(scorecard, draft, actor());
		if (!saved.ok) throw new Error(saved.reason);
		return saved.stored;
	}

	test('a frozen period stays what it was, whatever is corrected after it, and tells when it was altered', async () => {
		const page = await shown();
		const { frozen } = stage.scorecards;
		const made = await frozen.add(
			{ content: await freezePage(store.database, page), note: 'Cierre' },
			actor()
		);
		await given(40);
		// Another target, another name, another formula, and another name of what it is made of.
		const next = content(0.15);
		await stage.scorecards.store.addVersion(
			scorecard,
			{
				...{ validFrom: '2046-01', note: 'Más', basedOn: 1 },
				content: {
					...{ ...next, name: 'Otro nombre', aggregator: 'min' as const },
					measures: next.measures.map((one) => ({ ...one, name: 'Otra cosa', weight: 9 }))
				}
			},
			SYSTEM
		);
		expect(await valueNow()).toBeCloseTo(0.4, 12);
		expect((await shown()).facts['turnover']?.name).toBe('Otra cosa');

		const found = await frozen.find(made.id);
		expect(found).toMatchObject({ isIntact: true, note: 'Cierre', createdBy: director });
		const kept = found?.content ? thaw(found.content, 'es') : null;
		// Nothing of it is asked again: there is no database of events here, as after contacts were erased or have expired.
		expect(kept).toEqual({ ...page, choices: kept?.choices });
		expect(kept?.facts['turnover']?.name).toBe('Rotación');
		const [entry] = await stage.audit.list({ limit: 50, action: 'scorecard.frozen' });
		expect(JSON.parse(entry?.after ?? '{}')).toMatchObject({ frozen: made.id, hash: made.hash });

		const row = await store.database
			.selectFrom('frozen_scorecards')
			.select('content')
			.where('id', '=', made.id)
			.executeTakeFirstOrThrow();
		await store.database
			.updateTable('frozen_scorecards')
			.set({ content: row.content.replace('"value":0.2', '"value":0.1') })
			.where('id', '=', made.id)
			.execute();
		expect(await frozen.find(made.id)).toMatchObject({ isIntact: false });
		expect(await frozen.find('nothing')).toBeNull();
	});

	test('a frozen period is seen from the reach of its unit, one of an agent by those who may tell agents apart', () => {
		const of = (team: string, agent: string | null) => ({ unit: { team, agent } });
		const client = someone('director', ['norte']);
		expect(seesFrozen(client, of('norte', null), NODES)).toBe(true);
		expect(seesFrozen(client, of('norte-team', null), NODES)).toBe(true);
		expect(seesFrozen(client, of('sur', null), NODES)).toBe(false);
		expect(seesFrozen(client, of('company', null), NODES)).toBe(false);
		expect(seesFrozen(client, of('norte', 'norte-agent'), NODES)).toBe(false);
		expect(seesFrozen(someone('supervisor', ['norte']), of('norte', 'a'), NODES)).toBe(true);
		expect(seesFrozen(someone('agent', ['norte'], 'a'), of('norte', 'a'), NODES)).toBe(false);
		expect(seesFrozen(client, of('gone', null), NODES)).toBe(false);
		expect(seesFrozen(someone('director', []), of('gone', null), NODES)).toBe(true);
		expect(seesFrozen(null, of('norte', null), NODES)).toBe(false);
	});

	test('what was frozen for a client is opened by its people, who open nothing of the company', async () => {
		const found = await stage.scorecards.store.find(scorecard);
		if (!found) throw new Error('no scorecard');
		const freezeOf = async (team: string): Promise<string> => {
			const page = await pageOf(parts(), found, {
				...{ unit: { team, agent: null }, unitName: team, language: 'es' },
				...{ period: { range: 'month', month: MONTH }, comparison: 'before' }
			});
			const content = await freezePage(store.database, page);
			return (await stage.scorecards.frozen.add({ content, note: '' }, actor())).id;
		};
		const [own, whole] = [await freezeOf('norte'), await freezeOf('company')];
		const client = someone('director', ['norte']);
		const seen = await seenFrozen(stage.parts, client, own);
		expect(seen).toMatchObject({ isIntact: true, unit: { team: 'norte' } });
		// No other unit is named in it.
		expect(JSON.stringify(seen?.content?.page)).not.toMatch(/"sur|Atalaya/);
		expect(await seenFrozen(stage.parts, client, whole)).toBeNull();
		expect(await seenFrozen(stage.parts, null, own)).toBeNull();
		const listed = await seenFrozenOf(stage.parts, client, scorecard);
		expect(listed.map(({ id }) => id)).toEqual([own]);
	});

	test('a report that is due is frozen once and sent with its files, also by a later attempt and after a correction', async () => {
		const office = await post();
		office.busy = 1;
		const { id } = await scheduled();
		const sender = turn(office.mailer);
		await sender.run();
		expect(await schedules().runs([id])).toEqual([]);

		nowMs = DUE;
		await sender.run();
		const [waiting] = await schedules().runs([id]);
		expect(waiting).toMatchObject({
			...{ state: 'waiting', attempts: 1, month: MONTH, dueAtMs: DUE, result: '451' }
		});
		await given(40);
		await sender.run();
		expect(office.letters).toEqual([]);
		nowMs = waiting?.nextAtMs ?? 0;
		await sender.run();

		const [sent, ...more] = await schedules().runs([id]);
		expect(more).toEqual([]);
		expect(sent).toMatchObject({ state: 'sent', attempts: 2, frozen: waiting?.frozen });
		const [letter, ...others] = office.letters;
		expect(others).toEqual([]);
		expect(letter?.to).toEqual(MONTHLY.recipients);
		expect(letter?.source).toContain(`https://wall.example/scorecards/frozen/${sent?.frozen}`);
		const files = attached(letter?.source ?? '');
		expect([...files.keys()]).toEqual([
			'cuadro-atalaya-2046-09.pdf',
			'cuadro-atalaya-2046-09.xlsx'
		]);
		const lines = pdfLines(files.get('cuadro-atalaya-2046-09.pdf') ?? Buffer.alloc(0));
		expect(lines).toContain('20,0\u00a0%');
		expect(lines).not.toContain('40,0\u00a0%');
		const [, values] = xlsxSheets(files.get('cuadro-atalaya-2046-09.xlsx') ?? Buffer.alloc(0));
		expect(values?.rows[1]?.[4]).toBe(0.2);
		const [next] = await schedules().list(scorecard);
		expect(next?.nextAtMs).toBe(Date.parse('2046-11-03T07:00Z'));
	});

	test('two processes that send at the same time send one letter, and what was missed is sent once', async () => {
		const office = await post();
		const { id } = await scheduled({ every: 'week', day: 1, files: ['pdf'] });
		nowMs = Date.parse('2046-10-28T10:00Z');
		const [first, second] = [turn(office.mailer), turn(office.mailer)];
		await Promise.all([first.run(), second.run()]);
		await Promise.all([first.run(), second.run()]);
		expect(office.letters).toHaveLength(1);
		const [run, ...more] = await schedules().runs([id]);
		expect(more).toEqual([]);
		expect(run?.state).toBe('sent');
	});

	test('a process that dies while it makes a report does not keep it: another sends it, once', async () => {
		const office = await post();
		const { id } = await scheduled({ files: ['pdf'] });
		nowMs = DUE;
		let begun = false;
		// Never comes back, as a process that was killed.
		const dying = turn(office.mailer, () => {
			begun = true;
			return new Promise(() => undefined);
		});
		void dying.run();
		await until('it has begun', () => Promise.resolve(begun));
		const heir = turn(office.mailer);
		await heir.run();
		expect(office.letters).toEqual([]);
		nowMs = DUE + CLAIM_MS;
		await Promise.all([heir.run(), turn(office.mailer).run()]);
		await heir.run();
		expect(office.letters).toHaveLength(1);
		expect(await schedules().runs([id])).toMatchObject([{ state: 'sent', attempts: 2 }]);
	});

	test('a server for e-mail that is not there is said, and tried again with longer and longer pauses', async () => {
		const office = await post();
		await office.stop();
		posts.splice(0);
		const { id } = await scheduled();
		nowMs = DUE;
		await turn(office.mailer).run();
		const [first] = await schedules().runs([id]);
		expect(first).toMatchObject({ state: 'waiting', attempts: 1 });
		expect(first?.result).toMatch(/^(?:esocket|econnection|econnrefused)$/);
		expect(first?.frozen).not.toBeNull();
		nowMs = first?.nextAtMs ?? 0;
		await turn(office.mailer).run();
		const [second] = await schedules().runs([id]);
		expect(second).toMatchObject({ state: 'waiting', attempts: 2, frozen: first?.frozen });
		expect((second?.nextAtMs ?? 0) - nowMs).toBeGreaterThan((first?.nextAtMs ?? 0) - DUE);
	});

	test('a report fails aloud when nobody answers for it, and goes out once somebody does and tries again', async () => {
		const office = await post();
		const stored = await scheduled();
		const person = await people().find(director);
		if (!person) throw new Error('no director');
		await people().change(director, { ...person, teams: [], role: 'supervisor' }, SYSTEM);
		nowMs = DUE;
		const sender = turn(office.mailer);
		await sender.run();
		const [run] = await schedules().runs([stored.id]);
		expect(run).toMatchObject({ state: 'failed', result: 'no-right', frozen: null });
		expect(office.letters).toEqual([]);

		const draft = { email: 'b@example.com', name: 'B', role: 'director' as const };
		const made = await people().create(
			{ ...draft, teams: [], agent: null, isActive: true },
			SYSTEM
		);
		const other = { ...actor(), id: made.ok ? made.person.id : '' };
		const change = { team: 'company', schedule: MONTHLY, revision: stored.revision };
		expect(await schedules().save(stored.id, change, other)).toMatchObject({ ok: true });
		expect(await schedules().save(stored.id, change, other)).toMatchObject({ reason: 'conflict' });
		expect(await schedules().retry(stored.id, run?.id ?? '', other)).toBe(true);
		expect(await schedules().retry(stored.id, run?.id ?? '', other)).toBe(false);
		await sender.run();
		expect(office.letters).toHaveLength(1);
	});

	test('without a server for e-mail, before the scorecard began and after too many attempts it says why', async () => {
		const stored = await scheduled();
		const result = async () => (await schedules().runs([stored.id]))[0];
		expect(await schedules().sendNow(stored.id, actor())).toBe(true);
		await turn(null).run();
		expect(await result()).toMatchObject({ state: 'failed', result: 'no-smtp', month: MONTH });

		nowMs += 1;
		const office = await post();
		office.busy = Number.POSITIVE_INFINITY;
		await schedules().sendNow(stored.id, actor());
		const last = MOST_ATTEMPTS - 1;
		for (const attempts of [last - 1, last]) {
			await store.database
				.updateTable('report_runs')
				.set({ attempts, next_at_ms: nowMs })
				.where('state', '=', 'waiting')
				.execute();
			await turn(office.mailer).run();
			const state = attempts === last ? 'failed' : 'waiting';
			expect(await result()).toMatchObject({ state, attempts: attempts + 1 });
		}
		expect(await result()).toMatchObject({
			state: 'failed',
			attempts: MOST_ATTEMPTS,
			result: '451'
		});

		nowMs = Date.parse('2046-01-10T10:00Z');
		await schedules().sendNow(stored.id, actor());
		await turn(office.mailer).run();
		const early = (await schedules().runs([stored.id])).find(({ month }) => month === '2045-12');
		expect(early).toMatchObject({ state: 'failed', result: 'not-begun', frozen: null });
	});

	test('a paused or removed report is not sent, and everything people do to it is in the audit log', async () => {
		const office = await post();
		const { id } = await scheduled();
		expect(await schedules().setPaused(id, true, actor())).toBe(true);
		nowMs = DUE;
		await turn(office.mailer).run();
		expect(await schedules().setPaused(id, false, actor())).toBe(true);
		await turn(office.mailer).run();
		expect(office.letters).toEqual([]);
		expect(await schedules().remove(id, actor())).toBe(true);
		expect(await schedules().remove(id, actor())).toBe(false);
		expect(await schedules().find(id)).toBeNull();
		const log = await stage.audit.list({ limit: 50, object: `report-schedule:${id}` });
		expect(log.map(({ action }) => action)).toEqual([
			'report-schedule.removed',
			'report-schedule.resumed',
			'report-schedule.paused',
			'report-schedule.created'
		]);
		expect(JSON.stringify(log)).not.toContain('ana@example.com');
	});
});
