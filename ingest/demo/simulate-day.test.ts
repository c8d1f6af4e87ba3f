import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { TimedEvent } from './event-sheet.ts';
import { HOUR_MS, localDay, shiftDate } from './local-day.ts';
import { QUEUES } from './queues.ts';
import { simulateDay } from './simulate-day.ts';
import { follow } from './testing/lifecycle.ts';
import type { SegmentStory } from './testing/lifecycle.ts';

const MADRID = 'Europe/Madrid';
const WEDNESDAY = '2026-11-18';

const simulate = (date: string, seed = 'demo', zone = MADRID) => [
	...simulateDay({ seed, date, zone })
];

const hashOf = (events: readonly TimedEvent[]): string => {
	const hash = createHash('sha256');
	for (const { event } of events) hash.update(JSON.stringify(event));
	return hash.digest('hex');
};

const nameOf = ({ event }: TimedEvent): string => event.type.slice(8, -3);

function longestGapMs(events: readonly TimedEvent[], fromMs: number, toMs: number): number {
	let last = fromMs;
	let longest = 0;
	for (const { atMs } of events) {
		if (atMs >= toMs) break;
		longest = Math.max(longest, atMs - last);
		last = atMs;
	}
	return Math.max(longest, toMs - last);
}

/** Formula A over segments of one queue, and the share that gave up. */
function quality(segments: readonly SegmentStory[], thresholdMs: number, shortMs: number) {
	let within = 0;
	let judged = 0;
	let gone = 0;
	for (const { queuedAtMs, acceptedAtMs, abandonedAtMs } of segments) {
		if (acceptedAtMs !== null) {
			judged += 1;
			if (acceptedAtMs - queuedAtMs <= thresholdMs) within += 1;
		} else if (abandonedAtMs !== null) {
			gone += 1;
			if (abandonedAtMs - queuedAtMs > shortMs) judged += 1;
		}
	}
	return { serviceLevel: within / judged, abandonRate: gone / segments.length };
}

describe('one simulated day', () => {
	const events = simulate(WEDNESDAY);
	const day = localDay(WEDNESDAY, MADRID);

	test('every event passes the schema of the contract', () => {
		const nowMs = day.endMs + 6 * HOUR_MS;
		const refused = events
			.map(({ event }) => parseEvent(event, { nowMs, backfill: false }))
			.filter((parsed) => !parsed.ok);
		expect(refused).toEqual([]);
	});

	test('knows every kind of event it sends', () => {
		const nowMs = day.endMs + 6 * HOUR_MS;
		const unknown = events.filter(({ event }) => {
			const parsed = parseEvent(event, { nowMs, backfill: false });
			return parsed.ok && parsed.event.name === null;
		});
		expect(unknown).toEqual([]);
	});

	test('has the size of a small centre', () => {
		expect(events.length).toBeGreaterThan(18_000);
		expect(events.length).toBeLessThan(35_000);
	});

	test('gives no id twice', () => {
		expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
	});

	test('the time in the event is the instant it is ordered by', () => {
		expect(events.every(({ atMs, event }) => Date.parse(event.time) === atMs)).toBe(true);
	});

	test('shows everything a board can show', () => {
		const names = new Set(events.map(nameOf));
		for (const name of [
			'interaction.held',
			'interaction.transferred',
			'interaction.abandoned',
			'interaction.declined',
			'interaction.reopened',
			'interaction.message',
			'survey.sent',
			'survey.answered',
			'schedule.shift',
			'mention.captured',
			'mention.engaged'
		]) {
			expect(names).toContain(name);
		}
		const states = new Set(
			events
				.filter((e) => nameOf(e) === 'agent.state')
				.map(({ event }) => (event.data as { state: string }).state)
		);
		for (const state of [
			'available',
			'handling',
			'wrapping',
			'break',
			'meal',
			'meeting',
			'offline'
		]) {
			expect(states).toContain(state);
		}
	});

	test('customers write in three languages', () => {
		const languages = new Set(
			events
				.filter((e) => nameOf(e) === 'interaction.created')
				.map(({ event }) => (event.data as { language: string }).language)
		);
		expect([...languages].sort()).toEqual(['en', 'es', 'pt']);
	});

	test('ends within a few hours of its midnight, with nobody left at work', () => {
		expect(events.at(-1)?.atMs).toBeLessThan(day.endMs + 3 * HOUR_MS);
		const { agents } = follow(events);
		const left = [...agents.values()]
			.map(({ state }) => state)
			.filter((state) => state !== 'offline');
		// Those of the shift over midnight wait in their meeting for the next day.
		expect(new Set(left)).toEqual(new Set(['meeting']));
	});

	test('the same seed gives the same events, another seed others', () => {
		expect(hashOf(simulate(WEDNESDAY))).toBe(hashOf(events));
		expect(hashOf(simulate(WEDNESDAY, 'other'))).not.toBe(hashOf(events));
	});

	test('customers come back on later days about the same thing', () => {
		const subjects = (day: readonly TimedEvent[]) =>
			new Set(
				day
					.filter((e) => nameOf(e) === 'interaction.created')
					.map(({ event }) => event.data as { customer: string; topic: string })
					.map(({ customer, topic }) => `${customer} ${topic}`)
			);
		const today = subjects(events);
		const again = [...subjects(simulate(shiftDate(WEDNESDAY, 2)))].filter((key) => today.has(key));
		expect(again.length).toBeGreaterThan(5);
	});
});

describe('a week', () => {
	const dates = Array.from({ length: 7 }, (_, index) => shiftDate('2026-11-02', index));
	const segments = dates.flatMap((date) => [...follow(simulate(date)).segments.values()]);

	test.each(QUEUES.map((queue) => [queue.name, queue] as const))(
		'%s is busy and well served',
		(_name, queue) => {
			const mine = segments.filter(({ queue: id }) => id === queue.id);
			const perDay = mine.length / dates.length;
			expect(perDay).toBeGreaterThan(0.6 * queue.perDay);
			expect(perDay).toBeLessThan(1.3 * queue.perDay);
			const { thresholdMs = 0, shortAbandonMs = 0 } = queue.settings;
			const { serviceLevel, abandonRate } = quality(mine, thresholdMs, shortAbandonMs);
			if (queue.kind !== 'call') {
				expect(serviceLevel).toBeGreaterThan(0.7);
				return;
			}
			expect(serviceLevel).toBeGreaterThan(0.68);
			expect(serviceLevel).toBeLessThan(0.95);
			expect(abandonRate).toBeGreaterThan(0.02);
			expect(abandonRate).toBeLessThan(0.1);
		}
	);

	test('a call takes three to six minutes', () => {
		const calls = segments.flatMap(({ channel, acceptedAtMs, wrappedAtMs }) =>
			channel === 'voice' && acceptedAtMs !== null && wrappedAtMs !== null
				? [wrappedAtMs - acceptedAtMs]
				: []
		);
		const meanMs = calls.reduce((sum, ms) => sum + ms, 0) / calls.length;
		expect(meanMs).toBeGreaterThan(180_000);
		expect(meanMs).toBeLessThan(360_000);
	});
});

const anyDate = fc.integer({ min: 0, max: 800 }).map((days) => shiftDate('2025-06-01', days));
const anySeed = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const anyZone = fc.constantFrom(
	MADRID,
	'America/Bogota',
	'Asia/Kolkata',
	'Pacific/Auckland',
	'UTC'
);

describe('any day of any seed', () => {
	test('is in order, legal from beginning to end, and never silent for a minute', () => {
		fc.assert(
			fc.property(anySeed, anyDate, anyZone, (seed, date, zone) => {
				const events = simulate(date, seed, zone);
				const { startMs, endMs } = localDay(date, zone);
				expect(follow(events).faults).toEqual([]);
				expect(events[0]?.atMs).toBeGreaterThanOrEqual(startMs);
				expect(longestGapMs(events, startMs, endMs)).toBeLessThanOrEqual(60_000);
			}),
			{ numRuns: 8 }
		);
	}, 60_000);
});

describe('days on which the clock changes', () => {
	test.each([
		['2026-03-29', MADRID, 23],
		['2026-10-25', MADRID, 25],
		['2026-04-24', 'Africa/Cairo', 23],
		['2026-03-08', 'America/New_York', 23],
		['2026-04-05', 'Australia/Lord_Howe', 24.5]
	])('%s in %s has %d hours and is worked through', (date, zone, hours) => {
		const day = localDay(date, zone);
		expect((day.endMs - day.startMs) / HOUR_MS).toBe(hours);
		const events = simulate(date, 'demo', zone);
		expect(follow(events).faults).toEqual([]);
		expect(longestGapMs(events, day.startMs, day.endMs)).toBeLessThanOrEqual(60_000);
	});
});
