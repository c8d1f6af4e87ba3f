/** The own figures as text. */
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { OwnFigures, OwnMetric } from '#lib/domain/records/own-metrics.ts';
import { formatDuration } from '#lib/format/duration.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';

export function valueText(
	id: OwnMetric,
	values: OwnFigures['values'],
	numbers: NumberFormats
): string {
	const value = values[id];
	const { unit } = metric(id);
	switch (unit) {
		case 'count':
			return numbers.count(value);
		case 'ratio':
			return numbers.percent(value);
		case 'duration':
			return formatDuration(value);
		default:
			return unit satisfies never;
	}
}
