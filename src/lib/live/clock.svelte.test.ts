import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveClock } from './clock.svelte.ts';

const LOCAL_START = 5_000_000;
const SERVER_START = 9_000_400;

beforeEach(() => {
	vi.useFakeTimers({ now: LOCAL_START });
});
afterEach(() => {
	vi.useRealTimers();
});

describe('LiveClock', () => {
	test('goes on from the time of the page, however wrong the device', () => {
		const clock = new LiveClock(SERVER_START);
		const stop = clock.start();
		expect(clock.nowMs).toBe(SERVER_START);
		vi.advanceTimersByTime(600);
		expect(clock.nowMs).toBe(9_001_000);
		stop();
	});

	test('ticks at the full seconds of the server and ends when told', () => {
		const clock = new LiveClock(SERVER_START);
		const stop = clock.start();
		const seen: number[] = [];
		for (let i = 0; i < 3; i++) {
			vi.advanceTimersByTime(1000);
			seen.push(clock.nowMs % 1000);
		}
		expect(seen).toEqual([0, 0, 0]);
		stop();
		vi.advanceTimersByTime(5000);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('believes the least delayed message and is hardly moved by a late one', () => {
		const clock = new LiveClock(SERVER_START);
		clock.hear(SERVER_START + 500);
		clock.hear(SERVER_START - 1500);
		const stop = clock.start();
		expect(clock.nowMs).toBe(SERVER_START + 300);
		stop();
	});

	test('follows when the clock of the device was set', () => {
		const clock = new LiveClock(SERVER_START);
		clock.hear(SERVER_START);
		clock.hear(SERVER_START - 3_600_000);
		const stop = clock.start();
		expect(clock.nowMs).toBe(SERVER_START - 3_600_000);
		stop();
	});
});
