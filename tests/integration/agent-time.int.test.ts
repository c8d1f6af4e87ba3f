import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { MEASURES_OF } from '#lib/domain/metrics/measures.ts';
import type { Interval } from '#lib/domain/metrics/interval.ts';
import type { Dimension } from '#lib/domain/metrics/metric.ts';
import { adherenceAtoms } from '#lib/domain/workforce/adherence-atoms.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import type { MetricSumsRow } from '#lib/server/queries/metric-sums.ts';
import {
	agentsInPlan,
	exceptionsInRange,
	plannedInRange,
	statesInRange
} from '#lib/server/queries/workforce.ts';
import { readOutNow } from '#lib/server/workforce/out-now.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rebuild } from '../../clickhouse/rebuild.ts';
import { foldAgentTime } from '../support/agent-day-fold.ts';
import type { AgentTime } from '../support/agent-day-fold.ts';
import { BASE_MS, STEP_MS, agentCase } from '../support/arbitrary-agents.ts';
import type { AgentCase } from '../support/arbitrary-agents.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { knownEvent } from '../support/known-event.ts';

const tenant = 'default';
const CASES = 50;
const SEED = 20261025;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LATER_MS = BASE_MS + 400 * DAY_MS;
const MEASURES = MEASURES_OF.agentTime;

interface Asked {
	readonly fromMs: number;
	readonly toMs: number;
	readonly nowMs?: number;
	readonly interval?: Interval;
	readonly by?: readonly Dimension[];
	readonly agent?: string[];
	readonly team?: string[];
	readonly tz?: string;
	readonly scope?: RowScope;
}

describe('the time of agents', () => {
	let engine: TestEngine;
	const cases = new Map<string, AgentCase>();
	let batch = 0;
	const places = new Map<string, number>();
	/** Events of a contact all lie under one hour, those of an agent where they occurred. */
	const placeOf = ({ name, subject, occurredAtMs }: KnownEvent): number => {
		const hour = floorHour(occurredAtMs);
		if (!name.startsWith('interaction.')) return hour;
		if (!places.has(subject)) places.set(subject, hour);
		return places.get(subject) ?? hour;
	};
	const insert = (events: readonly KnownEvent[]) =>
		insertEvents(engine.clickhouse, events, placeOf, `batch-${(batch += 1)}`);
	const ask = async (asked: Asked): Promise<MetricSumsRow[]> => {
		const { fromMs, toMs, interval = 'none', by = [], agent = [], team = [] } = asked;
		const question = metricSums({
			source: 'agentTime',
			interval,
			by,
			aligned: true,
			filtersAgents: agent.length + team.length > 0
		});
		const rows = await engine.clickhouse.query(
			'report',
			question,
			{
				tenant,
				fromMs,
				toMs,
				tz: asked.tz ?? 'UTC',
				nowMs: asked.nowMs ?? LATER_MS,
				repeatWindowMs: 0,
				queue: [],
				channel: [],
				agent,
				team
			},
			{ scope: asked.scope ?? EVERYTHING }
		);
		return rows as MetricSumsRow[];
	};
	const timeOf = (row: MetricSumsRow | undefined): AgentTime =>
		Object.fromEntries(MEASURES.map((measure) => [measure, row?.[measure] ?? 0])) as never;
	/** Of one agent, in minutes. */
	const minutesOf = async (agent: string, asked: Omit<Asked, 'agent'>) => {
		const [row] = await ask({ ...asked, agent: [agent] });
		return Object.fromEntries(
			Object.entries(timeOf(row)).map(([name, ms]) => [name.replace('Ms', ''), ms / MINUTE_MS])
		);
	};

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		for (let index = 0; index < CASES; index++) {
			const agent = `random-${String(index).padStart(3, '0')}`;
			const [one] = fc.sample(agentCase(agent), { numRuns: 1, seed: SEED + index });
			if (one) cases.set(agent, one);
		}
		// A third of everything comes twice; the batches are shuffled, and far from the order of time.
		const all = [...cases.values()].flatMap(({ events }) => events);
		const twice = [...all, ...all.filter((_, index) => index % 3 === 0)];
		const [shuffled = []] = fc.sample(
			fc.shuffledSubarray(twice, { minLength: twice.length, maxLength: twice.length }),
			{ numRuns: 1, seed: SEED }
		);
		const size = Math.ceil(shuffled.length / 4);
		for (let from = 0; from < shuffled.length; from += size)
			await insert(shuffled.slice(from, from + size));
	});
	afterAll(() => engine.stop());

	const whole = { fromMs: BASE_MS - HOUR_MS, toMs: BASE_MS + 12 * HOUR_MS };
	const ranges = {
		'whole days of random agents, shuffled and with duplicates,': whole,
		'a range that begins and ends anywhere': {
			fromMs: BASE_MS + 917 * STEP_MS,
			toMs: BASE_MS + 1203 * STEP_MS
		},
		'a range that now is within': { ...whole, nowMs: BASE_MS + 1001 * STEP_MS }
	};

	test.each(Object.entries(ranges))(
		'%s adds up to the same as looking at each instant in plain TypeScript',
		async (_name, range) => {
			const rows = await ask({ ...range, by: ['agent'] });
			const found = new Map(rows.map((row) => [row.agent, timeOf(row)]));
			for (const [agent, { events, contacts }] of cases) {
				const expected = foldAgentTime(events, contacts, {
					nowMs: LATER_MS,
					stepMs: STEP_MS,
					...range
				});
				expect({ agent, ...(found.get(agent) ?? timeOf(undefined)) }).toEqual({
					agent,
					...expected
				});
			}
			const total = (measure: keyof AgentTime) =>
				[...found.values()].reduce((sum, time) => sum + time[measure], 0);
			for (const measure of MEASURES)
				expect([measure, total(measure) > 0]).toEqual([measure, true]);
		}
	);

	test('quarters of an hour, days of a zone and the whole add up to the same', async () => {
		const total = async (interval: Interval, tz: string) => {
			const rows = await ask({ ...whole, interval, tz });
			return MEASURES.map((measure) => rows.reduce((sum, row) => sum + (row[measure] ?? 0), 0));
		};
		const all = await total('none', 'UTC');
		expect(await total('15m', 'UTC')).toEqual(all);
		expect(await total('1h', 'Asia/Kolkata')).toEqual(all);
		expect(await total('1d', 'Europe/Madrid')).toEqual(all);
	});

	test('lanes of the day have the same verdicts as the metrics', async () => {
		const params = { tenant, ...whole, agent: [], team: ['night'] };
		const options = { scope: EVERYTHING };
		const [planned, states, exceptions] = await Promise.all([
			engine.clickhouse.query('report', plannedInRange, params, options),
			engine.clickhouse.query('report', statesInRange, params, options),
			engine.clickhouse.query('report', exceptionsInRange, params, options)
		]);
		const rows = await ask({ ...whole, by: ['agent'], team: ['night'] });
		expect(rows.length).toBeGreaterThan(40);
		for (const row of rows) {
			const own = <T extends { agent: string }>(list: readonly T[]) =>
				list.filter(({ agent }) => agent === row.agent);
			const atoms = adherenceAtoms(
				{ planned: own(planned), states: own(states), exceptions: own(exceptions) },
				{ ...whole, nowMs: LATER_MS }
			);
			const sum = (verdict: 'raw' | 'adjusted') =>
				atoms
					.filter((atom) => atom[verdict] === 'in')
					.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0);
			expect({ agent: row.agent, raw: sum('raw'), adjusted: sum('adjusted') }).toEqual({
				agent: row.agent,
				raw: row.adherentMs,
				adjusted: row.adherentAdjustedMs
			});
		}
	});

	test('a rebuild from the raw events changes nothing', async () => {
		const before = await ask({ ...whole, by: ['agent'] });
		await rebuild({
			clickhouse: engine.clickhouse,
			now: Date.now,
			onProgress: () => undefined,
			signal: new AbortController().signal
		});
		expect(await ask({ ...whole, by: ['agent'] })).toEqual(before);
	});

	describe('of one agent', () => {
		const DAY = Date.UTC(2026, 10, 3);
		const at = (clock: string): number => {
			const [hours = 0, minutes = 0] = clock.split(':').map(Number);
			return DAY + (hours * 60 + minutes) * MINUTE_MS;
		};
		const day = { fromMs: DAY, toMs: DAY + DAY_MS };
		const iso = (ms: number) => new Date(ms).toISOString();
		const shift = (agent: string, revision: number, ...spans: [string, string, string][]) =>
			knownEvent('schedule.shift', agent, at('00:00') - DAY_MS + revision, {
				shift: 'early',
				revision,
				start: iso(DAY),
				end: iso(DAY + DAY_MS),
				activities: spans.map(([activity, from, to]) => ({
					activity,
					start: iso(at(from)),
					end: iso(at(to))
				}))
			});
		const states = (agent: string, ...moments: [string, string][]) =>
			moments.map(([state, since]) =>
				knownEvent('agent.state', agent, at(since), { state, team: 'day' })
			);

		test('the published day of 240 minutes has 207 in adherence, and 194 on the queue of 195', async () => {
			await insert([
				shift(
					'published',
					1,
					['on_queue', '09:00', '10:30'],
					['break', '10:30', '10:45'],
					['on_queue', '10:45', '12:00'],
					['coaching', '12:00', '12:30'],
					['on_queue', '12:30', '13:00']
				),
				...states(
					'published',
					['available', '09:07'],
					['break', '10:38'],
					['available', '10:53'],
					['coaching', '12:05'],
					['available', '12:35'],
					['offline', '13:06']
				)
			]);
			expect(await minutesOf('published', day)).toMatchObject({
				adherent: 207,
				assessed: 240,
				adherentAdjusted: 217,
				onQueue: 194,
				onQueueScheduled: 195,
				paid: 240,
				// Paid and neither available nor on contacts: all but the 188 on the queue within the shift.
				unavailable: 52,
				plannedUnavailable: 45
			});
		});

		test('a revision that comes later changes the past, and one without activities cancels the shift', async () => {
			const agent = 'revised';
			await insert([
				shift(agent, 1, ['on_queue', '09:00', '10:00']),
				...states(agent, ['available', '09:00'], ['offline', '10:00'])
			]);
			expect(await minutesOf(agent, day)).toMatchObject({ scheduled: 60, adherent: 60 });
			await insert([shift(agent, 3, ['on_queue', '09:00', '11:00'])]);
			await insert([shift(agent, 2, ['break', '09:00', '10:00'])]);
			expect(await minutesOf(agent, day)).toMatchObject({ scheduled: 120, adherent: 60 });
			await insert([shift(agent, 4)]);
			expect(await minutesOf(agent, day)).toMatchObject({ scheduled: 0, onQueue: 60 });
		});

		test('several contacts at once count once, and only while the state is one of the queue', async () => {
			const agent = 'concurrent';
			const contact = (id: string, from: string, to: string) => [
				knownEvent('interaction.accepted', id, at(from), { agent }),
				knownEvent('interaction.ended', id, at(to), {})
			];
			await insert([
				...states(agent, ['available', '09:00'], ['break', '10:00'], ['offline', '11:00']),
				...contact('chat-1', '09:10', '09:30'),
				...contact('chat-2', '09:20', '09:40'),
				...contact('chat-3', '09:55', '10:30')
			]);
			expect(await minutesOf(agent, day)).toMatchObject({ busy: 35, onQueue: 60 });
			// The range cuts the contacts, too.
			const half = { fromMs: at('09:25'), toMs: at('09:58') };
			expect(await minutesOf(agent, half)).toMatchObject({ busy: 18, onQueue: 33 });
		});

		test('a state of last week holds until the next one, and somebody with a plan alone is away', async () => {
			await insert([
				knownEvent('agent.state', 'holding', DAY - 9 * DAY_MS, { state: 'backoffice' }),
				shift('holding', 1, ['backoffice', '09:00', '12:00']),
				shift('missing', 1, ['on_queue', '09:00', '10:00'])
			]);
			expect(await minutesOf('holding', day)).toMatchObject({
				adherent: 180,
				productive: 1440,
				onQueue: 0
			});
			expect(await minutesOf('missing', day)).toMatchObject({ assessed: 60, adherent: 0 });
		});

		test('who is out now is told after a minute, since when, and as severe after five', async () => {
			const agent = 'leaving';
			await insert([
				shift(agent, 1, ['on_queue', '14:00', '18:00']),
				...states(agent, ['available', '14:00'], ['meal', '16:00'])
			]);
			const outAt = async (clock: string, seconds: number) => {
				const nowMs = at(clock) + seconds * 1000;
				const options = { tenant, scope: EVERYTHING, now: () => nowMs };
				const { out } = await readOutNow({ clickhouse: engine.clickhouse, ...options }, ['day']);
				return out;
			};
			expect(await outAt('16:00', 59)).toEqual([]);
			const out = { agent, planned: 'on_queue', stateClass: 'meal', sinceMs: at('16:00') };
			expect(await outAt('16:01', 0)).toEqual([{ ...out, isSevere: false }]);
			expect(await outAt('16:05', 0)).toEqual([{ ...out, isSevere: true }]);
			const approved = { kind: 'approved', start: iso(at('15:50')), end: iso(at('16:30')) };
			await insert([knownEvent('schedule.exception', agent, at('16:06'), approved)]);
			expect(await outAt('16:10', 0)).toEqual([]);
			expect(await outAt('16:31', 0)).toEqual([{ ...out, sinceMs: at('16:30'), isSevere: false }]);
			// Longer than the states that are read first.
			expect(await outAt('17:40', 0)).toEqual([{ ...out, sinceMs: at('16:30'), isSevere: true }]);
		});

		test('whoever sees some teams, one agent or only totals is answered no more than that', async () => {
			const only = async (scope: Partial<RowScope>, by: Dimension[] = ['agent']) =>
				(await ask({ ...day, by, scope: { ...EVERYTHING, ...scope } })).map(({ agent }) => agent);
			expect(await only({ teams: ['day'] })).toEqual([
				'concurrent',
				'leaving',
				'published',
				'revised'
			]);
			expect(await only({ teams: [] })).toEqual([]);
			expect(await only({ agent: 'published' })).toEqual(['published']);
			const totals = { namesAgents: false, hidesSmallGroups: true };
			expect(await only(totals)).toEqual([]);
			const [all] = await ask({ ...day, scope: { ...EVERYTHING, ...totals } });
			expect(all?.onQueueMs).toBeGreaterThan(0);
			// Four people: too few for whoever may not know them one by one.
			expect(await ask({ ...day, scope: { ...EVERYTHING, ...totals, teams: ['day'] } })).toEqual(
				[]
			);
			const params = { tenant, ...day, agent: [], team: [] };
			const reach = (scope: Partial<RowScope>) => {
				const options = { scope: { ...EVERYTHING, ...scope } };
				return Promise.all([
					engine.clickhouse.query('report', agentsInPlan, params, options),
					engine.clickhouse.query('report', plannedInRange, params, options),
					engine.clickhouse.query('report', statesInRange, params, options),
					engine.clickhouse.query('report', exceptionsInRange, params, options)
				]).then((answers) => new Set(answers.flat().map(({ agent }) => agent)));
			};
			expect(await reach({ teams: ['day'] })).toEqual(
				new Set(['concurrent', 'leaving', 'published', 'revised'])
			);
			expect(await reach(totals)).toEqual(new Set());
		});
	});
});
