import { createClient } from '@clickhouse/client';
import type { ClickHouseClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { METRICS, metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import { partsOf } from '#lib/domain/passport/contribution.ts';
import type { CellRequest } from '#lib/server/api/contacts-request.ts';
import { answerCell, countContacts, listContacts } from '#lib/server/api/contacts.ts';
import type { CellOptions } from '#lib/server/api/contacts.ts';
import { answerContacts } from '#lib/server/api/contacts.ts';
import { readCursor } from '#lib/server/api/cursor.ts';
import type { Contact } from '#lib/server/api/schemas/contacts.ts';
import { readLive } from '#lib/server/passport/live-number.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import { shownQuery } from '#lib/server/passport/shown-query.ts';
import { metricSums } from '#lib/server/queries/metric-sums.ts';
import { PieceKey } from '#lib/server/queries/pieces.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { rollUp } from '../../clickhouse/roll-up.ts';
import { startTestEngine } from '../support/engine.ts';
import type { TestEngine } from '../support/engine.ts';
import { floorHour, insertEvents } from '../support/events.ts';
import { FLOOR_BASE_MS as BASE, randomFloor } from '../support/random-floor.ts';

const tenant = 'default';
const SECOND_MS = 1000;
const QUARTER_MS = 900_000;
const DAY_MS = 24 * 3_600_000;
const METRICS_OF_ROWS: readonly Metric[] = METRICS.filter(({ formula }) => formula.kind !== 'live');

type Filters = CellRequest['filters'];
const ALL: Filters = { queue: [], channel: [], agent: [], team: [] };
const cell = (
	metric: Metric,
	[fromMs, toMs]: readonly [number, number],
	filters: Partial<Filters> = {}
): CellRequest => ({
	metric,
	metrics: [metric],
	fromMs,
	toMs,
	interval: 'none',
	by: [],
	filters: { ...ALL, ...filters },
	zone: 'Europe/Madrid'
});

const WHOLE = [BASE - QUARTER_MS, BASE + QUARTER_MS] as const;
/** Neither end on a quarter of an hour, and in the middle of what happened. */
const PART = [BASE + 7 * SECOND_MS + 1, BASE + 41 * SECOND_MS] as const;
const OWN: RowScope = {
	...EVERYTHING,
	queues: ['ventas', 'chat'],
	teams: ['mañana']
};

interface Case {
	readonly name: string;
	readonly range: readonly [number, number];
	readonly filters?: Partial<Filters>;
	readonly scope: RowScope;
}
/** Every metric: all of it on quarters of an hour, and a window that is on none, with a filter and a scope. */
const casesOf = ({ dimensions }: Metric, index: number): Case[] => {
	const narrow: Partial<Filters> = dimensions.includes('queue')
		? { queue: ['ventas', "x'y"] }
		: { agent: ['ana'] };
	return [
		{ name: 'everything', range: WHOLE, scope: EVERYTHING },
		{
			name: 'a window, filtered, in a scope',
			range: PART,
			filters: index % 2 === 0 ? narrow : { team: ['mañana'] },
			scope: OWN
		}
	];
};
/** Contributions of rows, in the order of the formula. */
function added(metric: Metric, rows: readonly Contact[]): number[] {
	return partsOf(metric.formula).map(({ name }) =>
		rows.reduce((sum, row) => sum + (row[name] ?? 0), 0)
	);
}

describe('the passport of every metric', () => {
	let engine: TestEngine;
	/** Somebody with the rights to read, who knows nothing of our code. */
	let reader: ClickHouseClient;

	beforeAll(async () => {
		engine = await startTestEngine();
		await applySchema(engine.clickhouse);
		const places = new Map<string, number>();
		const events = randomFloor(240, 20261122);
		for (const { subject, occurredAtMs } of events)
			if (!places.has(subject)) places.set(subject, floorHour(occurredAtMs));
		await insertEvents(
			engine.clickhouse,
			events,
			({ subject }) => places.get(subject) ?? 0,
			'floor'
		);
		for (let pending = 1, runs = 0; pending > 0 && runs < 20; runs++)
			({ pending } = await rollUp(engine.clickhouse, {
				tenant,
				nowMs: Date.now() + runs,
				quietMs: 0
			}));
		const { connection } = engine;
		reader = createClient({
			url: connection.url,
			...connection.lanes.report,
			database: connection.database,
			http_headers: connection.headers
		});
	});
	afterAll(async () => {
		await reader.close();
		await engine.stop();
	});

	const options = (scope: RowScope): CellOptions => ({
		clickhouse: engine.clickhouse,
		tenant,
		scope,
		nowMs: BASE + 8 * DAY_MS
	});

	async function everyPage(asked: CellRequest, scope: RowScope, limit: number): Promise<Contact[]> {
		const rows: Contact[] = [];
		let after: PieceKey | null = null;
		for (;;) {
			const page = await listContacts({ cell: asked, limit, after }, options(scope));
			rows.push(...page.rows);
			if (page.next === null) return rows;
			after = readCursor(PieceKey, page.next);
			expect(after).not.toBeNull();
		}
	}

	/** The same number as pages of history and the API give it. */
	async function asHistory(asked: CellRequest, scope: RowScope): Promise<number | null> {
		const source = metricSource(asked.metric);
		if (source === null) throw new Error('only known now');
		const [row = {}] = await engine.clickhouse.query(
			'report',
			metricSums({
				source,
				interval: 'none',
				by: [],
				aligned: asked.fromMs % QUARTER_MS === 0 && asked.toMs % QUARTER_MS === 0,
				filtersAgents: asked.filters.agent.length + asked.filters.team.length > 0
			}),
			{
				tenant,
				fromMs: asked.fromMs,
				toMs: asked.toMs,
				tz: asked.zone,
				nowMs: BASE + 8 * DAY_MS,
				repeatWindowMs: 7 * DAY_MS,
				...asked.filters
			},
			{ scope }
		);
		return metricValue(asked.metric.formula, row)?.value ?? null;
	}

	test.each(METRICS_OF_ROWS.map((metric, index) => [metric.id, metric, index] as const))(
		'%s: its query asked again by hand gives it to the digit, and its contacts add up to it',
		async (_id, metric, index) => {
			for (const { name, range, filters, scope } of casesOf(metric, index)) {
				const asked = cell(metric, range, filters);
				const answer = await answerCell(asked, options(scope));
				const sql = shownQuery(answer.question, answer.params, scope);
				expect(sql).not.toMatch(/\{\w+: /);
				const again = await reader.query({ query: sql, format: 'JSONEachRow' });
				const [row] = await again.json<Record<string, unknown>>();
				const told = partsOf(metric.formula).map((part) => answer.parts[part.name] ?? 0);
				const [first = 0, ...rest] = partsOf(metric.formula).map((part) =>
					Number(row?.[part.name])
				);
				const scale = metric.formula.kind === 'mean' ? (metric.formula.parts ?? 1) : 1;
				const { value } = answer.value;
				expect([name, row?.['value'], first / scale, ...rest]).toEqual([name, value, ...told]);
				expect([name, value]).toEqual([name, await asHistory(asked, scope)]);

				const sides = await countContacts(asked, options(scope));
				const count = sides.reduce((sum, side) => sum + side.rows, 0);
				const rows = await everyPage(asked, scope, Math.max(20, Math.ceil(count / 2)));
				added(metric, rows).forEach((sum, part) => {
					expect(sum).toBeCloseTo(told[part]!, 6);
				});
				expect([name, rows.length]).toEqual([name, count]);
				expect(new Set(rows.map((one) => JSON.stringify(one))).size).toBe(count);
				const order = rows.map(({ side }) => ['failing', null, 'passing'].indexOf(side));
				expect(order).toEqual([...order].sort((a, b) => a - b));
				for (const { side, rows: ofSide } of sides)
					expect([side, rows.filter((one) => one.side === side).length]).toEqual([side, ofSide]);
			}
		}
	);

	const LIVE_METRICS = METRICS.filter(({ formula }) => formula.kind === 'live');
	test.each(LIVE_METRICS.map((metric) => [metric.id, metric] as const))(
		'%s, which is only known now: its query asked again gives it, and the API the same',
		async (_id, metric: Metric) => {
			const { formula } = metric;
			if (formula.kind !== 'live') throw new Error('not live');
			const queues = formula.of === 'agentsByState' ? [] : ['ventas', 'averias'];
			for (const scope of [EVERYTHING, OWN]) {
				const asked = options(scope);
				const live = await readLive(
					{ kind: 'live', metric, of: formula.of, queues, teams: [] },
					{ ...asked, mayList: true, after: null, limit: 1000 }
				);
				const again = await reader.query({ query: live.sql, format: 'JSONEachRow' });
				const [row] = await again.json<{ value: number }>();
				expect(row?.value).toBe(live.value.value);
				expect(live.value.value).toBeGreaterThan(0);
				const { problem: _none, answer } = (await answerMetrics(
					{ ...cell(metric, WHOLE, { queue: queues }), metrics: [metric] },
					{ ...asked, now: () => asked.nowMs }
				)) as { problem?: never; answer: { rows: Record<string, { value: number }>[] } };
				expect(answer.rows[0]?.[metric.id]?.value).toBe(live.value.value);
				if (typeof live.contacts === 'string') continue;
				const late = live.contacts.rows.filter(({ side }) => side === 'failing');
				const times = live.contacts.rows.map(({ atMs }) => atMs);
				expect(times).toEqual([...times].sort((a, b) => a - b));
				if (metric.id === 'waiting') expect(times).toHaveLength(live.value.value ?? 0);
				if (metric.id === 'at_risk') expect(late).toHaveLength(live.value.value ?? 0);
				if (metric.id === 'longest_wait')
					expect(asked.nowMs - (times[0] ?? 0)).toBe(live.value.value);
			}
		}
	);

	const level = METRICS_OF_ROWS.find(({ id }) => id === 'service_level')!;
	const answerTime = METRICS_OF_ROWS.find(({ id }) => id === 'asa')!;

	test('who failed the service level is said: those judged and not within T, and none else', async () => {
		const rows = await everyPage(cell(level, WHOLE), EVERYTHING, 500);
		const failing = rows.filter(({ side }) => side === 'failing');
		expect(failing.length).toBeGreaterThan(2);
		expect(failing.every((row) => row.numerator === 0 && row.denominator === 1)).toBe(true);
		expect(rows.slice(failing.length).every((row) => row.numerator === 1)).toBe(true);
	});

	test('durations come with the longest first', async () => {
		const rows = await everyPage(cell(answerTime, WHOLE), EVERYTHING, 41);
		const waits = rows.map(({ sum }) => sum ?? 0);
		expect(waits.length).toBeGreaterThan(20);
		expect(waits).toEqual([...waits].sort((a, b) => b - a));
	});

	test('a page is the same, however often it is asked', async () => {
		const asked = cell(level, WHOLE);
		const first = await listContacts({ cell: asked, limit: 10, after: null }, options(EVERYTHING));
		const after = readCursor(PieceKey, first.next ?? '');
		const pages = await Promise.all(
			[1, 2].map(() => listContacts({ cell: asked, limit: 10, after }, options(EVERYTHING)))
		);
		expect(pages[0]).toEqual(pages[1]);
		expect(
			pages[0]!.rows.some((row) =>
				first.rows.some(
					(one) =>
						one.at === row.at && one.interaction === row.interaction && one.piece === row.piece
				)
			)
		).toBe(false);
	});

	test('only contacts of the own queues are listed, and agents only to those who know them', async () => {
		const own = await everyPage(cell(level, WHOLE), OWN, 500);
		expect(new Set(own.map(({ queue }) => queue))).toEqual(new Set(['ventas', 'chat']));
		const nameless = await everyPage(
			cell(level, WHOLE),
			{ ...EVERYTHING, namesAgents: false },
			500
		);
		expect(nameless.length).toBeGreaterThan(own.length);
		expect(new Set(nameless.map(({ agent }) => agent))).toEqual(new Set(['']));
	});

	test('figures of single agents are refused to those who see only totals', async () => {
		const asked = cell(level, WHOLE, { agent: ['ana'] });
		const result = await answerContacts(
			{ cell: asked, limit: 10, after: null },
			options({ ...EVERYTHING, namesAgents: false })
		);
		expect(result).toMatchObject({ problem: { status: 403, field: 'agent' } });
	});
});
