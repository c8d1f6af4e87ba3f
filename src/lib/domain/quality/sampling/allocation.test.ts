import { describe, expect, test } from 'vitest';
import { allocate, largestRemainder, neymanShares, proportionalShares } from './allocation.ts';
import { giveOut } from './evaluator-allocation.ts';
import type { Evaluator } from './evaluator-allocation.ts';

const stratum = (name: string, size: number, deviation: number | null = null) => ({
	stratum: name,
	size,
	deviation
});
/** Strata N 800/300/100 with s 6/9/14, n = 20. */
const PUBLISHED = [stratum('a', 800, 6), stratum('b', 300, 9), stratum('c', 100, 14)];
const twoPlaces = (shares: readonly number[] | null) =>
	shares?.map((share) => Number(share.toFixed(2)));

describe('shares of strata', () => {
	test.each([
		['proportional', proportionalShares(PUBLISHED, 20), [13.33, 5, 1.67]],
		['Neyman', neymanShares(PUBLISHED, 20), [10.79, 6.07, 3.15]]
	])('%s are the published ones', (_name, shares, expected) => {
		expect(twoPlaces(shares)).toEqual(expected);
	});

	test('by Neyman are not known while a deviation is not', () => {
		expect(neymanShares([stratum('a', 10, 3), stratum('b', 10)], 5)).toBeNull();
	});

	test.each([
		[
			[13.33, 5, 1.67],
			[13, 5, 2]
		],
		[
			[0.5, 0.5],
			[1, 0]
		],
		[
			[1 / 3, 1 / 3, 1 / 3],
			[1, 0, 0]
		],
		[
			[2, 3],
			[2, 3]
		]
	])('%j are rounded to %j', (shares, whole) => {
		expect(largestRemainder(shares)).toEqual(whole);
	});

	test('leave each stratum at least two and at most what it has', () => {
		expect(allocate(PUBLISHED, 20)).toEqual([13, 5, 2]);
		expect(allocate([stratum('a', 1000), stratum('b', 10), stratum('c', 1)], 20)).toEqual([
			17, 2, 1
		]);
		expect(allocate([stratum('a', 4, 30), stratum('b', 400, 1)], 20, neymanShares)).toEqual([
			4, 16
		]);
		expect(allocate([stratum('a', 3), stratum('b', 3)], 20)).toEqual([3, 3]);
		expect(allocate([], 20)).toEqual([]);
	});

	test.each(Array.from({ length: 60 }, (_, index) => index))(
		'add up to what was asked, within their limits (%i)',
		(run) => {
			const strata = Array.from({ length: 1 + (run % 7) }, (_, index) =>
				stratum(`s${index}`, 2 + ((run * 37 + index * 101) % 90), 1 + ((run + index) % 9))
			);
			const size = strata.reduce((sum, one) => sum + one.size, 0);
			const n = Math.min(size, 2 * strata.length + ((run * 13) % 120));
			for (const by of [proportionalShares, neymanShares]) {
				const given = allocate(strata, n, by) ?? [];
				expect(given.reduce((sum, one) => sum + one, 0)).toBe(n);
				given.forEach((one, index) => {
					expect(one).toBeGreaterThanOrEqual(2);
					expect(one).toBeLessThanOrEqual(strata[index]?.size ?? 0);
				});
			}
		}
	);
});

describe('contacts among evaluators', () => {
	const evaluator = (id: string, more: Partial<Evaluator> = {}): Evaluator => ({
		id,
		agent: null,
		leads: new Set(),
		...more
	});
	const contacts = (count: number, agent = 'a1', team = 't1') =>
		Array.from({ length: count }, (_, index) => ({ id: `c${index}`, agent, team }));
	const loads = (given: readonly { evaluator: string | null }[]): Record<string, number> =>
		given.reduce<Record<string, number>>((sum, { evaluator: one }) => {
			sum[one ?? 'nobody'] = (sum[one ?? 'nobody'] ?? 0) + 1;
			return sum;
		}, {});

	test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
		'differ by one at most (%i contacts)',
		(count) => {
			const given = giveOut(
				contacts(count),
				['x', 'y', 'z'].map((id) => evaluator(id)),
				new Map()
			);
			const held = ['x', 'y', 'z'].map((id) => loads(given)[id] ?? 0);
			expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1);
		}
	);

	test('even out what evaluators have already', () => {
		const given = giveOut(contacts(4), [evaluator('x'), evaluator('y')], new Map([['x', 3]]));
		expect(loads(given)).toEqual({ y: 3, x: 1 });
		expect(given.at(-1)?.evaluator).toBe('x');
	});

	test('never go to whoever handled them', () => {
		const own = evaluator('x', { agent: 'a1' });
		expect(loads(giveOut(contacts(5), [own, evaluator('y')], new Map()))).toEqual({ y: 5 });
		expect(giveOut(contacts(1), [own], new Map())).toEqual([
			{ id: 'c0', evaluator: null, toOwnLead: false }
		]);
	});

	test('go to the lead of the own team only where nobody else can take them, and that is told', () => {
		const lead = evaluator('lead', { leads: new Set(['t1']) });
		expect(loads(giveOut(contacts(5), [lead, evaluator('y')], new Map()))).toEqual({ y: 5 });
		expect(giveOut(contacts(1), [lead, evaluator('y', { agent: 'a1' })], new Map())).toEqual([
			{ id: 'c0', evaluator: 'lead', toOwnLead: true }
		]);
		expect(giveOut(contacts(1, 'a1', 't2'), [lead], new Map())[0]?.toOwnLead).toBe(false);
	});
});
