/** What a tile about evaluations says: the value, what it rests on, and what its sample leaves open. */
import type { QualityTile } from '#lib/domain/boards/board.ts';
import { bandStatus } from '#lib/domain/boards/status.ts';
import type { Status } from '#lib/domain/boards/status.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import type { MetricUnit } from '#lib/domain/metrics/metric.ts';
import { asDuration, asNumber, asRatio } from '#lib/live/cells.ts';
import type { LiveRow } from '#lib/live/board.svelte.ts';

export interface QualityReading {
	readonly value: number | null;
	readonly unit: MetricUnit;
	/** `none` as well while there are too few evaluations to judge by. */
	readonly status: Status;
	/** Of how many evaluations; null: of a count, or kept back. */
	readonly n: number | null;
	/** Of a share: how many of the n. */
	readonly part: number | null;
	/** Where the true value is, at 95 %; null without a sample. */
	readonly interval: readonly [low: number, high: number] | null;
	/** Fewer people than this were judged; null: the value is told. */
	readonly fewerThan: number | null;
}

/** Below this a figure is shown and not judged. */
const LEAST_TO_JUDGE = 5;

type Row = Pick<LiveRow, 'cell'> | undefined;
type Basis = Pick<QualityReading, 'n' | 'part'>;

function basisOf(row: Row): Basis {
	const cell = row?.cell('value');
	const share = asRatio(cell);
	if (share) return { n: share.denominator, part: share.numerator };
	return { n: asDuration(cell)?.n ?? null, part: null };
}

function intervalOf(row: Row): QualityReading['interval'] {
	const [low, high] = [asNumber(row?.cell('low')), asNumber(row?.cell('high'))];
	return low === null || high === null ? null : [low, high];
}

export function qualityReading(
	tile: Pick<QualityTile, 'metric' | 'bands'>,
	row: Row
): QualityReading {
	const { unit, direction } = metric(tile.metric);
	const value = asNumber(row?.cell('value'));
	const basis = basisOf(row);
	const isFew = basis.n !== null && basis.n < LEAST_TO_JUDGE;
	return {
		...basis,
		value,
		unit,
		status: isFew ? 'none' : bandStatus(value, tile.bands, direction),
		interval: intervalOf(row),
		fewerThan: asNumber(row?.cell('fewerThan'))
	};
}
