/** Reads cells as what the tile expects; null for what is not there or is something else. */
import type { Cell, TrendPoint } from './protocol.ts';

export interface RatioCell {
	readonly value: number | null;
	readonly numerator: number;
	readonly denominator: number;
}
export interface DurationCell {
	readonly value: number | null;
	readonly n: number;
}

type MaybeCell = Cell | undefined;

const isFields = (cell: MaybeCell): cell is Exclude<Cell, null | number | string | TrendPoint[]> =>
	typeof cell === 'object' && cell !== null && !Array.isArray(cell);

/** A plain number, or the value of any metric. */
export function asNumber(cell: MaybeCell): number | null {
	if (typeof cell === 'number') return cell;
	return isFields(cell) ? cell.value : null;
}

export const asText = (cell: MaybeCell): string | null => (typeof cell === 'string' ? cell : null);

export const asRatio = (cell: MaybeCell): RatioCell | null =>
	isFields(cell) && 'denominator' in cell ? cell : null;

export const asDuration = (cell: MaybeCell): DurationCell | null =>
	isFields(cell) && 'n' in cell ? cell : null;

export const asPoints = (cell: MaybeCell): readonly TrendPoint[] =>
	Array.isArray(cell) ? cell : [];
