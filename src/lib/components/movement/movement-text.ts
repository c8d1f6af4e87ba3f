/** Why a number moved, in a few sentences. */
import type { MetricUnit } from '#lib/domain/metrics/metric.ts';
import type { CellMovement } from '#lib/domain/movement/movement.ts';
import type { Split } from '#lib/domain/movement/nested.ts';
import { differenceFormat } from '#lib/format/difference.ts';
import { figureFormat } from '#lib/format/figure.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

export interface Figures {
	/** A value of the metric. */
	readonly value: (value: number | null) => string;
	/** A difference of two values, with its sign. */
	readonly difference: (value: number | null) => string;
}

export const figuresOf = (reader: Reader, unit: MetricUnit): Figures => ({
	value: figureFormat(unit, reader.numbers),
	difference: differenceFormat(unit, reader.locale, (n) => reader.t('movement.points', { n }))
});

interface Told {
	readonly metric: string;
	readonly found: Split;
	readonly nameOf: (queue: string) => string;
}

function largest(
	reader: Reader,
	{ value, difference }: Figures,
	cell: CellMovement,
	name: string
): string {
	const effect = difference(cell.mix + cell.rate);
	if (cell.rateBefore === null || cell.rateAfter === null) {
		return reader.t('movement.largestNew', { name, effect });
	}
	return reader.t('movement.largest', {
		name,
		effect,
		rateBefore: value(cell.rateBefore),
		rateAfter: value(cell.rateAfter),
		shareBefore: reader.numbers.percent(cell.weightBefore),
		shareAfter: reader.numbers.percent(cell.weightAfter)
	});
}

/** The sentences of the paragraph, in order. */
export function movementSentences(
	reader: Reader,
	figures: Figures,
	{ metric, found, nameOf }: Told
): string[] {
	const { value, difference } = figures;
	const after = value(found.after);
	if (difference(found.change) === difference(0)) {
		return [reader.t('movement.still', { metric, after })];
	}
	const { queue, channel, hour } = found.mix;
	const [first] = found.by.queue.cells;
	return [
		reader.t('movement.moved', {
			metric,
			before: value(found.before),
			after,
			change: difference(found.change)
		}),
		reader.t('movement.parts', {
			rate: difference(found.rate),
			mix: difference(queue + channel + hour),
			queue: difference(queue),
			channel: difference(channel),
			hour: difference(hour)
		}),
		...(first && found.by.queue.cells.length > 1
			? [largest(reader, figures, first, nameOf(first.key))]
			: []),
		...(found.disagree ? [reader.t('movement.disagree')] : [])
	];
}
