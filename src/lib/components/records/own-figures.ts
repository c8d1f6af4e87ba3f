/** The own figures as text. */
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { OwnFigures, OwnMetric } from '#lib/domain/records/own-metrics.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { NumberFormats } from '#lib/format/numbers.ts';

export function valueText(
	id: OwnMetric,
	values: OwnFigures['values'],
	numbers: NumberFormats
): string {
	return figureFormat(metric(id).unit, numbers)(values[id]);
}
