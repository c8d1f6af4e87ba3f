/**
 * Why a ratio or a mean moved between two periods, split exactly into mix and rate. Pure. A cell is a group of contacts (a
 * queue, a channel, an hour, or a combination); its rate is sum / n, its weight n / total n.
 *
 * change = Σ (w₁ − w₀)·(r̄ − R̄) + Σ w̄·(r₁ − r₀), with r̄ and w̄ the means of both periods and R̄ the mean of both totals:
 * the first is mix (more or fewer contacts where it is worse), the second is rate (better or worse at the same work). The two
 * are symmetric in the periods and add up to the change without a rest; subtracting R̄ moves nothing overall, because
 * weights add up to 1, and says of each cell whether more of it is good or bad. Kitagawa 1955.
 */
export interface MovementCell {
	/** What the group is called; unique. */
	readonly key: string;
	readonly before: CellSums;
	readonly after: CellSums;
}
export interface CellSums {
	/** Numerator of a ratio, total of a mean. */
	readonly sum: number;
	/** Denominator of a ratio, n of a mean. */
	readonly n: number;
}

export interface CellMovement {
	readonly key: string;
	/** What it adds to the change of the total, in the unit of the metric. */
	readonly mix: number;
	readonly rate: number;
	/** Share of all contacts, 0..1. */
	readonly weightBefore: number;
	readonly weightAfter: number;
	/** Null where there were no contacts. */
	readonly rateBefore: number | null;
	readonly rateAfter: number | null;
}

export interface Movement {
	readonly before: number;
	readonly after: number;
	/** after − before; mix + rate. */
	readonly change: number;
	readonly mix: number;
	readonly rate: number;
	/** Mix and rate pull in different directions, each by at least a tenth of the larger: the change alone misleads. */
	readonly disagree: boolean;
	/** The largest effect first. */
	readonly cells: readonly CellMovement[];
}

const DISAGREE_SHARE = 0.1;

const total = (cells: readonly MovementCell[], period: 'before' | 'after'): CellSums =>
	cells.reduce((sums, cell) => ({ sum: sums.sum + cell[period].sum, n: sums.n + cell[period].n }), {
		sum: 0,
		n: 0
	});

const rateOf = ({ sum, n }: CellSums): number | null => (n > 0 ? sum / n : null);

/** Null where one of the periods has no contacts: there is nothing to compare. */
export function movement(cells: readonly MovementCell[]): Movement | null {
	const [all0, all1] = [total(cells, 'before'), total(cells, 'after')];
	const [before, after] = [rateOf(all0), rateOf(all1)];
	if (before === null || after === null) return null;
	const level = (before + after) / 2;
	const moved = cells
		.filter((cell) => cell.before.n > 0 || cell.after.n > 0)
		.map((cell) => cellMovement(cell, { n0: all0.n, n1: all1.n, level }));
	const mix = moved.reduce((sum, cell) => sum + cell.mix, 0);
	const rate = moved.reduce((sum, cell) => sum + cell.rate, 0);
	const effect = (cell: CellMovement): number => Math.abs(cell.mix + cell.rate);
	return {
		before,
		after,
		change: after - before,
		mix,
		rate,
		disagree: disagrees(mix, rate),
		cells: moved.sort((a, b) => effect(b) - effect(a) || (a.key < b.key ? -1 : 1))
	};
}

function cellMovement(
	{ key, before, after }: MovementCell,
	{ n0, n1, level }: { n0: number; n1: number; level: number }
): CellMovement {
	const [rateBefore, rateAfter] = [rateOf(before), rateOf(after)];
	// A group that is new, or gone, has one rate: its change is mix alone.
	const r0 = rateBefore ?? rateAfter ?? level;
	const r1 = rateAfter ?? rateBefore ?? level;
	const [w0, w1] = [before.n / n0, after.n / n1];
	return {
		key,
		mix: (w1 - w0) * ((r0 + r1) / 2 - level),
		rate: ((w0 + w1) / 2) * (r1 - r0),
		weightBefore: w0,
		weightAfter: w1,
		rateBefore,
		rateAfter
	};
}

/** Whether two effects pull in different directions, each by at least a tenth of the larger. */
export function disagrees(mix: number, rate: number): boolean {
	const [smaller, larger] = [Math.abs(mix), Math.abs(rate)].sort((a, b) => a - b);
	return mix * rate < 0 && (smaller ?? 0) >= DISAGREE_SHARE * (larger ?? 0);
}
