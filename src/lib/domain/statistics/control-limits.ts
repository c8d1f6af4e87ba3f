/**
 * Control charts: which points of a series differ from its usual coming and going, and which are noise. Individuals (XmR)
 * after Wheeler; proportions over samples of changing size by Laney's p′. Pure; nulls are gaps and count for nothing.
 */

/** Mean moving range over this is the standard deviation of single values. */
export const RANGE_PER_SIGMA = 1.128;
const LIMIT_SIGMAS = 3;
/** Fewer points tell nothing about what is usual. */
export const FEWEST_POINTS = 8;
/** Less than this part is what rounding leaves of a difference of nothing. */
const ROUNDING = 1e-9;
const LONG_RUN = 8;
const WINDOW = 4;
const NEAR_IN_WINDOW = 3;

export interface XmrLimits {
	readonly mean: number;
	/** Mean of the differences between neighbours. */
	readonly movingRange: number;
	readonly low: number;
	readonly high: number;
}

const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

const meanMovingRange = (values: readonly number[]): number =>
	meanOf(values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? value))));

/** x̄ ± 3/1.128·mR̄; null for fewer than two values. Worked check: NIST 6.3.2.2, 45.8159..55.8041 around 50.81. */
export function xmrLimits(values: readonly number[]): XmrLimits | null {
	if (values.length < 2) return null;
	const mean = meanOf(values);
	const movingRange = meanMovingRange(values);
	const reach = (LIMIT_SIGMAS / RANGE_PER_SIGMA) * movingRange;
	return { mean, movingRange, low: mean - reach, high: mean + reach };
}

export type SignalKind = 'beyond' | 'run' | 'near';
export interface Signal {
	readonly kind: SignalKind;
	readonly side: 'above' | 'below';
	/** Positions in the series, ascending. */
	readonly points: readonly number[];
}

export interface PointLimits {
	readonly mean: number;
	readonly low: number;
	readonly high: number;
}

export interface ControlChart {
	/** One a point; null where there is no value. */
	readonly limits: readonly (PointLimits | null)[];
	readonly signals: readonly Signal[];
}

interface Deviation {
	readonly index: number;
	/** Distance from the mean in standard deviations. */
	readonly sigmas: number;
}

const sideOf = ({ sigmas }: Deviation): 'above' | 'below' | null => {
	if (sigmas === 0) return null;
	return sigmas > 0 ? 'above' : 'below';
};

/** Maximal runs of neighbours on one side of the mean. */
function runs(deviations: readonly Deviation[]): Deviation[][] {
	const found: Deviation[][] = [];
	for (const deviation of deviations) {
		const last = found.at(-1);
		const [head] = last ?? [];
		if (last && head && sideOf(head) !== null && sideOf(head) === sideOf(deviation)) {
			last.push(deviation);
		} else found.push([deviation]);
	}
	return found;
}

/** Three of four neighbours nearer a limit than the mean, on the same side: the positions that are. */
function nearLimit(deviations: readonly Deviation[], side: 'above' | 'below'): number[] {
	const isNear = (one: Deviation): boolean =>
		sideOf(one) === side && Math.abs(one.sigmas) > LIMIT_SIGMAS / 2;
	const found = new Set<number>();
	for (let start = 0; start + WINDOW <= deviations.length; start++) {
		const near = deviations.slice(start, start + WINDOW).filter(isNear);
		if (near.length >= NEAR_IN_WINDOW) for (const { index } of near) found.add(index);
	}
	return [...found].sort((a, b) => a - b);
}

function signalsOf(deviations: readonly Deviation[]): Signal[] {
	const signals: Signal[] = [];
	for (const side of ['above', 'below'] as const) {
		const beyond = deviations.filter(
			(one) => sideOf(one) === side && Math.abs(one.sigmas) > LIMIT_SIGMAS
		);
		if (beyond.length > 0)
			signals.push({ kind: 'beyond', side, points: beyond.map(({ index }) => index) });
	}
	for (const run of runs(deviations)) {
		const side = run[0] ? sideOf(run[0]) : null;
		if (run.length >= LONG_RUN && side !== null)
			signals.push({ kind: 'run', side, points: run.map(({ index }) => index) });
	}
	for (const side of ['above', 'below'] as const) {
		const points = nearLimit(deviations, side);
		if (points.length > 0) signals.push({ kind: 'near', side, points });
	}
	return signals;
}

type Series = readonly (number | null)[];

const present = (values: Series): { index: number; value: number }[] =>
	values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));

/**
 * Null with fewer than eight values. `factors`, one a point, are how much the season alone lets expect (a Sunday a third of a
 * Monday): each value is compared with its part of the mean, and varies with the root of it, as counts do (Laney's u′).
 * Without them these are the limits of xmrLimits.
 */
export function xmrChart(values: Series, factors?: readonly number[]): ControlChart | null {
	const factorAt = (index: number): number => factors?.[index] ?? 1;
	const points = present(values).filter(({ index }) => factorAt(index) > 0);
	if (points.length < FEWEST_POINTS) return null;
	const expected = points.reduce((sum, { index }) => sum + factorAt(index), 0);
	const mean = points.reduce((sum, { value }) => sum + value, 0) / expected;
	const scores = points.map(
		({ index, value }) => (value - mean * factorAt(index)) / Math.sqrt(factorAt(index))
	);
	const sigma = meanMovingRange(scores) / RANGE_PER_SIGMA;
	const deviations = points.map(({ index }, at) => ({
		index,
		sigmas: sigma > ROUNDING * Math.abs(mean) ? (scores[at] ?? 0) / sigma : 0
	}));
	return {
		limits: values.map((value, index) => {
			if (value === null) return null;
			const reach = LIMIT_SIGMAS * sigma * Math.sqrt(factorAt(index));
			const middle = mean * factorAt(index);
			return { mean: middle, low: middle - reach, high: middle + reach };
		}),
		signals: signalsOf(deviations)
	};
}

export interface Share {
	readonly numerator: number;
	readonly denominator: number;
}

/**
 * p′: each share against p̄ by the error of a sample of its size, times how much the shares vary more (or less) than chance
 * alone. Null with fewer than eight samples, and where all shares are 0, all are 1 or p̄ is no share.
 */
export function laneyChart(shares: readonly (Share | null)[]): ControlChart | null {
	const points = shares.flatMap((share, index) =>
		share && share.denominator > 0 ? [{ index, ...share }] : []
	);
	if (points.length < FEWEST_POINTS) return null;
	const total = (side: keyof Share): number => points.reduce((sum, one) => sum + one[side], 0);
	const mean = total('numerator') / total('denominator');
	if (!(mean > 0 && mean < 1)) return null;
	const sigmaAt = (denominator: number): number => Math.sqrt((mean * (1 - mean)) / denominator);
	const scores = points.map(
		({ numerator, denominator }) => (numerator / denominator - mean) / sigmaAt(denominator)
	);
	const spread = meanMovingRange(scores) / RANGE_PER_SIGMA;
	const deviations = points.map(({ index }, at) => ({
		index,
		sigmas: spread > ROUNDING ? (scores[at] ?? 0) / spread : 0
	}));
	return {
		limits: shares.map((share) => {
			if (!share || share.denominator <= 0) return null;
			const reach = LIMIT_SIGMAS * sigmaAt(share.denominator) * spread;
			return { mean, low: Math.max(0, mean - reach), high: Math.min(1, mean + reach) };
		}),
		signals: signalsOf(deviations)
	};
}
