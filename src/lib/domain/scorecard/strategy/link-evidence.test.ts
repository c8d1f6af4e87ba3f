import { describe, expect, it } from 'vitest';
import { plusMonths } from '../month.ts';
import { evidenceOf, laggedPairs, objectiveSeries } from './link-evidence.ts';
import type { IndexSeries } from './link-evidence.ts';
import type { MeasureView } from '../view.ts';

const series = (values: readonly (number | null)[], from = '2025-01'): IndexSeries =>
	new Map(
		values.flatMap((value, at) => (value === null ? [] : [[plusMonths(from, at), value] as const]))
	);
/** Numbers without a trend. */
const JUMPS = [50, 71, 33, 64, 42, 80, 25, 58, 77, 36, 61, 48, 69];
const withLag = (lagMonths: number, direction: 'with' | 'against' = 'with') => ({
	lagMonths,
	direction
});

describe('evidence of a link of the strategy map', () => {
	it('pairs a month of the cause with the month of the effect that comes so much later', () => {
		expect(laggedPairs(series([1, 2, 3]), series([10, 20, 30, 40]), 2)).toEqual([
			{ month: '2025-01', cause: 1, effect: 30 },
			{ month: '2025-02', cause: 2, effect: 40 }
		]);
		expect(laggedPairs(series([1, null, 3]), series([10, 20, null]), 0)).toEqual([
			{ month: '2025-01', cause: 1, effect: 10 }
		]);
	});

	it('finds an effect at the lag it has, and not at another', () => {
		const cause = series(JUMPS);
		const effect = series([40, 55, ...JUMPS]);
		const found = evidenceOf(withLag(2), cause, effect);
		expect(found).toMatchObject({ verdict: 'supports', n: 13, isPerhapsTrend: false });
		expect(found.correlation?.rho).toBeCloseTo(1, 9);
		expect(found.ofChanges?.n).toBe(12);
		expect(evidenceOf(withLag(1), cause, effect).verdict).not.toBe('supports');
	});

	it('holds what is found against the direction of the link', () => {
		const falling = series(JUMPS.map((value) => 100 - value));
		expect(evidenceOf(withLag(0), series(JUMPS), falling).verdict).toBe('contradicts');
		expect(evidenceOf(withLag(0, 'against'), series(JUMPS), falling).verdict).toBe('supports');
	});

	it('warns where two series only rise together', () => {
		// Both rise, and what the one does in a month is not what the other does in it.
		const steps = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2];
		const sums = (list: readonly number[]) =>
			list.map((_, at) => list.slice(0, at).reduce((a, b) => a + b, 0));
		const one = series(sums(steps));
		const other = series(sums([2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1]));
		const found = evidenceOf(withLag(0), one, other);
		expect(found.verdict).toBe('supports');
		expect(found.isPerhapsTrend).toBe(true);
	});

	it('says nothing of seven months, nor of what stays where it is', () => {
		const few = series(JUMPS.slice(0, 7));
		expect(evidenceOf(withLag(0), few, few)).toMatchObject({
			...{ verdict: 'tooFew', n: 7, correlation: null },
			isPerhapsTrend: false
		});
		const flat = series(JUMPS.map(() => 80));
		expect(evidenceOf(withLag(0), series(JUMPS), flat)).toMatchObject({
			verdict: 'flat',
			n: 13
		});
	});

	it('rolls the months of an objective up as the page does, and leaves out the month that is not over', () => {
		const measured = (indices: readonly (number | null)[], weight: number) =>
			({
				measure: { weight, isCritical: false, target: {} },
				points: indices.map((index, at) => ({
					...{ index, month: plusMonths('2026-01', at) },
					isPartial: at === indices.length - 1
				}))
			}) as unknown as MeasureView;
		const rules = { aggregator: 'mean', hasCriticalCap: true } as const;
		const measures = [measured([80, 60, 40, 90], 3), measured([40, null, 80, 90], 1)];
		expect([...objectiveSeries({ measures }, rules)]).toEqual([
			['2026-01', 70],
			['2026-02', 60],
			['2026-03', 50]
		]);
		// Without three tenths of its weights nothing is said of a month.
		const heavy = [measured([80, 60], 1), measured([40, null], 1)];
		expect([...objectiveSeries({ measures: heavy }, rules)]).toEqual([['2026-01', 60]]);
		expect(objectiveSeries({ measures: [] }, rules).size).toBe(0);
	});
});
