/** The questions as the product asks them: through its own functions, queries and client. */
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import type { MetricRow } from '#lib/server/api/metric-answer.ts';
import type { MetricRequest } from '#lib/server/api/metric-request.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { EMPTY_FLOOR, readTotals, readWaiting } from '#lib/server/live/floor.ts';
import type { ByQueue } from '#lib/server/live/floor.ts';
import { contactsBehind } from '#lib/server/passport/passport-contacts.ts';
import { touchedLedger } from '../queries/touched-ledger.ts';
import type { Moment } from './moment.ts';
import { LISTED, LISTED_QUEUE, month, yesterday } from './questions.ts';
import type { Answer, Cell, Question, System } from './questions.ts';

const tenant = 'default';
const METRICS = [
	'offered',
	'answered',
	'abandoned',
	'service_level',
	'asa',
	'handled',
	'aht'
] as const;

type Asking = (clickhouse: ClickHouse, moment: Moment) => Promise<Answer>;

const requestOf = (
	moment: Moment,
	metrics: readonly MetricId[],
	also: Partial<MetricRequest>
): MetricRequest => ({
	...{ metrics: metrics.map(metric), fromMs: 0, toMs: 0, interval: 'none', by: [] },
	filters: { queue: [], channel: [], agent: [], team: [] },
	zone: moment.zone,
	...also
});

const floorOptions = (clickhouse: ClickHouse, { nowMs, zone }: Moment) => ({
	...{ clickhouse, tenant, nowMs, before: EMPTY_FLOOR },
	needs: {
		...{ rolling: true, todayZones: new Set([zone]), agents: false, trend: false },
		...{ usualZones: new Set<string>(), quality: false }
	}
});

async function waiting(clickhouse: ClickHouse): Promise<Answer> {
	const rows = await readWaiting({ clickhouse, tenant });
	return [...rows.values()].map((row) => [row.queue, row.waiting, row.oldestQueuedAtMs]);
}

const sumsOf = (sums: Measures): Cell[] => [
	...[sums.offered, sums.answered, sums.abandoned],
	...[sums.serviceLevelNumerator, sums.serviceLevelDenominator],
	...[sums.waitMs, sums.handled, sums.handleMs]
];

async function windows(clickhouse: ClickHouse, moment: Moment): Promise<Answer> {
	const ledger = await touchedLedger(clickhouse, tenant);
	const options = { ...floorOptions(clickhouse, moment), ledger };
	const { rolling, today } = await readTotals(options, false);
	const shown: Readonly<Record<string, ByQueue>> = {
		...{ '15m': rolling['15m'], '60m': rolling['60m'] },
		today: today.get(moment.zone) ?? new Map<string, Measures>()
	};
	return Object.entries(shown).flatMap(([name, byQueue]) =>
		[...byQueue].map(([queue, sums]) => [name, queue, ...sumsOf(sums)])
	);
}

async function metricRows(
	clickhouse: ClickHouse,
	moment: Moment,
	request: MetricRequest
): Promise<readonly MetricRow[]> {
	const options = { clickhouse, tenant, scope: EVERYTHING, now: () => moment.nowMs };
	const answered = await answerMetrics(request, options);
	if ('problem' in answered) throw new Error(answered.problem.detail);
	return answered.answer.rows;
}

type Part = 'value' | 'n' | 'numerator' | 'denominator' | 'p90';

function part(row: MetricRow, name: MetricId, of: Part): number {
	const value = row[name];
	if (typeof value !== 'object' || value === null) return 0;
	const parts: Readonly<Partial<Record<string, unknown>>> = { ...value };
	return Number(parts[of] ?? 0);
}

const text = (cell: MetricRow[string] | undefined): string =>
	typeof cell === 'string' ? cell : '';

/** A mean is told with how many it is of: the sum is both. */
const total = (row: MetricRow, mean: MetricId): number =>
	Math.round(part(row, mean, 'value') * part(row, mean, 'n'));

async function series(
	clickhouse: ClickHouse,
	moment: Moment,
	{ by, ...also }: { readonly by: 'queue' | 'channel' } & Partial<Omit<MetricRequest, 'by'>>
): Promise<Answer> {
	const request = requestOf(moment, METRICS, { ...also, by: [by] });
	const rows = await metricRows(clickhouse, moment, request);
	return (
		rows
			.map((row) => [
				...[Date.parse(text(row['at'])), text(row[by])],
				...[
					part(row, 'offered', 'value'),
					part(row, 'answered', 'value'),
					part(row, 'abandoned', 'value')
				],
				part(row, 'service_level', 'numerator'),
				part(row, 'service_level', 'denominator'),
				...[total(row, 'asa'), part(row, 'handled', 'value'), total(row, 'aht')]
			])
			// A quarter in which something else was counted (a resolution, an answer to a message) is a row of nothing here.
			.filter((row) => row.slice(2).some((cell) => cell !== 0))
	);
}

async function contacts(clickhouse: ClickHouse, moment: Moment): Promise<Answer> {
	const judged = metric('service_level');
	const filters = { queue: [LISTED_QUEUE], channel: [], agent: [], team: [] };
	const cell = requestOf(moment, ['service_level'], { ...yesterday(moment), filters });
	const options = { clickhouse, tenant, scope: EVERYTHING, nowMs: moment.nowMs };
	const behind = await contactsBehind(
		{ ...cell, metric: judged },
		{ ...options, after: null, limit: LISTED }
	);
	if (typeof behind === 'string') throw new Error(`no list: ${behind}`);
	const rowsOf = (side: 'failing' | 'passing'): number =>
		behind.sides.find((one) => one.side === side)?.rows ?? 0;
	return [
		[rowsOf('failing'), rowsOf('passing')],
		...behind.rows.map((row) => [row.interaction ?? '', row.atMs])
	];
}

async function p90(clickhouse: ClickHouse, moment: Moment): Promise<Answer> {
	const request = requestOf(moment, ['asa'], { ...month(moment), by: ['queue'] });
	const rows = await metricRows(clickhouse, moment, request);
	return rows
		.filter((row) => part(row, 'asa', 'n') > 0)
		.map((row) => [text(row['queue']), part(row, 'asa', 'p90'), part(row, 'asa', 'n')]);
}

const ASKING: Readonly<Record<Question, Asking>> = {
	...{ waiting, windows, contacts, p90 },
	day: (clickhouse, moment) =>
		series(clickhouse, moment, { ...yesterday(moment), interval: '15m', by: 'queue' }),
	month: (clickhouse, moment) =>
		series(clickhouse, moment, { ...month(moment), interval: '1d', by: 'channel' })
};

export const atalaya = (clickhouse: () => ClickHouse, moment: Moment): System => ({
	name: 'Atalaya',
	ask: (question) => ASKING[question](clickhouse(), moment)
});
