import { describe, expect, test } from 'vitest';
import type { TimedEvent } from './event-sheet.ts';
import { HOUR_MS, localDay, shiftDate } from './local-day.ts';
import { simulateDay } from './simulate-day.ts';
import { follow } from './testing/lifecycle.ts';
import { timeline } from './timeline.ts';

const MADRID = 'Europe/Madrid';

function until(endMs: number, date: string, zone = MADRID): TimedEvent[] {
	const events: TimedEvent[] = [];
	for (const timed of timeline({ seed: 'demo', date, zone })) {
		if (timed.atMs >= endMs) break;
		events.push(timed);
	}
	return events;
}

describe('timeline', () => {
	test.each([
		['ordinary days', '2026-11-17', MADRID],
		['a day of 23 hours', '2026-03-28', MADRID],
		['a day of 25 hours', '2026-10-24', MADRID],
		['a day without a midnight', '2026-04-23', 'Africa/Cairo']
	])('goes through midnights without a break: %s', (_why, date, zone) => {
		const last = localDay(shiftDate(date, 2), zone);
		const events = until(last.endMs + 3 * HOUR_MS, date, zone);
		const { faults, agents } = follow(events);
		// What is open when the reading ends is no fault, nor what was before it began.
		expect(
			faults.filter((fault) => !/waits for ever|never wrapped|stays on hold|is unknown/.test(fault))
		).toEqual([]);
		expect(agents.size).toBe(60);
	});

	test('begins with the contacts that are open at its midnight, whole', () => {
		const day = localDay('2026-11-18', MADRID);
		const events = until(day.startMs + 6 * HOUR_MS, '2026-11-18');
		const early = events.filter(({ atMs }) => atMs < day.startMs);
		expect(early.length).toBeGreaterThan(0);
		expect(follow(events).faults.filter((fault) => fault.includes('before it is'))).toEqual([]);
	});

	test('sends exactly the events of the days', () => {
		const dates = ['2026-11-17', '2026-11-18'];
		const days = dates.flatMap((date) => [...simulateDay({ seed: 'demo', date, zone: MADRID })]);
		const expected = days.map(({ event }) => event.id).sort();
		const sent = until(localDay('2026-11-20', MADRID).startMs, '2026-11-17')
			.map(({ event }) => event.id)
			.filter((id) => /-2026111[78]-/.test(id))
			.sort();
		expect(sent).toEqual(expected);
	});
});
