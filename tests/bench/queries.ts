/**
 * How long answers take over 1,000,000 contacts of 30 days, beside the same from raw events in the same engine and in
 * PostgreSQL, in one run; and whether a wall gets slower with the years: the tick over 1, 30 and 90 days.
 * Options: `--contacts-per-day 33334`, `--days 90`, `--no-postgres`.
 */
import { parseArgs } from 'node:util';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import { WALL_METRIC_IDS, metric } from '#lib/domain/metrics/catalogue.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import type { Touched } from '#lib/domain/events/notice.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { EMPTY_FLOOR, readPresence, readTotals } from '#lib/server/live/floor.ts';
import { FloorLedger } from '#lib/server/live/ledger/floor-ledger.ts';
import { needsOf } from '#lib/server/live/needs.ts';
import { computeTiles } from '#lib/server/live/tiles.ts';
import { contactsBehind } from '#lib/server/passport/passport-contacts.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import { latestContacts, loadDay, settle } from './queries/centre.ts';
import { startPeer } from './queries/postgres.ts';
import { CLICKHOUSE, POSTGRES, rawDay, rawList, rawMonths, rawTick } from './queries/raw.ts';

const DAY_MS = 86_400_000;
const tenant = 'default';
const zone = 'UTC';
const ROUNDS = 40;
const SLOW_ROUNDS = 5;

interface Figures {
	readonly p50: number;
	readonly p95: number;
}

async function measure(rounds: number, ask: () => Promise<unknown>): Promise<Figures> {
	await ask();
	const times: number[] = [];
	for (let round = 0; round < rounds; round++) {
		const startedAt = performance.now();
		await ask();
		times.push(performance.now() - startedAt);
	}
	times.sort((a, b) => a - b);
	const at = (share: number): number =>
		times[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? 0;
	return { p50: at(0.5), p95: at(0.95) };
}

const said = ({ p50, p95 }: Figures): string =>
	`${p50.toFixed(1).padStart(9)} ${p95.toFixed(1).padStart(9)}`;

/** Twenty tiles over all that a wall can show. */
const BOARD: Pick<BoardLayout, 'tiles'> & { zone: string } = {
	zone,
	tiles: Array.from({ length: 20 }, (_, index) => ({
		id: `tile-${index}`,
		kind: 'number' as const,
		metric: WALL_METRIC_IDS[index % WALL_METRIC_IDS.length] ?? 'offered',
		window: (['today', '15m', '30m', '60m'] as const)[index % 4] ?? 'today',
		bands: { warn: null, bad: null },
		width: 3,
		height: 2,
		title: '',
		queues: index % 3 === 0 ? [`queue-${index % 8}`] : []
	}))
};

interface Tick {
	readonly clickhouse: ClickHouse;
	readonly ledger: FloorLedger;
	/** What is committed before each. */
	readonly touched: Touched;
	readonly nowMs: number;
}

async function tick({ clickhouse, ledger, touched, nowMs }: Tick): Promise<void> {
	ledger.note(touched);
	const needs = needsOf([BOARD], zone);
	const options = { clickhouse, tenant, nowMs, needs, before: EMPTY_FLOOR, ledger };
	const [presence, totals] = await Promise.all([readPresence(options), readTotals(options, false)]);
	computeTiles(BOARD, {
		floor: { ...EMPTY_FLOOR, ...presence, ...totals },
		nowMs,
		zone,
		scope: EVERYTHING
	});
}

const FIVE = ['offered', 'answered', 'service_level', 'asa', 'aht'] as const;

const request = (also: Partial<MetricRequest>): MetricRequest => ({
	metrics: FIVE.map(metric),
	fromMs: 0,
	toMs: 0,
	interval: '15m',
	by: [],
	filters: { queue: [], channel: [], agent: [], team: [] },
	zone,
	...also
});

interface Compared {
	readonly what: string;
	readonly ours: () => Promise<unknown>;
	readonly raw: (d: typeof CLICKHOUSE) => string;
}

function questions(ticking: Tick): Compared[] {
	const { clickhouse, nowMs } = ticking;
	const options = { clickhouse, tenant, scope: EVERYTHING, now: () => nowMs };
	const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const yesterday = midnight - DAY_MS;
	const yearAgo = midnight - 365 * DAY_MS;
	const ten = yesterday + 10 * 3_600_000;
	return [
		{
			what: 'board tick, 20 tiles',
			ours: () => tick(ticking),
			raw: (d) => rawTick(d, midnight, nowMs)
		},
		{
			what: 'a day by 15 min by queue, 5 metrics',
			ours: () =>
				answerMetrics(request({ fromMs: yesterday, toMs: midnight, by: ['queue'] }), options),
			raw: (d) => rawDay(d, yesterday, midnight)
		},
		{
			what: 'a year by month, 5 metrics',
			ours: () =>
				answerMetrics(
					request({ fromMs: yearAgo, toMs: midnight + DAY_MS, interval: '1M' }),
					options
				),
			raw: (d) => rawMonths(d, yearAgo, midnight + DAY_MS)
		},
		{
			what: 'a list of contacts behind a number',
			ours: () => listBehind(clickhouse, ten, nowMs),
			raw: (d) => rawList(d, ten, ten + 3_600_000)
		}
	];
}

const listBehind = (clickhouse: ClickHouse, fromMs: number, nowMs: number): Promise<unknown> =>
	contactsBehind(
		{
			...request({ fromMs, toMs: fromMs + 3_600_000, interval: 'none' }),
			metric: metric('service_level'),
			metrics: [metric('service_level')],
			filters: { queue: ['queue-1'], channel: [], agent: [], team: [] }
		},
		{ clickhouse, tenant, scope: EVERYTHING, nowMs, after: null, limit: 50 }
	);

async function rawClickHouse(clickhouse: ClickHouse, sql: string): Promise<void> {
	await clickhouse.command('bench-raw', `SELECT count() FROM (${sql})`);
}

export async function run(args: readonly string[]): Promise<void> {
	const { values } = parseArgs({
		args: [...args],
		options: {
			'contacts-per-day': { type: 'string', default: '33334' },
			days: { type: 'string', default: '90' },
			'no-postgres': { type: 'boolean', default: false }
		}
	});
	const contacts = Number(values['contacts-per-day']);
	const days = Number(values.days);
	const engine = await startTestEngine();
	try {
		const { clickhouse } = engine;
		await applySchema(clickhouse);
		const nowMs = Date.now();
		const load = async (from: number, to: number): Promise<void> => {
			const startedAt = performance.now();
			for (let daysAgo = from; daysAgo < to; daysAgo++) {
				await loadDay(clickhouse, { daysAgo, contacts, nowMs });
			}
			await settle(clickhouse, nowMs);
			console.log(
				`  days ${from} to ${to - 1}: ${((to - from) * contacts).toLocaleString('en')} contacts in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`
			);
		};
		console.log('\nMilliseconds, p50 and p95.');
		await load(0, 1);
		const ticking: Tick = {
			clickhouse,
			ledger: new FloorLedger({ clickhouse, tenant }),
			touched: latestContacts({ contacts, nowMs, most: 100 }),
			nowMs
		};
		const first = await measure(ROUNDS, () => tick(ticking));
		console.log(`  board tick, 20 tiles, over  1 day  ${said(first)}`);
		await load(1, Math.min(30, days));
		await compare(ticking, !values['no-postgres']);
		if (days > 30) {
			await load(30, days);
			const again = await measure(ROUNDS, () => tick(ticking));
			console.log(`  board tick, 20 tiles, over ${days} days ${said(again)}`);
			console.log(
				`  ${days} days to 1 day: ${(again.p50 / first.p50).toFixed(2)} (p50), ${(again.p95 / first.p95).toFixed(2)} (p95)`
			);
		}
	} finally {
		await engine.stop();
	}
}

async function compare(ticking: Tick, withPeer: boolean): Promise<void> {
	const { clickhouse, nowMs } = ticking;
	const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const peer = withPeer
		? await startPeer(clickhouse, midnight - 30 * DAY_MS, nowMs + DAY_MS)
		: null;
	if (!peer) console.log('  PostgreSQL is not installed, or was not wanted: without it.');
	console.log(`  ${''.padEnd(38)}   Atalaya            raw events         PostgreSQL`);
	try {
		for (const { what, ours, raw } of questions(ticking)) {
			const figures = [
				await measure(ROUNDS, ours),
				await measure(SLOW_ROUNDS, () => rawClickHouse(clickhouse, raw(CLICKHOUSE))),
				...(peer ? [await measure(SLOW_ROUNDS, () => peer.ask(raw(POSTGRES)))] : [])
			];
			console.log(`  ${what.padEnd(38)}${figures.map(said).join('')}`);
		}
	} finally {
		await peer?.stop();
	}
}
