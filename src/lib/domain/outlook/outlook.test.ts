import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedFrom, outlook } from './outlook.ts';
import type { ExpectedQuarter, OutlookFacts } from './outlook.ts';

const QUARTER_MS = 900_000;
/** Quarters from 0 on. */
const quarters = (...contacts: number[]): ExpectedQuarter[] =>
	contacts.map((count, index) => ({
		startMs: index * QUARTER_MS,
		endMs: (index + 1) * QUARTER_MS,
		contacts: count
	}));

const facts = (also: Partial<OutlookFacts>): OutlookFacts => ({
	target: 0.8,
	numerator: 70,
	denominator: 90,
	waitingInTime: 0,
	waitingLate: 0,
	expected: quarters(10, 10, 10, 10),
	recentLevel: 0.5,
	nowMs: 0,
	...also
});

describe('how the day may end', () => {
	test('says how many of the next have to be in time', () => {
		// 0.8 × (90 + 46) = 108.8, so 109 − 70 = 39 of the next 46.
		const found = outlook(facts({ waitingInTime: 6 }));
		expect(found).toMatchObject({ state: 'possible', next: 46, needed: 39 });
		expect(found?.best).toBeCloseTo(116 / 136, 12);
		expect(found?.worst).toBeCloseTo(70 / 136, 12);
		expect(found?.onCourse).toBeCloseTo(93 / 136, 12);
	});

	test('who waits beyond T counts against it already', () => {
		// 0.8 × (90 + 2 + 40) = 105.6, so 106 − 70 = 36 of the next 40.
		expect(outlook(facts({ waitingLate: 2 }))).toMatchObject({ next: 40, needed: 36 });
	});

	test('names the instant from which it is lost if it goes on as of late', () => {
		// 110 − 104 = 6 may be missed, half of those who come are: 12 contacts, of which 10 come in the first quarter.
		expect(outlook(facts({}))?.lostAtMs).toBe(QUARTER_MS + 0.2 * QUARTER_MS);
		// Those who wait are the first of the 12.
		expect(outlook(facts({ waitingInTime: 20 }))?.lostAtMs).toBe(0);
	});

	test('is not lost by what goes well enough', () => {
		expect(outlook(facts({ recentLevel: 0.9 }))?.lostAtMs).toBeNull();
	});

	test.each([
		[{ numerator: 90, expected: quarters(10) }, 'reached', 0],
		[{ numerator: 10, expected: quarters(10) }, 'lost', 70],
		[{ expected: quarters(10), nowMs: QUARTER_MS }, 'over', 2]
	] as const)('%o is %s', (also, state, needed) => {
		expect(outlook(facts(also))).toMatchObject({ state, needed, lostAtMs: null });
	});

	test('a quarter that has begun counts for what is left of it', () => {
		expect(expectedFrom(quarters(10, 20), QUARTER_MS / 2)).toBe(25);
	});

	test('there is none where nothing is known of such days', () => {
		expect(outlook(facts({ expected: null }))).toBeNull();
	});

	test('0.8 of 90 is not one contact more than 72', () => {
		expect(outlook(facts({ numerator: 62, denominator: 80, expected: quarters(10) }))?.needed).toBe(
			10
		);
	});

	const some = fc.record({
		target: fc.double({ min: 0.05, max: 0.99, noNaN: true }),
		hits: fc.double({ min: 0, max: 1, noNaN: true }),
		denominator: fc.nat(500),
		waitingInTime: fc.nat(20),
		waitingLate: fc.nat(20),
		contacts: fc.array(fc.nat(40), { minLength: 1, maxLength: 20 }),
		recentLevel: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
		nowMs: fc.nat(10 * QUARTER_MS)
	});

	test('what it asks for reaches the target, and one less does not', () => {
		fc.assert(
			fc.property(some, ({ hits, contacts, ...also }) => {
				const numerator = Math.floor(also.denominator * hits);
				const found = outlook({ ...also, numerator, expected: quarters(...contacts) });
				if (found?.state !== 'possible') return;
				const all = also.denominator + also.waitingLate + found.next;
				expect((numerator + found.needed) / all).toBeGreaterThanOrEqual(also.target - 1e-9);
				expect((numerator + found.needed - 1) / all).toBeLessThan(also.target + 1e-9);
			})
		);
	});

	test('the instant it is lost is in the rest of the day, and not there when the course reaches the target', () => {
		fc.assert(
			fc.property(some, ({ hits, contacts, ...also }) => {
				const numerator = Math.floor(also.denominator * hits);
				const expected = quarters(...contacts);
				const found = outlook({ ...also, numerator, expected });
				const lostAtMs = found?.lostAtMs ?? null;
				if (lostAtMs === null) return;
				expect(lostAtMs).toBeGreaterThanOrEqual(also.nowMs);
				expect(lostAtMs).toBeLessThanOrEqual(Math.max(also.nowMs, contacts.length * QUARTER_MS));
				if (also.recentLevel !== null) expect(found?.onCourse).toBeLessThan(also.target + 1e-9);
			})
		);
	});
});
