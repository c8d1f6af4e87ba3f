import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { estimateOf, ranksOf as ranksOfEstimates } from './ranking.ts';
import { pooledDeviation, sampleOf } from './sample.ts';
import type { Sample } from './sample.ts';
import { studentTwoSided } from './student-t.ts';

interface Ranked extends Sample {
	readonly id: string;
	readonly population: number | null;
}

const ranksOf = (samples: readonly Ranked[]) => {
	const usual = pooledDeviation(samples)?.deviation ?? 0;
	return ranksOfEstimates(
		samples.map(({ id, population, ...sample }) => estimateOf(id, sample, { population, usual }))
	);
};

const agent = (id: string, mean: number, n = 10, deviation = 5): Ranked => ({
	id,
	n,
	mean,
	deviation,
	population: null
});

const anybody = fc
	.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 5, maxLength: 12 }), {
		minLength: 1,
		maxLength: 12
	})
	.map((all) =>
		all.map((scores, index): Ranked => {
			const sample = sampleOf(scores);
			if (!sample) throw new Error('no scores');
			return { id: `a${index}`, population: null, ...sample };
		})
	);

/** Welch's t of two samples, worked out by itself. */
function chanceOf(a: Ranked, b: Ranked): number {
	const [va, vb] = [(a.deviation ?? 0) ** 2 / a.n, (b.deviation ?? 0) ** 2 / b.n];
	const degrees = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
	return studentTwoSided((a.mean - b.mean) / Math.sqrt(va + vb), degrees);
}

describe('ranks', () => {
	test('are shared by those who cannot be told apart', () => {
		const ranks = ranksOf([agent('c', 70), agent('a', 90), agent('b', 88), agent('d', 68)]);
		const best = { group: 1, from: 1, to: 2, of: 4 };
		const last = { group: 2, from: 3, to: 4, of: 4 };
		expect(Object.fromEntries(ranks)).toEqual({ a: best, b: best, c: last, d: last });
	});

	test('are one where a chain of neighbours leads from the best to the last', () => {
		const chain = [95, 90, 85, 80, 75].map((mean, index) => agent(`a${index}`, mean));
		expect(chanceOf(agent('x', 95), agent('y', 75))).toBeLessThan(0.05 / 10);
		expect(new Set([...ranksOf(chain).values()].map(({ group }) => group))).toEqual(new Set([1]));
	});

	test('keep together who stands between two that differ but is known too little', () => {
		const ranks = ranksOf([agent('a', 90), agent('b', 80, 5, 25), agent('c', 70)]);
		expect(ranks.get('a')).toEqual({ group: 1, from: 1, to: 3, of: 3 });
		expect(ranks.get('c')).toEqual(ranks.get('a'));
	});

	test('need a larger difference the more are compared', () => {
		const [one, other] = [agent('a', 90), agent('b', 84.4)];
		expect(ranksOf([one, other]).get('b')?.group).toBe(2);
		const many = Array.from({ length: 8 }, (_, index) => agent(`m${index}`, 40, 10, 1));
		expect(ranksOf([one, other, ...many]).get('b')?.group).toBe(1);
	});

	test('take a few equal scores for no proof that all are equal', () => {
		const ranks = ranksOf([agent('a', 100, 5, 0), agent('b', 96, 5, 0), agent('c', 95, 5, 12)]);
		expect(ranks.get('b')).toEqual(ranks.get('a'));
	});

	test('of all that there were are as sure as the means', () => {
		const [a, b] = [agent('a', 90, 5), agent('b', 89, 5)];
		expect(ranksOf([a, b]).get('b')?.group).toBe(1);
		const whole = [a, b].map((one) => ({ ...one, population: 5 }));
		expect(ranksOf(whole).get('b')?.group).toBe(2);
	});

	test('follow the means without gaps, and two with different ranks always differ', () => {
		fc.assert(
			fc.property(anybody, (samples) => {
				const ranks = ranksOf(samples);
				const ordered = [...samples].sort((x, y) => y.mean - x.mean || (x.id < y.id ? -1 : 1));
				const groups = ordered.map(({ id }) => ranks.get(id)?.group ?? 0);
				expect(groups[0]).toBe(1);
				for (const [index, group] of groups.entries())
					expect([0, 1]).toContain(index === 0 ? 0 : group - (groups[index - 1] ?? 0));
				const pairs = (samples.length * (samples.length - 1)) / 2;
				for (const one of ordered)
					for (const other of ordered) {
						if (ranks.get(one.id)?.group === ranks.get(other.id)?.group) continue;
						if (one.deviation === 0 || other.deviation === 0) continue;
						expect(chanceOf(one, other)).toBeLessThan(0.05 / pairs);
					}
				for (const [index, { id }] of ordered.entries()) {
					const { from = 0, to = 0 } = ranks.get(id) ?? {};
					expect(from).toBeLessThanOrEqual(index + 1);
					expect(to).toBeGreaterThanOrEqual(index + 1);
				}
			})
		);
	});

	test('do not depend on the order in which agents come', () => {
		fc.assert(
			fc.property(anybody, (samples) => {
				expect(ranksOf([...samples].reverse())).toEqual(ranksOf(samples));
			})
		);
	});
});
