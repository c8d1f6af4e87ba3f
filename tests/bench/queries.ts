/**
 * How long answers take over 1,000,000 contacts of 30 days, beside the same from raw events in the same engine and in
 * PostgreSQL, in one run; and whether a wall gets slower with the years: the tick over 1, 30 and 90 days.
 */
import { parseArgs } from 'node:util';
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { contactsBehind } from '#lib/server/passport/passport-contacts.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { startTestEngine } from '../support/engine.ts';
import { loadDay, settle } from './queries/centre.ts';
import { postgresBin } from '../support/postgres.ts';
import { postgresVersion } from './compare/findings.ts';
import { startPeer } from './queries/postgres.ts';
import { CLICKHOUSE, POSTGRES, rawDay, rawList, rawMonths, rawTick } from './queries/raw.ts';
import { tick } from './queries/tick.ts';
import type { Report, Row, Table } from './report/report.ts';
import { percentile } from './report/runs.ts';

const DAY_MS = 86_400_000;
const tenant = 'default';
const zone = 'UTC';
const ROUNDS = 40;
const SLOW_ROUNDS = 5;
const MONTH = 30;

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
	return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/** A row for each share, against the same share of another. */
const rowsOf = (name: string, figures: Figures, against?: readonly [string, Figures]): Row[] =>
	(['p50', 'p95'] as const).map((share) => ({
		...{ name: `${name}, ${share}`, figure: figures[share], unit: 'ms' },
		...(against ? { against: { name: against[0], figure: against[1][share] } } : {})
	}));

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

function questions(clickhouse: ClickHouse, nowMs: number): Compared[] {
	const options = { clickhouse, tenant, scope: EVERYTHING, now: () => nowMs };
	const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const yesterday = midnight - DAY_MS;
	const yearAgo = midnight - 365 * DAY_MS;
	const ten = yesterday + 10 * 3_600_000;
	return [
		{
			what: 'board tick, 20 tiles',
			ours: () => tick(clickhouse, nowMs),
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

export const help = `How long answers take over 30 days of contacts, beside raw events in the engine and in PostgreSQL,
and whether a wall gets slower with the days that are kept.
  --contacts-per-day 33334
  --days 90
  --no-postgres          without it`;

interface Options {
	readonly contacts: number;
	readonly days: number;
	readonly withPeer: boolean;
}

async function load(
	clickhouse: ClickHouse,
	{ from, to, contacts, nowMs }: { from: number; to: number; contacts: number; nowMs: number }
): Promise<void> {
	for (let daysAgo = from; daysAgo < to; daysAgo++) {
		await loadDay(clickhouse, { daysAgo, contacts, nowMs });
	}
	await settle(clickhouse, nowMs);
	console.error(`  days ${from} to ${to - 1} are there`);
}

async function measureAll(
	clickhouse: ClickHouse,
	{ contacts, days, withPeer }: Options
): Promise<Table[]> {
	const nowMs = Date.now();
	const ticks = async (): Promise<Figures> => {
		await tick(clickhouse, nowMs, true);
		return measure(ROUNDS, () => tick(clickhouse, nowMs));
	};
	await load(clickhouse, { from: 0, to: 1, contacts, nowMs });
	const first = await ticks();
	await load(clickhouse, { from: 1, to: Math.min(MONTH, days), contacts, nowMs });
	const compared = await compare(clickhouse, nowMs, withPeer);
	if (days <= MONTH) return compared;
	await load(clickhouse, { from: MONTH, to: days, contacts, nowMs });
	const rows = [
		...rowsOf('over 1 day', first),
		...rowsOf(`over ${days} days`, await ticks(), ['over 1 day', first])
	];
	return [...compared, { title: 'A board tick of 20 tiles as days are kept', rows }];
}

export async function run(args: readonly string[]): Promise<Report> {
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
	const withPeer = !values['no-postgres'] && postgresBin() !== null;
	const engine = await startTestEngine();
	try {
		await applySchema(engine.clickhouse);
		return {
			title: 'Questions over millions of contacts',
			conditions: [
				`${contacts.toLocaleString('en')} contacts a day, ${days} days; compared over ${Math.min(MONTH, days)} of them`,
				`ours ${ROUNDS} times, the others ${SLOW_ROUNDS} times, after one that is not counted`
			],
			versions: postgresVersion(),
			tables: await measureAll(engine.clickhouse, { contacts, days, withPeer }),
			...(withPeer ? {} : { notes: ['PostgreSQL is not installed, or was not wanted.'] })
		};
	} finally {
		await engine.stop();
	}
}

async function compare(clickhouse: ClickHouse, nowMs: number, withPeer: boolean): Promise<Table[]> {
	const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
	const peer = withPeer
		? await startPeer(clickhouse, midnight - MONTH * DAY_MS, nowMs + DAY_MS)
		: null;
	try {
		const tables: Table[] = [];
		for (const { what, ours, raw } of questions(clickhouse, nowMs)) {
			const mine = await measure(ROUNDS, ours);
			const ofRaw = await measure(SLOW_ROUNDS, () => rawClickHouse(clickhouse, raw(CLICKHOUSE)));
			const ofPeer = peer && (await measure(SLOW_ROUNDS, () => peer.ask(raw(POSTGRES))));
			const against = ['Atalaya', mine] as const;
			const rows = [
				...rowsOf('Atalaya', mine),
				...rowsOf('the same engine, raw events', ofRaw, against),
				...(ofPeer ? rowsOf('PostgreSQL, raw events', ofPeer, against) : [])
			];
			tables.push({ title: what, rows });
		}
		return tables;
	} finally {
		await peer?.stop();
	}
}
