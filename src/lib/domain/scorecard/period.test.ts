import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsOf, isMonth, monthOf, monthsBetween, plusMonths } from './month.ts';
import { COMPARISONS, RANGES, comparedMonths, monthsOf } from './period.ts';
import { versionFor } from './versions.ts';

const months = fc
	.tuple(fc.integer({ min: 2000, max: 2090 }), fc.integer({ min: 1, max: 12 }))
	.map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`);

describe('months', () => {
	test('begin and end on the clocks of their zone, also where these are changed', () => {
		expect(boundsOf('2026-10', 'Europe/Madrid')).toEqual({
			fromMs: Date.parse('2026-09-30T22:00:00Z'),
			toMs: Date.parse('2026-10-31T23:00:00Z')
		});
		expect(monthOf(Date.parse('2026-09-30T22:00:00Z'), 'Europe/Madrid')).toBe('2026-10');
		expect(monthOf(Date.parse('2026-09-30T22:00:00Z'), 'UTC')).toBe('2026-09');
	});

	test('follow each other without a gap', () => {
		fc.assert(
			fc.property(months, fc.integer({ min: -30, max: 30 }), (month, by) => {
				const other = plusMonths(month, by);
				expect([isMonth(other), plusMonths(other, -by)]).toEqual([true, month]);
				const { toMs } = boundsOf(month, 'Europe/Madrid');
				expect(boundsOf(plusMonths(month, 1), 'Europe/Madrid').fromMs).toBe(toMs);
				expect(monthOf(toMs - 1, 'Europe/Madrid')).toBe(month);
				expect(monthsBetween(month, other)).toHaveLength(Math.max(0, by + 1));
			})
		);
	});
});

describe('a period', () => {
	test('runs to its month from the beginning of the quarter or year', () => {
		expect(monthsOf({ range: 'month', month: '2026-11' })).toEqual(['2026-11']);
		expect(monthsOf({ range: 'quarter', month: '2026-11' })).toEqual(['2026-10', '2026-11']);
		expect(monthsOf({ range: 'year', month: '2026-03' })).toEqual([
			...['2026-01', '2026-02', '2026-03']
		]);
	});

	test('is compared with as many months just before, or a year before', () => {
		const at = { range: 'quarter', month: '2026-11' } as const;
		expect(comparedMonths(at, 'before')).toEqual(['2026-07', '2026-08']);
		expect(comparedMonths(at, 'lastYear')).toEqual(['2025-10', '2025-11']);
		expect(comparedMonths({ range: 'month', month: '2026-01' }, 'before')).toEqual(['2025-12']);
		expect(comparedMonths({ range: 'year', month: '2026-02' }, 'before')).toEqual([
			...['2025-01', '2025-02']
		]);
	});

	test('has as many months as what it is compared with, and none in both', () => {
		fc.assert(
			fc.property(
				months,
				fc.constantFrom(...RANGES),
				fc.constantFrom(...COMPARISONS),
				(month, range, comparison) => {
					const own = monthsOf({ range, month });
					const other = comparedMonths({ range, month }, comparison);
					expect(other).toHaveLength(own.length);
					expect(own.filter((one) => other.includes(one))).toEqual([]);
				}
			)
		);
	});
});

describe('the version of a month', () => {
	const version = (number: number, validFrom: string) => ({ version: number, validFrom });
	test('is the one that began last, and of those of one month the one written last', () => {
		const versions = [
			version(1, '2026-01'),
			version(2, '2026-05'),
			version(3, '2026-03'),
			version(4, '2026-05')
		];
		const at = (month: string) => versionFor(versions, month)?.version ?? null;
		expect(['2025-12', '2026-01', '2026-03', '2026-04', '2026-05', '2027-01'].map(at)).toEqual([
			...[null, 1, 3, 3, 4, 4]
		]);
	});
});
