import type { Interval95 } from '../confidence.ts';
import { fQuantile } from './f-quantile.ts';
import { sumOf } from './ratings.ts';
import type { Ratings } from './ratings.ts';

export interface IntraclassCorrelation {
	/** Units that every rater rated. */
	readonly n: number;
	readonly raters: number;
	readonly meanSquares: {
		readonly betweenUnits: number;
		readonly withinUnits: number;
		readonly betweenRaters: number;
		readonly error: number;
	};
	/** (1,1): each unit by raters of its own. Null where nothing varies. */
	readonly oneWay: number | null;
	/** (2,1): may one rater stand for another? Severity counts as disagreement. */
	readonly agreement: number | null;
	/** (3,1): do raters put units in the same order? Severity does not count. */
	readonly consistency: number | null;
	/** (1,k), (2,k), (3,k): the same of the mean of all these raters. */
	readonly averages: {
		readonly oneWay: number | null;
		readonly agreement: number | null;
		readonly consistency: number | null;
	};
	/** Of (2,1); null where it cannot be said. */
	readonly interval: Interval95 | null;
}

type MeanSquares = IntraclassCorrelation['meanSquares'];

function meanSquaresOf(rows: readonly (readonly number[])[], raters: number): MeanSquares {
	const n = rows.length;
	const grand = sumOf(rows.map(sumOf)) / (n * raters);
	const squares = (values: readonly number[]) => sumOf(values.map((value) => value ** 2));
	const total = squares(rows.flat().map((value) => value - grand));
	const units = raters * squares(rows.map((row) => sumOf(row) / raters - grand));
	const judges =
		n *
		squares(
			Array.from(
				{ length: raters },
				(_, rater) => sumOf(rows.map((row) => row[rater] ?? 0)) / n - grand
			)
		);
	return {
		betweenUnits: units / (n - 1),
		withinUnits: (total - units) / (n * (raters - 1)),
		betweenRaters: judges / (raters - 1),
		error: Math.max(0, total - units - judges) / ((n - 1) * (raters - 1))
	};
}

const share = (part: number, whole: number): number | null =>
	Math.abs(whole) < 1e-12 ? null : part / whole;

/** Of (2,1), from F with degrees after Satterthwaite: Shrout & Fleiss 1979, McGraw & Wong 1996. */
function intervalOf(
	icc: number | null,
	n: number,
	k: number,
	{ betweenUnits, betweenRaters, error }: MeanSquares
): Interval95 | null {
	if (icc === null || icc >= 1 || error <= 0) return null;
	const a = (k * icc) / (n * (1 - icc));
	const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc));
	const degrees =
		(a * betweenRaters + b * error) ** 2 /
		((a * betweenRaters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
	if (!Number.isFinite(degrees) || degrees <= 0) return null;
	const rest = k * betweenRaters + (k * n - k - n) * error;
	const forLow = fQuantile(0.975, n - 1, degrees);
	const forHigh = fQuantile(0.975, degrees, n - 1);
	return [
		(n * (betweenUnits - forLow * error)) / (forLow * rest + n * betweenUnits),
		(n * (forHigh * betweenUnits - error)) / (rest + n * forHigh * betweenUnits)
	];
}

/**
 * Intraclass correlations of Shrout & Fleiss 1979, at most 1, over the units that every rater rated (the others are left
 * out). Null: fewer than two such units or fewer than two raters; a single one is null where nothing varies.
 */
export function intraclassCorrelation(ratings: Ratings<number>): IntraclassCorrelation | null {
	const k = ratings[0]?.length ?? 0;
	const rows = ratings.filter((row): row is readonly number[] => !row.includes(null));
	const n = rows.length;
	if (n < 2 || k < 2) return null;
	const meanSquares = meanSquaresOf(rows, k);
	const { betweenUnits, withinUnits, betweenRaters, error } = meanSquares;
	const severity = (betweenRaters - error) / n;
	const agreement = share(betweenUnits - error, betweenUnits + (k - 1) * error + k * severity);
	return {
		n,
		raters: k,
		meanSquares,
		oneWay: share(betweenUnits - withinUnits, betweenUnits + (k - 1) * withinUnits),
		agreement,
		consistency: share(betweenUnits - error, betweenUnits + (k - 1) * error),
		averages: {
			oneWay: share(betweenUnits - withinUnits, betweenUnits),
			agreement: share(betweenUnits - error, betweenUnits + severity),
			consistency: share(betweenUnits - error, betweenUnits)
		},
		interval: intervalOf(agreement, n, k, meanSquares)
	};
}
