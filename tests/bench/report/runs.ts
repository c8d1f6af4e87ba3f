/** Figures of several runs: the one in the middle, and the worst. */
import type { Against, Row } from './report.ts';

export type Better = 'lower' | 'higher';

/** The lower one of the two in the middle; NaN of nothing. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

export const worstOf = (values: readonly number[], better: Better): number =>
	better === 'lower' ? Math.max(...values) : Math.min(...values);

/** The smallest value that this share of all does not exceed; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

interface Runs {
	readonly name: string;
	readonly values: readonly number[];
	readonly unit: string;
	readonly better: Better;
	readonly against?: Against | undefined;
	readonly remark?: string;
}

export function rowOfRuns({ name, values, unit, better, against, remark }: Runs): Row {
	return {
		name,
		figure: values.length === 0 ? null : median(values),
		unit,
		...(values.length > 1 ? { worst: worstOf(values, better) } : {}),
		...(against ? { against } : {}),
		...(remark === undefined ? {} : { remark })
	};
}
