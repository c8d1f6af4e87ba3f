import { describe, expect, test } from 'vitest';
import { broadcast } from './broadcast.ts';
import { startClock } from './demo-clock.ts';
import type { CloudEvent, TimedEvent } from './event-sheet.ts';
import type { Lane } from './sender.ts';

const START_MS = Date.parse('2026-11-18T10:00:00Z');

function* everySecond(fromMs: number): Generator<TimedEvent, void, undefined> {
	for (let atMs = fromMs; ; atMs += 1000) {
		const time = new Date(atMs).toISOString();
		const event = {
			specversion: '1.0',
			id: time,
			source: '//x',
			type: 't',
			subject: 's',
			time,
			data: {}
		} as const;
		yield { atMs, event };
	}
}

interface Request {
	readonly lane: Lane;
	readonly atMs: number;
	readonly times: readonly number[];
}

/** Runs with a clock that moves only when somebody sleeps. */
async function run({
	fromMs,
	forMs,
	speed = 1,
	behindMs = 0,
	naps = new Map<number, number>()
}: {
	fromMs: number;
	forMs: number;
	speed?: number;
	behindMs?: number;
	naps?: Map<number, number>;
}) {
	let nowMs = START_MS;
	const requests: Request[] = [];
	const live: number[] = [];
	const ending = new AbortController();
	const clock = startClock({ realNowMs: () => nowMs, speed, behindMs });
	await broadcast({
		timeline: everySecond(fromMs),
		clock,
		sender: {
			send: (events: readonly CloudEvent[], lane) => {
				requests.push({ lane, atMs: nowMs, times: events.map(({ time }) => Date.parse(time)) });
				return Promise.resolve(true);
			}
		},
		sleep: (delayMs) => {
			nowMs += delayMs;
			for (const [at, lengthMs] of naps) {
				if (nowMs < START_MS + at) continue;
				nowMs += lengthMs;
				naps.delete(at);
			}
			if (nowMs >= START_MS + forMs) ending.abort();
			return Promise.resolve();
		},
		signal: ending.signal,
		onLive: (events) => live.push(events)
	});
	return { requests, live, times: requests.flatMap(({ times }) => times) };
}

describe('broadcast', () => {
	test('the past goes fast in large requests, then each event when its instant comes', async () => {
		const { requests, live } = await run({ fromMs: START_MS - 20_000_000, forMs: 10_000 });
		const past = requests.filter(({ lane }) => lane === 'backfill');
		expect(past.map(({ times }) => times.length)).toEqual([5000, 5000, 5000, 5000]);
		expect(past.every(({ atMs }) => atMs === START_MS)).toBe(true);
		expect(live).toEqual([20_001]);
		const present = requests.filter(({ lane, atMs }) => lane === 'live' && atMs > START_MS);
		expect(present).toHaveLength(9);
		expect(
			present.every(({ times, atMs }) => times.every((time) => time <= atMs && atMs - time <= 100))
		).toBe(true);
	});

	test('nothing is left out or sent twice', async () => {
		const { times } = await run({ fromMs: START_MS - 3_000_000, forMs: 5000 });
		expect(times).toEqual(times.map((_, index) => START_MS - 3_000_000 + index * 1000));
	});

	test('after the machine slept it catches up with the instants that were, not with now', async () => {
		const { requests, times } = await run({
			fromMs: START_MS,
			forMs: 3_610_000,
			naps: new Map([[5000, 3_600_000]])
		});
		expect(
			requests.some(({ lane, times: list }) => lane === 'backfill' && list.length > 3000)
		).toBe(true);
		expect(times).toEqual(times.map((_, index) => START_MS + index * 1000));
	});

	test('a fast clock starts in the past, never passes the real one, and then keeps its pace', async () => {
		const { requests } = await run({
			fromMs: START_MS - 100_000,
			forMs: 20_000,
			speed: 10,
			behindMs: 100_000
		});
		expect(requests.every(({ times, atMs }) => times.every((time) => time <= atMs))).toBe(true);
		expect(requests.every(({ lane }) => lane === 'live')).toBe(true);
		const at = (realMs: number) =>
			requests
				.filter(({ atMs }) => atMs <= START_MS + realMs)
				.flatMap(({ times }) => times)
				.at(-1);
		expect(at(5000)).toBe(START_MS - 50_000);
		expect(at(15_000)).toBe(START_MS + 15_000);
	});
});
