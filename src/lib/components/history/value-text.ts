/** What stands behind a value, and how it differs from another: in words. */
import { weightOf } from '#lib/domain/history/recompute.ts';
import type { Metric, MetricUnit, MetricValue } from '#lib/domain/metrics/metric.ts';
import { formatDuration } from '#lib/format/duration.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';

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

/** Fewer answers than this say little. */
const FEW = 30;

/** A sample that is too small to lean on. */
export const isFew = (value: MetricValue | null): boolean =>
	value?.interval !== undefined && weightOf(value) < FEW;

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

const signed = (value: number, text: string): string => `${value > 0 ? '+' : '−'}${text}`;

function amount(unit: MetricUnit, now: number, before: number, numbers: NumberFormats): string {
	const by = now - before;
	switch (unit) {
		case 'count':
			return before === 0
				? signed(by, numbers.count(Math.abs(by)))
				: signed(by, numbers.percent(Math.abs(by / before)));
		case 'ratio':
			return signed(by, `${numbers.points(Math.abs(by)).replace('+', '')} pp`);
		case 'duration':
			return signed(by, formatDuration(Math.abs(by)));
		case 'balance':
			return signed(by, numbers.points(Math.abs(by)).replace('+', ''));
		case 'score':
			return signed(by, numbers.score(Math.abs(by)));
		default:
			return unit satisfies never;
	}
}

/** Null where one of them is not there or both are the same. */
export function differenceOf(
	now: MetricValue | null,
	before: MetricValue | null,
	{ unit, direction }: Pick<Metric, 'unit' | 'direction'>,
	numbers: NumberFormats
): Difference | null {
	const [one, other] = [now?.value ?? null, before?.value ?? null];
	if (one === null || other === null || one === other) return null;
	const isUp = one > other;
	return {
		text: amount(unit, one, other, numbers),
		isBetter: direction === 'none' ? null : isUp === (direction === 'up'),
		isUp
	};
}
