import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../reading.ts';
import { bandAt, effectOf, exitsOf } from './bands.ts';
import { clauseFault } from './contract.ts';
import type { Clause, Effect, Step } from './contract.ts';
import { exposureOf } from './exposure.ts';
import type { Billed } from './month-money.ts';
import { judgeClause, settle } from './penalties.ts';

const share = (basisPoints: number): Effect => ({ kind: 'share', basisPoints });
const step = (from: number | null, basisPoints: number): Step => ({
	from,
	effect: share(basisPoints)
});
/** −5 % below 75 %, −2 % below 80 %, nothing to 90 %, from there +1 %. */
const SERVICE: Step[] = [step(null, -500), step(0.75, -200), step(0.8, 0), step(0.9, 100)];
/** Up to 3 % nothing, up to 5 % −1 %, above −3 %. */
const ABANDON: Step[] = [step(null, 0), step(0.03, -100), step(0.05, -300)];
const clause = (change: Partial<Clause> = {}): Clause => ({
	...{ metric: 'service_level', channels: [], queues: [], leastN: 10, steps: SERVICE },
	...change
});
const reading = (numerator: number, denominator: number): Reading => ({
	...{ numerator, denominator, n: denominator, state: 'actual' }
});
const WHOLE = { part: 30, whole: 30 };

test('a value exactly at a limit is on its better side', () => {
	expect(bandAt(SERVICE, 8 / 10, 'up')).toBe(2);
	expect(bandAt(SERVICE, 0.7999, 'up')).toBe(1);
	expect(bandAt(ABANDON, 5 / 100, 'down')).toBe(1);
	expect(bandAt(ABANDON, 0.0501, 'down')).toBe(2);
	expect(bandAt(ABANDON, 0, 'down')).toBe(0);
});

test('an effect is a share of what was billed, or an amount by the days of the month', () => {
	expect(effectOf(share(-250), 1_000_000, WHOLE)).toBe(-25_000);
	expect(effectOf({ kind: 'amount', cents: -3000 }, 0, { part: 10, whole: 30 })).toBe(-1000);
});

test('nothing falls due without a value, or with too little behind it', () => {
	const on = { billedCents: 1_000_000, ofMonth: WHOLE };
	expect(judgeClause(clause(), { direction: 'up' }, reading(70, 100), on)).toMatchObject({
		band: 0,
		cents: -50_000
	});
	expect(judgeClause(clause(), { direction: 'up' }, reading(1, 9), on)).toMatchObject({
		band: null,
		cents: 0
	});
	expect(judgeClause(clause(), { direction: 'up' }, null, on)).toMatchObject({
		band: null,
		cents: 0
	});
	expect(
		judgeClause(clause({ leastN: 0 }), { direction: 'up' }, reading(0, 0), on).band
	).toBeNull();
});

test('penalties and bonuses are capped each for itself', () => {
	const caps = { penaltyCap: 400, bonusCap: 100 };
	expect(settle(caps, [-300_00, -200_00, 50_00], 1_000_000)).toEqual({
		...{ penaltyCents: 400_00, bonusCents: 50_00, isCapped: true }
	});
	expect(settle({ penaltyCap: null, bonusCap: null }, [-1, 2], 0)).toEqual({
		...{ penaltyCents: 1, bonusCents: 2, isCapped: false }
	});
});

const exits = (
	steps: Step[],
	numerator: number,
	denominator: number,
	expected: number,
	direction: 'up' | 'down'
) =>
	exitsOf(steps, bandAt(steps, numerator / denominator, direction), {
		standing: { numerator, denominator, expected, bounds: { least: 0, most: 1 } },
		direction,
		worth: (effect) => effectOf(effect, 1_000_000, WHOLE)
	});

test('what leads out of a band is told as a share of the rest, and as how many in a row', () => {
	// 760 of 1000 within the target, 500 more to come: 80 % of 1500 are 1200, 440 of the 500; or 200 in a row: 960 of 1200.
	expect(exits(SERVICE, 760, 1000, 500, 'up')).toEqual([
		{ step: 2, limit: 0.8, isRise: true, neededOfRest: 0.88, isPossible: true, inARow: 200 }
	]);
	// 60 of 1000 lost: up to 5 % when none of the next 200 is.
	expect(exits(ABANDON, 60, 1000, 1000, 'down')).toMatchObject([
		{ step: 1, limit: 0.05, isRise: false, inARow: 200, isPossible: true }
	]);
	expect(exits(ABANDON, 60, 1000, 1000, 'down')[0]?.neededOfRest).toBeCloseTo(0.04, 12);
});

test('a band that cannot be left any more is said to be so', () => {
	expect(exits(SERVICE, 700, 1000, 100, 'up')).toMatchObject([{ step: 1, isPossible: false }]);
	expect(exits(SERVICE, 700, 1000, 0, 'up')).toMatchObject([
		{ neededOfRest: null, isPossible: false }
	]);
	expect(exits(SERVICE, 950, 1000, 100, 'up')).toEqual([]);
});

test('as many in a row as are said lead out, and one less does not', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (denominator, hits) => {
			const numerator = Math.min(hits, denominator);
			const before = bandAt(SERVICE, numerator / denominator, 'up');
			for (const { inARow, step: to } of exits(SERVICE, numerator, denominator, 100, 'up')) {
				const needed = inARow ?? 0;
				const after = (more: number) =>
					bandAt(SERVICE, (numerator + more) / (denominator + more), 'up');
				expect(after(needed)).toBeGreaterThanOrEqual(to);
				expect(after(needed - 1)).toBeLessThan(to);
				expect(to).toBeGreaterThan(before);
			}
		})
	);
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (denominator, lost) => {
			const numerator = Math.min(lost, denominator);
			for (const { inARow, step: to } of exits(ABANDON, numerator, denominator, 100, 'down')) {
				const needed = inARow ?? 0;
				const after = (more: number) => bandAt(ABANDON, numerator / (denominator + more), 'down');
				expect(after(needed)).toBeLessThanOrEqual(to);
				expect(after(needed - 1)).toBeGreaterThan(to);
			}
		})
	);
});

test('the bands of a clause begin at the bottom and rise, over a metric that has a value of its own', () => {
	expect(clauseFault(clause())).toBeNull();
	expect(clauseFault(clause({ steps: [step(0.1, 0), step(0.2, 0)] }))).toBe('lowest');
	expect(clauseFault(clause({ steps: [step(null, 0), step(0.9, 0), step(0.8, 0)] }))).toBe('order');
	expect(clauseFault(clause({ steps: [step(null, 0), step(null, 0)] }))).toBe('order');
	expect(clauseFault(clause({ metric: 'offered' }))).toBe('metric');
	expect(clauseFault(clause({ metric: 'nothing' }))).toBe('metric');
});

test('a third into the month, what is billed by contact triples and the fee is billed in full', () => {
	const contract = {
		...{ name: 'Uno', clauses: [clause()], penaltyCap: 300, bonusCap: null },
		terms: [
			{ basis: 'contact' as const, channels: [], cents: 500 },
			{ basis: 'month' as const, channels: [], cents: 300_000 }
		]
	};
	const billed: Billed = {
		contract: { id: 'c', team: 'client', validFrom: '2026-01-01', createdAtMs: 0, contract },
		days: [],
		ofMonth: WHOLE,
		terms: [
			{ price: contract.terms[0] as never, amount: { cents: 400_000, quantity: 800 } },
			{ price: contract.terms[1] as never, amount: { cents: 100_000, quantity: 10 } }
		],
		cents: 500_000
	};
	const result = judgeClause(clause(), { direction: 'up' }, reading(700, 1000), {
		billedCents: 500_000,
		ofMonth: WHOLE
	});
	const settled = settle(contract, [result.cents], 500_000);
	const exposure = exposureOf(billed, { results: [result], settled }, { part: 10, whole: 30 });
	expect(exposure).toMatchObject({
		projectedBilledCents: 1_500_000,
		now: { penaltyCents: 15_000, isCapped: true },
		projected: { penaltyCents: 45_000, isCapped: true },
		isOver: false
	});
	// 70 % of 1000; 2000 more are expected, of which 77.5 % make 75 % of all.
	expect(exposure.clauses[0]).toMatchObject({ cents: -25_000, projectedCents: -75_000 });
	expect(exposure.clauses[0]?.exits).toMatchObject([{ step: 1, inARow: 200, isPossible: true }]);
	expect(exposure.clauses[0]?.exits[0]?.neededOfRest).toBeCloseTo(0.775, 12);
	const over = exposureOf(billed, { results: [result], settled }, WHOLE);
	expect(over.clauses[0]?.exits).toEqual([]);
});
