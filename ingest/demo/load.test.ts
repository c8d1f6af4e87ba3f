import { describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { TimedEvent } from './event-sheet.ts';
import { contactEvents } from './load.ts';
import type { LoadOptions } from './load.ts';

const START_MS = Date.parse('2026-11-18T10:00:00Z');

function take(count: number, options: Partial<LoadOptions> = {}): TimedEvent[] {
	const events: TimedEvent[] = [];
	for (const timed of contactEvents({
		seed: 'bench',
		ratePerSecond: 1000,
		startMs: START_MS,
		...options
	})) {
		events.push(timed);
		if (events.length >= count) break;
	}
	return events;
}

describe('contactEvents', () => {
	const events = take(60_000);

	test('gives the rate that was asked for', () => {
		const seconds = (events.at(-1)?.atMs ?? 0) - START_MS;
		expect(seconds / 1000).toBeCloseTo(60, 1);
	});

	test('every event passes the schema of the contract', () => {
		const refused = events
			.map(({ event }) => parseEvent(event, { nowMs: START_MS + 60_000, backfill: false }))
			.filter((parsed) => !parsed.ok);
		expect(refused).toEqual([]);
	});

	test('is in order, without an id twice', () => {
		expect(events.every(({ atMs }, index) => atMs >= (events[index - 1]?.atMs ?? 0))).toBe(true);
		expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
	});

	test('contacts are whole: created, queued, answered and wrapped, or abandoned', () => {
		const stories = new Map<string, string[]>();
		for (const { event } of events) {
			const name = event.type.slice(8, -3);
			if (!name.startsWith('interaction.')) continue;
			stories.set(event.subject, [...(stories.get(event.subject) ?? []), name.slice(12)]);
		}
		const begun = [...stories.values()];
		expect(begun.every(([first]) => first === 'created')).toBe(true);
		const over = begun.filter((story) => ['wrapped', 'abandoned'].includes(story.at(-1) ?? ''));
		expect(over.length).toBeGreaterThan(1000);
		for (const story of over) {
			expect(
				story.filter((name) => !['held', 'resumed', 'message'].includes(name)).join(' ')
			).toMatch(/^created queued (abandoned|offered accepted ended wrapped)$/);
		}
	});

	test('an agent has one contact at a time', () => {
		const busy = new Set<string>();
		let twice = 0;
		for (const { event } of events) {
			const { agent } = event.data as { agent?: string };
			if (agent === undefined) continue;
			if (event.type.includes('.accepted.')) {
				if (busy.has(agent)) twice += 1;
				busy.add(agent);
			}
			if (event.type.includes('.wrapped.')) busy.delete(agent);
		}
		expect(twice).toBe(0);
	});

	test('takes instants from outside, and is the same for the same seed', () => {
		const instantOf = (index: number) => START_MS + index * 7;
		const some = take(100, { instantOf });
		expect(some.map(({ atMs }) => atMs)).toEqual(some.map((_, index) => instantOf(index)));
		expect(take(100, { instantOf })).toEqual(some);
		expect(take(100, { seed: 'other' })[0]?.event.id).not.toBe(take(100)[0]?.event.id);
	});
});
