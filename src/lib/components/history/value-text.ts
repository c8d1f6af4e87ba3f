/** What stands behind a value, and how it differs from another: in words. */
import { isSmallSample } from '#lib/domain/statistics/small-sample.ts';
import { weightOf } from '#lib/domain/history/recompute.ts';
import type { Metric, MetricUnit, MetricValue } from '#lib/domain/metrics/metric.ts';
import { formatDuration } from '#lib/format/duration.ts';
import { differenceFormat } from '#lib/format/difference.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

/** `81 / 100`, `n 93`; empty where the value is its own count. */
export function behind(
	value: MetricValue | null,
	metric: Metric,
	{ count }: NumberFormats
): string {
	if (value === null) return '';
	if ('denominator' in value) {
		const isTime = metric.bookedAt === 'time';
		const say = isTime ? formatDuration : count;
		return `${say(value.numerator)} / ${say(value.denominator)}`;
	}
	return 'n' in value ? `n ${count(value.n)}` : '';
}

/** A sample that is too small to lean on. */
export const isFew = (value: MetricValue | null): boolean =>
	value?.interval !== undefined && isSmallSample(weightOf(value));

/** `74,1 % – 84,9 %`; empty where everything was counted. */
export function intervalText(
	value: MetricValue | null,
	unit: MetricUnit,
	numbers: NumberFormats
): string {
	const interval = value?.interval;
	if (!interval) return '';
	const say = figureFormat(unit, numbers);
	return `${say(interval[0])} – ${say(interval[1])}`;
}

export interface Difference {
	readonly text: string;
	/** Null: neither way is better. */
	readonly isBetter: boolean | null;
	readonly isUp: boolean;
}

/** Volumes are compared in parts of what they were, everything else as it is. */
function amount(unit: MetricUnit, now: number, before: number, reader: Reader): string {
	const by = now - before;
	if (unit === 'count' && before !== 0) {
		return `${by > 0 ? '+' : '−'}${reader.numbers.percent(Math.abs(by / before))}`;
	}
	return differenceFormat(unit, reader.locale, (n) => reader.t('movement.points', { n }))(by);
}

/** Null where one of them is not there or both are the same. */
export function differenceOf(
	now: MetricValue | null,
	before: MetricValue | null,
	{ unit, direction }: Pick<Metric, 'unit' | 'direction'>,
	reader: Reader
): Difference | null {
	const [one, other] = [now?.value ?? null, before?.value ?? null];
	if (one === null || other === null || one === other) return null;
	const isUp = one > other;
	return {
		text: amount(unit, one, other, reader),
		isBetter: direction === 'none' ? null : isUp === (direction === 'up'),
		isUp
	};
}
