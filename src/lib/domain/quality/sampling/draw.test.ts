import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { drawSlices, inDrawOrder, seedOf } from './draw.ts';
import type { Hash } from './draw.ts';
import { drawWeighted } from './weighted-draw.ts';

const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');
const SEED = seedOf('plan-1', '2025-W14', 'agent-7');
const TEN = Array.from({ length: 10 }, (_, index) => `c${String(index + 1).padStart(3, '0')}`);
const orderOf = (ids: readonly string[], seed = SEED) =>
	inDrawOrder(ids, { idOf: (id) => id, seed, hash: sha256 });
const drawOf = (ids: readonly string[], n: number, seed = SEED): string[] =>
	orderOf(ids, seed)
		.slice(0, n)
		.map(({ item }) => item);

/** Repeatable; what it gives is good enough to shuffle with. */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
function shuffled<T>(items: readonly T[], random: () => number): T[] {
	const copy = [...items];
	for (let last = copy.length - 1; last > 0; last--) {
		const other = Math.floor(random() * (last + 1));
		[copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
	}
	return copy;
}
const RUNS = Array.from({ length: 40 }, (_, index) => index + 1);

describe('the order of the draw', () => {
	test('is that of the SHA-256 of seed, period, stratum and id', () => {
		expect(SEED).toBe('plan-1|2025-W14|agent-7');
		const drawn = orderOf(TEN);
		expect(drawn.map(({ item }) => item)).toEqual(
			['c007', 'c003', 'c004', 'c010', 'c002', 'c009', 'c001', 'c005', 'c008', 'c006'].slice()
		);
		expect(drawn.slice(0, 3).map(({ key }) => key.slice(0, 8))).toEqual([
			'71b21f93',
			'76ed6b98',
			'825990b2'
		]);
	});

	test.each(RUNS)('does not depend on the order contacts come in (%i)', (run) => {
		const random = randomOf(run);
		const ids = Array.from({ length: 5 + run }, () => `k${Math.floor(random() * 1e9)}`);
		expect(drawOf(shuffled(ids, random), 4)).toEqual(drawOf(ids, 4));
	});

	test.each(RUNS)('keeps what was drawn when more is drawn, without repeating any (%i)', (run) => {
		const ids = Array.from({ length: 30 }, (_, index) => `${run}-${index}`);
		for (let n = 1; n < ids.length; n++) {
			const [few, more] = [drawOf(ids, n), drawOf(ids, n + 1)];
			expect(more.slice(0, n)).toEqual(few);
			expect(new Set(more).size).toBe(n + 1);
		}
	});

	test.each(RUNS)('lets a late contact take the place of none with a smaller key (%i)', (run) => {
		const ids = Array.from({ length: 20 }, (_, index) => `${run}-${index}`);
		const late = `late-${run}`;
		const lateKey = sha256(`${SEED}|${late}`);
		const before = orderOf(ids).slice(0, 6);
		const after = new Set(drawOf([...ids, late], 6));
		for (const { item, key } of before.filter(({ key: one }) => one < lateKey))
			expect([key, after.has(item)]).toEqual([key, true]);
		expect(before.filter(({ item }) => !after.has(item)).length).toBe(after.has(late) ? 1 : 0);
	});

	test('gives every contact the same chance', () => {
		const drawn = new Map<string, number>();
		for (let plan = 0; plan < 2000; plan++)
			for (const id of drawOf(TEN, 3, `plan-${plan}`)) drawn.set(id, (drawn.get(id) ?? 0) + 1);
		// 600 expected; six standard deviations are 123.
		for (const id of TEN) expect(Math.abs((drawn.get(id) ?? 0) - 600)).toBeLessThan(123);
	});
});

describe('slices', () => {
	const none = new Set<string>();
	const ids = (slice: string, count: number): string[] =>
		Array.from({ length: count }, (_, index) => `${slice}${index}`);

	test('each give their share, smallest keys first', () => {
		const drawn = drawSlices([
			{ share: 2, ids: ids('a', 5), skipped: none },
			{ share: 1, ids: ids('b', 5), skipped: none }
		]);
		expect(drawn).toEqual([
			{ target: 2, drawn: ['a0', 'a1'] },
			{ target: 1, drawn: ['b0'] }
		]);
	});

	test('hand on what they could not fill, and only forward', () => {
		const drawn = drawSlices([
			{ share: 2, ids: ids('a', 5), skipped: none },
			{ share: 2, ids: ids('b', 0), skipped: none },
			{ share: 2, ids: ids('c', 3), skipped: none },
			{ share: 0, ids: ids('d', 9), skipped: none }
		]);
		expect(drawn.map(({ target }) => target)).toEqual([2, 2, 4, 1]);
		expect(drawn.map((slice) => slice.drawn.length)).toEqual([2, 0, 3, 1]);
	});

	test('replace what was left out by the next key of the same slice, again and again', () => {
		const skipped = new Set(['a0', 'a2', 'b0']);
		const drawn = drawSlices([
			{ share: 2, ids: ids('a', 5), skipped },
			{ share: 1, ids: ids('b', 1), skipped }
		]);
		expect(drawn.map((slice) => slice.drawn)).toEqual([['a0', 'a1', 'a2', 'a3'], ['b0']]);
	});

	test('take nothing away from another slice when what was left out cannot be replaced', () => {
		const [, without] = drawSlices([
			{ share: 1, ids: ids('a', 1), skipped: none },
			{ share: 1, ids: ids('b', 4), skipped: none }
		]);
		const [, afterSkip] = drawSlices([
			{ share: 1, ids: ids('a', 1), skipped: new Set(['a0']) },
			{ share: 1, ids: ids('b', 4), skipped: none }
		]);
		expect(afterSkip).toEqual(without);
	});
});

describe('the weighted draw', () => {
	test('orders by −ln(u)/weight of the same keys', () => {
		const weighted = TEN.map((id) => ({ id, weight: id === 'c002' || id === 'c009' ? 5 : 1 }));
		const drawn = drawWeighted(weighted, 4, { seed: SEED, hash: sha256 });
		expect(drawn.map(({ id, key }) => [id, Number(key.toFixed(6))])).toEqual([
			['c006', 0.038839],
			['c008', 0.058413],
			['c009', 0.082596],
			['c002', 0.091402]
		]);
	});

	test('draws whoever weighs more more often, and never whoever weighs nothing', () => {
		const pair = [
			{ id: 'heavy', weight: 3 },
			{ id: 'light', weight: 1 },
			{ id: 'nothing', weight: 0 }
		];
		let heavy = 0;
		for (let plan = 0; plan < 4000; plan++) {
			const [first] = drawWeighted(pair, 1, { seed: `p${plan}`, hash: sha256 });
			if (first?.id === 'heavy') heavy += 1;
			expect(first?.id).not.toBe('nothing');
		}
		// Three in four; six standard deviations are 164.
		expect(Math.abs(heavy - 3000)).toBeLessThan(164);
	});
});
