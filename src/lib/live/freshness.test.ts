import { describe, expect, test } from 'vitest';
import { ageingInstant, dataAgeMs, freshness } from './freshness.ts';

const heard = (silentS: number, asOfLagS: number | null) => ({
	nowMs: 1_000_000,
	lastAtMs: 1_000_000 - silentS * 1000,
	asOfMs: asOfLagS === null ? null : 1_000_000 - silentS * 1000 - asOfLagS * 1000
});

describe('freshness', () => {
	test.each([
		['[L3] three seconds of silence are normal', heard(3, 0), 'live'],
		['[L3] after them the age is shown', heard(4, 0), 'late'],
		['[L3] thirty seconds are still only late', heard(30, 0), 'late'],
		['[L3] then the values are hatched', heard(31, 0), 'dead'],
		['[L4] messages of an old state are late', heard(0, 6), 'late'],
		['[L4] and dead when it stands still for long', heard(0, 40), 'dead'],
		['[L4] a little lag is normal', heard(1, 4), 'live'],
		['before the database answered messages count', heard(1, null), 'live']
	] as const)('%s', (_why, given, expected) => {
		expect(freshness(given)).toBe(expected);
	});

	test('the age is that of the older of message and content', () => {
		expect(dataAgeMs(heard(2, 5))).toBe(7000);
		expect(dataAgeMs(heard(2, null))).toBe(2000);
	});
});

describe('ageingInstant', () => {
	test('waits grow while the screen is live', () => {
		expect(ageingInstant(heard(2, 0))).toBe(1_000_000);
	});

	test('waits stand still on a late screen: who waited may have been answered', () => {
		expect(ageingInstant(heard(20, 0))).toBe(1_000_000 - 17_000);
		expect(ageingInstant(heard(0, 60))).toBe(1_000_000 - 55_000);
	});
});
