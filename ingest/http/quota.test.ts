import { describe, expect, test } from 'vitest';
import { Quota, Quotas } from './quota.ts';

describe('a quota', () => {
	test('is an average of ten seconds, and a request that goes beyond it is waited off', () => {
		let nowMs = 0;
		const quota = new Quota(10, () => nowMs);
		quota.charge(100);
		expect(quota.waitS()).toBe(1);
		nowMs = 1000;
		expect(quota.waitS()).toBe(0);
		quota.charge(210);
		expect(quota.waitS()).toBe(20);
		nowMs = 21_100;
		expect(quota.waitS()).toBe(0);
	});

	test('of 0 is none, and a clock that goes back gives nothing away', () => {
		const none = new Quota(0, () => 0);
		none.charge(1_000_000);
		expect(none.waitS()).toBe(0);
		let nowMs = 10_000;
		const quota = new Quota(1, () => nowMs);
		quota.charge(11);
		nowMs = 0;
		expect(quota.waitS()).toBeGreaterThan(0);
	});

	test('is one for each token', () => {
		const quotas = new Quotas(1, () => 0);
		quotas.of('a').charge(20);
		expect(quotas.of('a').waitS()).toBeGreaterThan(0);
		expect(quotas.of('b').waitS()).toBe(0);
	});
});
