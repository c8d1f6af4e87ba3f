import { describe, expect, test } from 'vitest';
import { ADDRESS_BACK_OFF, PERSON_BACK_OFF, remembered, waitMs } from './back-off.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

describe('failures', () => {
	test('of a person cost nothing five times, then 1, 2, 4, 8 and 15 minutes, and never more', () => {
		const minutes = [0, 1, 5, 6, 7, 8, 9, 10, 11, 50, 5000].map(
			(failures) => waitMs(failures, PERSON_BACK_OFF) / MINUTE_MS
		);
		expect(minutes).toEqual([0, 0, 0, 1, 2, 4, 8, 15, 15, 15, 15]);
	});

	test('of an address cost nothing thirty times, for a whole centre shares it', () => {
		const { free } = ADDRESS_BACK_OFF;
		expect([free, waitMs(free, ADDRESS_BACK_OFF), waitMs(free + 1, ADDRESS_BACK_OFF)]).toEqual([
			30,
			0,
			MINUTE_MS
		]);
	});

	test('are forgotten after a day without another', () => {
		expect(remembered(9, DAY_MS - 1, PERSON_BACK_OFF)).toBe(9);
		expect(remembered(9, DAY_MS, PERSON_BACK_OFF)).toBe(0);
		expect(remembered(900, DAY_MS, ADDRESS_BACK_OFF)).toBe(0);
	});

	test('of an address are forgiven one by one, and a clock that runs backwards forgives none', () => {
		expect(remembered(35, 25 * MINUTE_MS, ADDRESS_BACK_OFF)).toBe(33);
		expect(remembered(1, 60 * MINUTE_MS, ADDRESS_BACK_OFF)).toBe(0);
		expect(remembered(3, -5 * MINUTE_MS, ADDRESS_BACK_OFF)).toBe(3);
	});
});
