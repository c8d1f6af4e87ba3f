import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { NOTHING } from '#lib/domain/access/scope.ts';
import { mayEditRule, seesAlert } from '#lib/domain/alerts/alert-access.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { CLOSED_WEEK } from '#lib/domain/queues/business-hours.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import { readMetricRequest } from '#lib/server/api/metric-request.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Store } from '#lib/server/store/database.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { alertStage } from '../support/alert-stage.ts';
import type { AlertStage } from '../support/alert-stage.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** Each test has queues and contacts of its own in the one engine. */
let run = 0;
let engine: TestEngine;
const NOW_MS = Date.now();

beforeAll(async () => {
	engine = await startTestEngine();
	await applySchema(engine.clickhouse);
});
afterAll(() => engine.stop());

let batches = 0;
async function insert(...events: KnownEvent[]): Promise<void> {
	batches += 1;
	// One place for all events of a contact, also when the hour changes in between.
	await insertEvents(engine.clickhouse, events, () => floorHour(NOW_MS), `alerts-${batches}`);
}

/** Contacts that begin to wait, all at this instant. */
function waiting(queue: string, count: number, atMs: number): KnownEvent[] {
	return Array.from({ length: count }, (_, index) => `${queue}-${run}-${atMs}-${index}`).flatMap(
		(id) => [
			knownEvent('interaction.created', id, atMs, { channel: 'voice', queue }),
			knownEvent('interaction.queued', id, atMs, { queue })
		]
	);
}
const abandoned = (queue: string, count: number, since: number, atMs: number): KnownEvent[] =>
	Array.from({ length: count }, (_, index) =>
		knownEvent('interaction.abandoned', `${queue}-${run}-${since}-${index}`, atMs, {})
	);
const accepted = (queue: string, count: number, since: number, atMs: number): KnownEvent[] =>
	Array.from({ length: count }, (_, index) =>
		knownEvent('interaction.accepted', `${queue}-${run}-${since}-${index}`, atMs, { agent: 'a1' })
	);

onBothStores('alerts', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let stage: AlertStage;
	let north: string;
	let south: string;

	beforeEach(async () => {
		run += 1;
		place = await newPlace();
		store = await place.open();
		stage = alertStage(store, engine.clickhouse, NOW_MS);
		[north, south] = [`north-${run}`, `south-${run}`];
		const settings = { channel: 'voice', hours: null, holidays: [], zone: 'Europe/Madrid' };
		stage.queues = new Map([
			[north, { ...settings, name: 'Norte' }],
			[south, { ...settings, name: 'Sur' }]
		]);
	});
	afterEach(() => place.remove());

	const turn = () => stage.evaluation.turn();
	/** Looks every half minute, so that nothing of the time is unseen. */
	async function pass(minutes: number): Promise<{ opened: number; cleared: number }> {
		const sum = { opened: 0, cleared: 0 };
		for (let half = 0; half < 2 * minutes; half++) {
			stage.nowMs += MINUTE_MS / 2;
			const { opened, cleared } = await turn();
			sum.opened += opened;
			sum.cleared += cleared;
		}
		return sum;
	}

	test('a queue in which more wait than the rule allows has one alert until it is well for long enough', async () => {
		const since = NOW_MS - MINUTE_MS;
		await insert(...waiting(north, 3, since), ...waiting(south, 2, since));
		const rule = await stage.rule({ queues: [north, south] });
		expect(await turn()).toMatchObject({ rules: 1, opened: 1, cleared: 0 });
		expect(await turn()).toMatchObject({ opened: 0 });
		const [open, ...more] = await stage.log.open();
		expect(more).toEqual([]);
		expect(open).toMatchObject({
			rule: rule.id,
			queue: north,
			queueName: 'Norte',
			figures: { opened: 3, last: 3, worst: 3, noData: null },
			about: { queues: [north], teams: [], agents: false }
		});

		await insert(...waiting(north, 2, since + 1));
		await turn();
		await insert(...abandoned(north, 3, since, NOW_MS), ...abandoned(north, 2, since + 1, NOW_MS));
		await turn();
		expect((await stage.log.open())[0]?.figures).toMatchObject({ last: 0, worst: 5 });
		expect(await pass(0.5)).toEqual({ opened: 0, cleared: 0 });
		expect(await pass(0.5)).toEqual({ opened: 0, cleared: 1 });
		expect(await stage.log.open()).toEqual([]);
		expect(await stage.log.find(open?.id ?? '')).toMatchObject({
			cleared: { atMs: stage.nowMs, reason: 'recovered' },
			figures: { opened: 3, last: 0, worst: 5 }
		});
	});

	test('the longest wait alarms when it passes the limit, and nobody waiting is no missing number', async () => {
		const since = NOW_MS - 2 * MINUTE_MS;
		await insert(...waiting(north, 1, since));
		const limits = { threshold: 3 * MINUTE_MS, clearThreshold: 2 * MINUTE_MS };
		await stage.rule({ metric: 'longest_wait', queues: [north], ...limits });
		expect(await turn()).toMatchObject({ opened: 0 });
		expect(await pass(1)).toMatchObject({ opened: 0 });
		expect(await pass(0.5)).toMatchObject({ opened: 1 });
		await insert(...abandoned(north, 1, since, NOW_MS));
		expect(await pass(1.5)).toMatchObject({ cleared: 1 });
	});

	test('a ratio is judged from the number of contacts on that the rule asks for, with the value of the catalogue', async () => {
		const since = NOW_MS - 10 * MINUTE_MS;
		await insert(
			...waiting(north, 3, since),
			...accepted(north, 3, since, since + 5 * SECOND_MS),
			...waiting(north, 2, since + 1),
			...accepted(north, 2, since + 1, since + 5 * MINUTE_MS)
		);
		const level = {
			metric: 'service_level',
			window: '30m',
			comparison: 'below',
			threshold: 0.8,
			clearThreshold: 0.8,
			queues: [north]
		} satisfies Partial<AlertRule>;
		await stage.rule({ ...level, leastN: 6 });
		expect(await turn()).toMatchObject({ opened: 0 });
		await stage.rule({ ...level, leastN: 5 });
		// A turn that is not asked for the longer windows passes them over.
		stage.nowMs += 10 * SECOND_MS;
		expect(await turn()).toMatchObject({ opened: 1 });
		const [open] = await stage.log.open();
		const read = readMetricRequest(
			new URLSearchParams({
				metric: 'service_level',
				queue: north,
				from: new Date(stage.nowMs - 30 * MINUTE_MS).toISOString(),
				to: new Date(stage.nowMs).toISOString()
			})
		);
		if ('problem' in read) throw new Error(read.problem.detail);
		const asked = await answerMetrics(read.request, {
			clickhouse: engine.clickhouse,
			tenant: 'default',
			scope: EVERYTHING,
			now: () => stage.nowMs
		});
		if ('problem' in asked) throw new Error(asked.problem.detail);
		const expected = asked.answer.rows[0]?.['service_level'];
		expect(expected).toMatchObject({ value: 0.6, denominator: 5 });
		expect(open?.figures).toMatchObject({ opened: 0.6, n: 5 });
	});

	test('a rule sees the queues of its team and no others, also when it names them, and a team that loses one closes its alert', async () => {
		const since = NOW_MS - MINUTE_MS;
		await insert(...waiting(north, 3, since), ...waiting(south, 9, since));
		const team = await stage.client(`client-${run}`, [north]);
		await stage.rule({ queues: [north, south] }, team);
		await stage.rule({ per: 'together', threshold: 4, name: 'Together' }, team);
		expect(await turn()).toMatchObject({ opened: 1 });
		expect((await stage.log.open()).map(({ queue }) => queue)).toEqual([north]);

		const nodes = await stage.teams.nodes();
		const node = nodes.find(({ id }) => id === team);
		const change = { ...node!, queues: [south], parent: 'company' };
		await stage.teams.change(team, change, SYSTEM);
		expect(await turn()).toMatchObject({ cleared: 1, opened: 2 });
		const now = await stage.log.open();
		expect(now.map(({ queue, figures }) => [queue, figures.last]).sort()).toEqual([
			['', 9],
			[south, 9]
		]);
		expect(now.every(({ about }) => JSON.stringify(about.queues) === `["${south}"]`)).toBe(true);
	});

	test('whoever does not reach all that an alert stands for does not see it, and rules are for those who edit boards of the team', async () => {
		const about = { queues: [north, south], teams: [], agents: false };
		expect(seesAlert({ ...NOTHING, queues: [north, south] }, about)).toBe(true);
		expect(seesAlert({ ...NOTHING, queues: [north] }, about)).toBe(false);
		expect(seesAlert({ ...NOTHING, queues: [north] }, { ...about, queues: 'all' })).toBe(false);
		const agents = { queues: [], teams: ['t'], agents: true };
		expect(seesAlert({ ...EVERYTHING, namesAgents: false }, agents)).toBe(false);
		expect(seesAlert(EVERYTHING, agents)).toBe(true);
		const [mine, other] = [
			await stage.client(`mine-${run}`, [north]),
			await stage.client(`other-${run}`, [south])
		];
		const nodes = await stage.teams.nodes();
		const person = {
			kind: 'person',
			id: 'p',
			name: 'P',
			role: 'supervisor',
			teams: [mine],
			agent: null,
			sessionId: 's',
			isDemo: false
		} as const;
		expect(mayEditRule(person, { team: mine }, nodes)).toBe(true);
		expect(mayEditRule(person, { team: other }, nodes)).toBe(false);
		expect(mayEditRule(person, { team: 'company' }, nodes)).toBe(false);
		expect(mayEditRule({ ...person, role: 'quality' }, { team: mine }, nodes)).toBe(false);
	});

	test('while the database is away, or behind, nothing opens and nothing ends, and the alert says so', async () => {
		const since = NOW_MS - MINUTE_MS;
		await insert(...waiting(north, 3, since));
		await stage.rule({ queues: [north] });
		await turn();
		await insert(...abandoned(north, 3, since, NOW_MS));
		stage.isCurrent = false;
		expect(await pass(3)).toEqual({ opened: 0, cleared: 0 });
		expect((await stage.log.open())[0]?.figures).toMatchObject({ last: 3, noData: 'away' });
		stage.isCurrent = true;
		expect(await pass(2)).toEqual({ opened: 0, cleared: 1 });

		const away = openClickHouse({ ...engine.connection, url: 'http://127.0.0.1:9' });
		const other = alertStage(store, away, stage.nowMs);
		other.queues = stage.queues;
		await insert(...waiting(north, 5, since + 2));
		expect(await other.evaluation.turn()).toMatchObject({ rules: 1, opened: 0 });
		await away.close();
	});

	test('out of the hours of the queue a rule for them has nothing to say', async () => {
		await insert(...waiting(north, 3, NOW_MS - MINUTE_MS));
		const rule = await stage.rule({ queues: [north], hours: 'opening' });
		const open = stage.queues.get(north)!;
		expect(await turn()).toMatchObject({ opened: 1 });
		stage.queues = new Map([[north, { ...open, hours: CLOSED_WEEK }]]);
		expect(await turn()).toMatchObject({ cleared: 1 });
		expect(await pass(2)).toEqual({ opened: 0, cleared: 0 });
		const { alerts } = await stage.log.list({
			...{ before: null, limit: 10, sees: () => true, queue: '', severity: '', state: '' },
			rule: rule.id
		});
		expect(alerts.map(({ cleared }) => cleared?.reason)).toEqual(['closed-hours']);
	});

	test('what was under way goes on after a restart, and is not told twice', async () => {
		const since = NOW_MS - MINUTE_MS;
		await insert(...waiting(north, 3, since));
		const address = 'https://hooks.example/';
		await stage.rule({ queues: [north], forMinutes: 2, webhook: address });
		await turn();
		expect(await pass(1.5)).toMatchObject({ opened: 0 });
		const next = stage.another();
		stage.nowMs += MINUTE_MS / 2;
		expect(await next.turn()).toMatchObject({ opened: 1 });
		// The one that was away for a moment finds the same.
		expect(await stage.evaluation.turn()).toMatchObject({ opened: 0 });
		expect(await stage.another().turn()).toMatchObject({ opened: 0 });
		const told = await store.database.selectFrom('alert_deliveries').selectAll().execute();
		expect(told).toHaveLength(1);
	});

	test('two processes that look at the same moment open one alert and send one message', async () => {
		await insert(...waiting(north, 3, NOW_MS - MINUTE_MS));
		await stage.rule({ queues: [north], webhook: 'https://hooks.example/' });
		const again = alertStage(await place.open(), engine.clickhouse, NOW_MS);
		again.queues = stage.queues;
		const both = await Promise.allSettled([stage.evaluation.turn(), again.evaluation.turn()]);
		const opened = both.map((one) => (one.status === 'fulfilled' ? one.value.opened : 0));
		expect(opened.reduce((a, b) => a + b)).toBe(1);
		expect(await stage.log.open()).toHaveLength(1);
		const told = await store.database.selectFrom('alert_deliveries').selectAll().execute();
		expect(told).toHaveLength(1);
	});

	test('a rule that is paused, removed or watches something else ends what it had open, and says why', async () => {
		await insert(...waiting(north, 3, NOW_MS - MINUTE_MS));
		const { id, rule, team } = await stage.rule({ queues: [north] });
		const reasons: (string | undefined)[] = [];
		const note = async (): Promise<void> => {
			expect(await stage.log.open()).toEqual([]);
			const { alerts } = await stage.log.list({
				...{ before: null, limit: 10, sees: () => true, queue: '', severity: '' },
				...{ state: 'cleared', rule: id }
			});
			reasons.push(alerts[0]?.cleared?.reason);
			stage.nowMs += SECOND_MS;
		};
		await turn();
		await stage.rules.setPaused(id, true, SYSTEM);
		await note();
		expect(await turn()).toMatchObject({ rules: 0 });
		await stage.rules.setPaused(id, false, SYSTEM);
		await turn();
		await stage.rules.save(id, { team, rule: { ...rule, threshold: 1 }, revision: 1 }, SYSTEM);
		await note();
		await turn();
		await stage.rules.save(
			id,
			{ team, rule: { ...rule, threshold: 1, name: 'Otro nombre' }, revision: 2 },
			SYSTEM
		);
		expect(await stage.log.open()).toHaveLength(1);
		expect(await stage.rules.save(id, { team, rule, revision: 1 }, SYSTEM)).toEqual({
			ok: false,
			reason: 'conflict'
		});
		await stage.rules.remove(id, SYSTEM);
		await note();
		expect(reasons).toEqual(['paused', 'changed', 'removed']);
		expect(await stage.rules.list()).toEqual([]);
		const actions = (await stage.audit.list({ limit: 20, object: `alert-rule:${id}` })).map(
			({ action }) => action
		);
		expect(actions.reverse()).toEqual([
			'alert-rule.created',
			'alert-rule.paused',
			'alert-rule.resumed',
			'alert-rule.changed',
			'alert-rule.changed',
			'alert-rule.removed'
		]);
	});

	test('the log is read in pages, without what may not be seen', async () => {
		await insert(
			...waiting(north, 3, NOW_MS - MINUTE_MS),
			...waiting(south, 3, NOW_MS - MINUTE_MS)
		);
		const { id } = await stage.rule({ queues: [north, south] });
		for (let n = 0; n < 3; n++) {
			await turn();
			await stage.rules.setPaused(id, true, SYSTEM);
			await stage.rules.setPaused(id, false, SYSTEM);
			stage.nowMs += SECOND_MS;
		}
		const ask = { rule: '', queue: '', severity: '', state: '', limit: 2 } as const;
		const sees = ({ queue }: { readonly queue: string }): boolean => queue === north;
		const first = await stage.log.list({ ...ask, before: null, sees });
		const second = await stage.log.list({ ...ask, before: first.next, sees });
		expect(first.alerts).toHaveLength(2);
		expect(second.alerts).toHaveLength(1);
		expect(second.next).toBeNull();
		const times = [...first.alerts, ...second.alerts].map(({ openedAtMs }) => openedAtMs);
		expect(times).toEqual([2, 1, 0].map((n) => NOW_MS + n * SECOND_MS));
		await stage.log.forget(NOW_MS + SECOND_MS);
		expect((await stage.log.list({ ...ask, limit: 9, before: null, sees })).alerts).toHaveLength(2);
	});
});

describe('many rules', () => {
	test('of the same window and team are one question', async () => {
		const names: string[] = [];
		const counting = {
			...engine.clickhouse,
			query: ((lane, definition, ...rest) => {
				names.push(`${lane} ${definition.name}`);
				return engine.clickhouse.query(lane, definition, ...rest);
			}) as typeof engine.clickhouse.query
		};
		const { openStore } = await import('#lib/server/store/database.ts');
		const { makeDataDir, removeDataDir } = await import('../support/engine.ts');
		const dataDir = await makeDataDir();
		const store = await openStore({ dataDir, databaseUrl: null });
		try {
			const stage = alertStage(store, counting, NOW_MS);
			for (let n = 0; n < 10; n++) {
				await stage.rule({ name: `w${n}` });
				await stage.rule({ name: `o${n}`, metric: 'offered', window: '15m', per: 'together' });
				await stage.rule({ name: `s${n}`, metric: 'abandon_rate', window: '15m' });
			}
			expect(await stage.evaluation.turn()).toMatchObject({ rules: 30 });
			expect(names.sort()).toEqual([
				'report agents-in-scope',
				'report metric-sums-contacts-none-by-queue-channel',
				'report waiting-in-scope'
			]);
		} finally {
			await store.close();
			await removeDataDir(dataDir);
		}
	});
});
