/** What a number tile says: the value, what it rests on, and how many characters its place must hold. */
import type { NumberTile } from '#lib/domain/boards/board.ts';
import { bandStatus } from '#lib/domain/boards/status.ts';
import type { Status } from '#lib/domain/boards/status.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricUnit } from '#lib/domain/metrics/metric.ts';
import { asDuration, asNumber, asRatio, asText } from '#lib/live/cells.ts';
import type { LiveRow } from '#lib/live/board.svelte.ts';
import { waitMs } from './queue-facts.ts';

export type Basis =
	| { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number }
	| { readonly kind: 'sample'; readonly n: number }
	/** A count or a fact of now rests on nothing else. */
	| { readonly kind: 'none' };

export interface Reading {
	/** In the metric's own unit; null: undefined now. */
	readonly value: number | null;
	readonly unit: MetricUnit;
	readonly status: Status;
	readonly basis: Basis;
	readonly formula: string | null;
	readonly thresholdMs: number | null;
	/** Too few people stand behind the value for it to be told; null: it is told. */
	readonly fewerThan: number | null;
}

type Row = Pick<LiveRow, 'cell'> | undefined;

const valueOf = (tile: NumberTile, row: Row, nowMs: number): number | null =>
	tile.metric === 'longest_wait'
		? waitMs(asNumber(row?.cell('since')), nowMs)
		: asNumber(row?.cell('value'));

function basisOf(row: Row): Basis {
	const cell = row?.cell('value');
	const ratio = asRatio(cell);
	if (ratio) return { kind: 'ratio', numerator: ratio.numerator, denominator: ratio.denominator };
	const duration = asDuration(cell);
	return duration ? { kind: 'sample', n: duration.n } : { kind: 'none' };
}

export function numberReading(tile: NumberTile, row: Row, nowMs: number): Reading {
	const { unit, direction } = metric(tile.metric);
	const value = valueOf(tile, row, nowMs);
	return {
		value,
		unit,
		status: bandStatus(value, tile.bands, direction),
		basis: basisOf(row),
		formula: asText(row?.cell('formula')),
		thresholdMs: asNumber(row?.cell('thresholdMs')),
		fewerThan: asNumber(row?.cell('fewerThan'))
	};
}

/** The usual length of a value: the size of the figure changes only when it needs more, not with every digit. */
const USUAL_CHARACTERS: Record<MetricUnit, number> = {
	count: 3,
	ratio: 6,
	duration: 5,
	balance: 5,
	score: 5
};

export const charactersFor = (unit: MetricUnit, text: string): number =>
	Math.max(USUAL_CHARACTERS[unit], text.length);
