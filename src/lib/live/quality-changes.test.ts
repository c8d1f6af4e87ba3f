import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { QUALITY_TOPIC, TOTAL_ROW } from './protocol.ts';
import type { Op, Patch, Snapshot } from './protocol.ts';
import { QualityChanges, paced } from './quality-changes.ts';

const snapshot = (seq: number, changedAt: number, at: number): Snapshot => ({
	type: 'snapshot',
	v: 1,
	seq,
	at,
	asOf: null,
	board: QUALITY_TOPIC,
	revision: 1,
	tiles: { [QUALITY_TOPIC]: { [TOTAL_ROW]: { changedAt } } }
});
const patch = (seq: number, changedAt?: number): Patch => ({
	type: 'patch',
	seq,
	at: 0,
	asOf: null,
	ops:
		changedAt === undefined
			? []
			: [{ op: 'set', tile: QUALITY_TOPIC, row: TOTAL_ROW, cells: { changedAt } } satisfies Op]
});

describe('changes of evaluations', () => {
	const heard = () => {
		let calls = 0;
		const changes = new QualityChanges(() => {
			calls += 1;
		});
		return { changes, calls: () => calls };
	};

	test('are told once each, and a beat is none', () => {
		const { changes, calls } = heard();
		expect(changes.hear(snapshot(5, 1000, 60_000))).toBe(true);
		expect(calls()).toBe(0);
		expect([changes.hear(patch(6)), changes.hear(patch(7, 61_000))]).toEqual([true, true]);
		expect([changes.hear(patch(7, 61_000)), calls(), changes.seq]).toEqual([true, 1, 7]);
	});

	test('just before the connection count, for the page may be older', () => {
		const { changes, calls } = heard();
		changes.hear(snapshot(5, 55_000, 60_000));
		expect(calls()).toBe(1);
	});

	test('are asked for again where a message is missing, and told when they come with a new beginning', () => {
		const { changes, calls } = heard();
		changes.hear(snapshot(5, 1000, 60_000));
		expect(changes.hear(patch(7, 2000))).toBe(false);
		expect(calls()).toBe(0);
		expect([changes.hear(snapshot(9, 2000, 90_000)), calls()]).toEqual([true, 1]);
	});
});

describe('a paced call', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	test('goes at once, and many in a row become one more', () => {
		const call = vi.fn();
		const pace = paced(call, 500);
		pace.call();
		expect(call).toHaveBeenCalledTimes(1);
		pace.call();
		pace.call();
		vi.advanceTimersByTime(499);
		expect(call).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(1);
		expect(call).toHaveBeenCalledTimes(2);
		pace.call();
		pace.stop();
		vi.advanceTimersByTime(1000);
		expect(call).toHaveBeenCalledTimes(2);
	});
});
