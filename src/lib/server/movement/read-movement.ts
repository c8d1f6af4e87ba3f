/** What a ratio or mean moved by between two periods, split for whoever asks. */
import type { MetricFormula } from '#lib/domain/metrics/metric.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import { isAligned } from '#lib/domain/metrics/interval.ts';
import type { AnyMeasure } from '#lib/domain/metrics/measures.ts';
import { split } from '#lib/domain/movement/nested.ts';
import type { Leaf, Split } from '#lib/domain/movement/nested.ts';
import { DEFAULT_REPEAT_WINDOW_MS } from '../api/metric-answer.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { OpenHoursReader } from '../api/open-hours-reader.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { movementSums } from '../queries/movement-sums.ts';
import type { MovementRequest, Period } from './movement-request.ts';

type Sums = RowOf<ReturnType<typeof movementSums>>;

interface Sides {
	readonly sum: AnyMeasure;
	readonly n: AnyMeasure;
	/** The sum is in parts of the unit. */
	readonly parts: number;
}

/** Null for what is neither a ratio nor a mean: counts have no mix. */
export function sidesOf(formula: MetricFormula): Sides | null {
	switch (formula.kind) {
		case 'ratio':
			return { sum: formula.numerator, n: formula.denominator, parts: 1 };
		case 'mean':
			return { sum: formula.sum, n: formula.n, parts: formula.parts ?? 1 };
		case 'count':
		case 'balance':
		case 'live':
			return null;
		default:
			return formula satisfies never;
	}
}

/** Whether the page can say why it moved. */
export const canSplit = ({
	formula,
	dimensions
}: Pick<Metric, 'formula' | 'dimensions'>): boolean =>
	sidesOf(formula) !== null && dimensions.includes('queue');

const keyOf = ({ queue, channel, hour }: Sums): string => JSON.stringify([queue, channel, hour]);

const NONE = { sum: 0, n: 0 };

function leavesOf(before: readonly Sums[], after: readonly Sums[], parts: number): Leaf[] {
	const leaves = new Map<string, Leaf>();
	const add = (rows: readonly Sums[], period: 'before' | 'after'): void => {
		for (const row of rows) {
			const key = keyOf(row);
			const leaf = leaves.get(key) ?? {
				queue: row.queue,
				channel: row.channel,
				hour: String(row.hour).padStart(2, '0'),
				before: NONE,
				after: NONE
			};
			leaves.set(key, { ...leaf, [period]: { sum: row.sum / parts, n: row.n } });
		}
	};
	add(before, 'before');
	add(after, 'after');
	return [...leaves.values()];
}

/** Null where one of the periods has no contacts. Rejects with QueryError when the database does not answer. */
export async function readMovement(
	{ metric, before, after, zone, filters }: MovementRequest,
	options: AnswerOptions
): Promise<Split | null> {
	const { clickhouse, tenant, scope, now, repeatWindowMs, signal } = options;
	const { openHoursReader = new OpenHoursReader(options) } = options;
	const sides = sidesOf(metric.formula);
	const source = metricSource(metric);
	if (!sides || !source) throw new TypeError(`${metric.id} cannot be split`);
	const ask = async ({ fromMs, toMs }: Period): Promise<Sums[]> => {
		const { openHours, ...open } = await openHoursReader.of([source], { fromMs, toMs });
		return clickhouse.query(
			'report',
			movementSums({
				source,
				sum: sides.sum,
				n: sides.n,
				aligned: isAligned(fromMs) && isAligned(toMs),
				filtersAgents: filters.agent.length > 0 || filters.team.length > 0,
				...open
			}),
			{
				tenant,
				fromMs,
				toMs,
				tz: zone,
				nowMs: now(),
				repeatWindowMs: repeatWindowMs ?? DEFAULT_REPEAT_WINDOW_MS,
				...filters,
				openHours
			},
			{ scope, ...(signal ? { signal } : {}) }
		);
	};
	const [first, second] = await Promise.all([ask(before), ask(after)]);
	return split(leavesOf(first, second, sides.parts));
}
