/** Schedules from a file to the lanes of a team: through the outbox, ingest and the database, within the own teams. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Actor, AuditLog } from '#lib/server/audit/audit-log.ts';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import { startOutboxSender } from '#lib/server/queues/outbox-sender.ts';
import type { OutboxSender } from '#lib/server/queues/outbox-sender.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createOutbox } from '#lib/server/store/outbox.ts';
import type { Outbox } from '#lib/server/store/outbox.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import { createScheduleDesk } from '#lib/server/workforce/schedule-desk.ts';
import type { ImportRequest, ScheduleDesk } from '#lib/server/workforce/schedule-desk.ts';
import { createScheduleStore } from '#lib/server/workforce/schedule-store.ts';
import { readOutNow } from '#lib/server/workforce/out-now.ts';
import { readTeamDay } from '#lib/server/workforce/team-day.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { TEST_INGEST_TOKEN, startTestIngest, testEvent } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { newDirectory, removeDirectory } from '../support/store-places.ts';
import { until } from '../support/until.ts';

const ZONE = 'Europe/Madrid';
const KEY = readStoreKey({ dataDir: '', storeKey: 'a-key-of-the-test' });
const BERTA: Actor = { kind: 'person', id: 'berta', name: 'Berta', address: '10.0.0.7' };
const VENTAS: RowScope = { ...EVERYTHING, queues: [], teams: ['Ventas'] };
const SOPORTE: RowScope = { ...EVERYTHING, queues: [], teams: ['Soporte'] };
const DATE = '2026-09-14';
const at = (clock: string): number => Date.parse(`${DATE}T${clock}:00+02:00`);
const EVENING = at('20:00');

const TABLE = [
	'agente;fecha;inicio;fin;actividad',
	'Ana Gil;14/09/2026;09:00;17:00;Turno',
	'v1;14/09/2026;11:00;11:15;Descanso',
	'v1;14/09/2026;22:00;02:00;Turno',
	'v2;14/09/2026;09:00;17:00;Turno'
].join('\n');
const request = (text: string, more: Partial<ImportRequest> = {}): ImportRequest => ({
	text,
	name: 'turnos.csv',
	agent: null,
	fromDate: DATE,
	mayRemove: true,
	...more
});

describe('schedules of a team', () => {
	let engine: TestEngine;
	let ingest: TestIngest;
	let store: Store;
	let audit: AuditLog;
	let outbox: Outbox;
	let sender: OutboxSender;
	let desk: ScheduleDesk;
	const dataDir = newDirectory();

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		ingest = await startTestIngest({ dataDir, connection: engine.connection });
		store = await openStore({ dataDir, databaseUrl: null });
		const { database } = store;
		audit = createAuditLog(database, KEY, Date.now);
		outbox = createOutbox(database);
		const { url } = ingest;
		sender = startOutboxSender({
			outbox,
			addresses: () => [url],
			token: TEST_INGEST_TOKEN,
			onError: () => undefined,
			pauses: { leastMs: 5, mostMs: 40, idleMs: 10_000 }
		});
		desk = createScheduleDesk({
			clickhouse: engine.clickhouse,
			tenant: 'default',
			people: createPeopleStore(database, audit, Date.now),
			store: createScheduleStore(database, { outbox, audit, now: Date.now }),
			outbox,
			sender,
			zone: ZONE
		});
		await ingest.post([
			...state('v1', 'Ventas', 'Ana Gil', [
				['09:00', 'available'],
				['11:00', 'break'],
				['11:35', 'available'],
				['17:00', 'offline']
			]),
			...state('v2', 'Ventas', 'Luis Paz', [['09:00', 'available']]),
			...state('s1', 'Soporte', 'Eva Sol', [['09:00', 'available']])
		]);
		await until(
			'the agents are known',
			async () => (await desk.agents({ scope: EVERYTHING })).length === 3
		);
	});
	afterAll(async () => {
		await sender.stop();
		await store.close();
		await ingest.stop();
		await engine.stop();
		removeDirectory(dataDir);
	});

	const state = (agent: string, team: string, name: string, moments: [string, string][]) =>
		moments.map(([clock, word]) =>
			testEvent({
				type: 'atalaya.agent.state.v1',
				subject: agent,
				time: new Date(at(clock)).toISOString(),
				data: { state: word, team, name }
			})
		);
	const untilSent = () => until('nothing is on its way', async () => (await outbox.count()) === 0);
	const options = (scope: RowScope, nowMs = EVENING) => ({
		clickhouse: engine.clickhouse,
		tenant: 'default',
		scope,
		now: () => nowMs
	});
	const dayOf = async (scope: RowScope, teams: readonly string[] | null = null) =>
		readTeamDay(options(scope), {
			date: DATE,
			zone: ZONE,
			teams,
			waiting: await desk.waitingDecisions()
		});
	const save = async (sent: ImportRequest, scope = VENTAS) => {
		const asker = { scope, actor: BERTA };
		const { digest } = await desk.preview(sent, asker);
		const result = await desk.save(sent, { digest, withoutFaults: false }, asker);
		await untilSent();
		return result;
	};
	const entries = () => audit.list({ limit: 50 });

	test('what a file says is planned, once it was shown and confirmed', async () => {
		const shown = await desk.preview(request(TABLE), { scope: VENTAS });
		expect(shown.faults).toEqual([]);
		expect(shown.counts).toEqual({ added: 3, changed: 0, removed: 0, unchanged: 0 });
		const unconfirmed = await desk.save(
			request(TABLE),
			{ digest: 'of something else', withoutFaults: false },
			{ scope: VENTAS, actor: BERTA }
		);
		expect(unconfirmed).toMatchObject({ ok: false, why: 'moved' });
		expect(await outbox.count()).toBe(0);

		expect(await save(request(TABLE))).toEqual({ ok: true, saved: 3 });
		const { rows, axis } = await dayOf(VENTAS);
		const ana = rows.find(({ agent }) => agent === 'v1')!;
		expect(ana.planned.map(({ activity, fromMs }) => [activity, fromMs])).toEqual([
			['on_queue', at('09:00')],
			['break', at('11:00')],
			['on_queue', at('11:15')],
			['on_queue', at('22:00')]
		]);
		// The shift over midnight is drawn whole.
		expect(ana.planned.at(-1)?.toMs).toBe(at('22:00') + 4 * 3_600_000);
		expect(axis.toMs).toBeGreaterThan(at('22:00') + 4 * 3_600_000);
		expect(ana.out).toEqual([
			{
				fromMs: at('11:15'),
				toMs: at('11:35'),
				planned: 'on_queue',
				stateClass: 'break',
				counts: true
			}
		]);
	});

	test('the same file changes nothing, an edited one is a higher revision, in the log for each agent', async () => {
		const again = await desk.preview(request(TABLE), { scope: VENTAS });
		expect(again.counts).toEqual({ added: 0, changed: 0, removed: 0, unchanged: 3 });
		expect(await save(request(TABLE))).toMatchObject({ ok: false, why: 'nothing' });

		const edited = TABLE.replace('v2;14/09/2026;09:00;17:00', 'v2;14/09/2026;10:00;18:00');
		expect(await save(request(edited))).toEqual({ ok: true, saved: 1 });
		const luis = (await dayOf(VENTAS)).rows.find(({ agent }) => agent === 'v2')!;
		expect(luis.planned).toEqual([
			{ activity: 'on_queue', fromMs: at('10:00'), toMs: at('18:00') }
		]);
		const log = await entries();
		expect(log.map(({ action, object }) => [action, object])).toEqual([
			['schedule.imported', 'agent:v2'],
			['schedule.imported', 'agent:v2'],
			['schedule.imported', 'agent:v1']
		]);
		expect(JSON.parse(log[0]?.before ?? '')).toMatchObject({
			shifts: { 'import-v2-2026-09-14-1': [expect.stringContaining('on_queue')] }
		});
	});

	test('a shift that is no longer in the file is withdrawn', async () => {
		const without = TABLE.replace(/^v1;.*22:00.*\n/m, '');
		const shown = await desk.preview(request(without), { scope: VENTAS });
		expect(shown.counts).toMatchObject({ removed: 1 });
		await save(request(without));
		const ana = (await dayOf(VENTAS)).rows.find(({ agent }) => agent === 'v1')!;
		expect(ana.planned.at(-1)?.toMs).toBe(at('17:00'));
	});

	test('nobody plans for other teams, or sees their plans', async () => {
		const shown = await desk.preview(request(TABLE), { scope: SOPORTE });
		expect(shown.isReadable).toBe(false);
		expect(shown.faults.map(({ line, code }) => [line, code])).toEqual(
			[2, 3, 4, 5].map((line) => [line, 'agent-unknown'])
		);
		const asker = { scope: SOPORTE, actor: BERTA };
		const refused = await desk.save(
			request(TABLE),
			{ digest: shown.digest, withoutFaults: true },
			asker
		);
		expect(refused).toMatchObject({ ok: false, why: 'faults' });
		expect(await outbox.count()).toBe(0);
		expect((await dayOf(SOPORTE)).rows.map(({ agent }) => agent)).toEqual(['s1']);
		expect((await dayOf(SOPORTE, ['Ventas'])).rows).toEqual([]);
		const draft = {
			agent: 'v1',
			fromMs: at('11:15'),
			toMs: at('11:35'),
			kind: 'approved' as const,
			reason: 'médico'
		};
		expect(await desk.decide(draft, asker)).toBe(false);
		expect(await outbox.count()).toBe(0);
	});

	test('lines with faults are left out only when that is confirmed', async () => {
		const text = `${TABLE}\ns1;14/09/2026;09:00;17:00;Turno\nv2;15/09/2026;09:00;17:00;Turno`;
		const asker = { scope: VENTAS, actor: BERTA };
		const shown = await desk.preview(request(text), asker);
		expect(shown.faults).toEqual([{ line: 6, code: 'agent-unknown', text: 's1' }]);
		const { digest } = shown;
		expect(await desk.save(request(text), { digest, withoutFaults: false }, asker)).toMatchObject({
			ok: false,
			why: 'faults'
		});
		expect(await desk.save(request(text), { digest, withoutFaults: true }, asker)).toMatchObject({
			ok: true
		});
		await untilSent();
	});

	test('an approved exception takes its time out of the adherence, and taking it back puts it in again', async () => {
		const asker = { scope: VENTAS, actor: BERTA };
		const span = { agent: 'v1', fromMs: at('11:15'), toMs: at('11:35') };
		const anaOf = async () => (await dayOf(VENTAS)).rows.find(({ agent }) => agent === 'v1')!;
		const before = (await anaOf()).figures.adherence;
		expect(before).toBeLessThan(1);
		await desk.decide({ ...span, kind: 'approved', reason: 'médico' }, asker);
		// Shown at once, and no different once ingest has it.
		const onItsWay = await anaOf();
		expect(onItsWay.out).toEqual([]);
		await untilSent();
		const approved = await anaOf();
		expect(approved.excused).toEqual([{ fromMs: span.fromMs, toMs: span.toMs }]);
		expect(approved.figures.adherence).toBeGreaterThan(before ?? 1);
		expect((await dayOf(VENTAS)).decisions).toMatchObject([
			{ agent: 'v1', kind: 'approved', reason: 'médico', decidedBy: 'Berta', isOnItsWay: false }
		]);

		await desk.decide({ ...span, kind: 'rejected', reason: 'sin justificante' }, asker);
		await untilSent();
		const again = await anaOf();
		expect(again.out).toHaveLength(1);
		expect(again.figures.adherence).toBe(before);
		expect((await dayOf(VENTAS)).decisions.map(({ kind }) => kind)).toEqual([
			'rejected',
			'approved'
		]);
		const [last] = await entries();
		expect(last).toMatchObject({ action: 'exception.decided', object: 'agent:v1', actor: 'berta' });
		expect(JSON.parse(last?.after ?? '')).toMatchObject({
			kind: 'rejected',
			reason: 'sin justificante'
		});
		expect(await verifyAudit(store.database, { key: KEY })).toMatchObject({ ok: true });
	});

	test('who is out now is told with since when, within the own teams', async () => {
		const { out } = await readOutNow(options(VENTAS, at('11:22')), null);
		expect(out).toEqual([
			{
				agent: 'v1',
				sinceMs: at('11:15'),
				planned: 'on_queue',
				stateClass: 'break',
				isSevere: true
			}
		]);
		expect((await readOutNow(options(SOPORTE, at('11:22')), null)).out).toEqual([]);
	});
});
