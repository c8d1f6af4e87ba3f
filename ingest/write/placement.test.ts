import { describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { packHours, unpackHours } from './batch.ts';
import { Placements, placementHourOf } from './placement.ts';

const HOUR_MS = 3_600_000;
const BASE_MS = Date.UTC(2026, 10, 20, 10);

function event(subject: string, hour: number, name = 'interaction.created'): DomainEvent {
	const data = { 'interaction.created': { channel: 'voice' }, 'agent.state': { state: 'break' } }[
		name
	];
	const parsed = parseEvent(
		{
			specversion: '1.0',
			id: `${subject}-${hour}`,
			source: '//s',
			type: `atalaya.${name}.v1`,
			subject,
			time: new Date(BASE_MS + hour * HOUR_MS + 60_000).toISOString(),
			data: data ?? {}
		},
		{ nowMs: BASE_MS, backfill: true }
	);
	if (!parsed.ok) throw new Error(parsed.error.message);
	return parsed.event;
}

/** A database that answers from a map and remembers what it was asked. */
function database(known: Record<string, number> = {}) {
	const asked: string[][] = [];
	const clock = { nowMs: 0 };
	const placements = new Placements(
		(subjects) => {
			asked.push([...subjects]);
			return Promise.resolve(
				new Map(subjects.flatMap((s) => (s in known ? [[s, known[s] ?? 0]] : [])))
			);
		},
		() => clock.nowMs
	);
	return { placements, asked, clock, known };
}

describe('placement', () => {
	test('an interaction has the hour of the first of its events to arrive, for all of them', async () => {
		const { placements, asked } = database();
		const hours = await placements.place([
			event('i', 2),
			event('i', 0),
			event('j', 5),
			event('i', 9)
		]);
		expect(hours).toEqual([2, 2, 5, 2].map((hour) => BASE_MS + hour * HOUR_MS));
		expect(await placements.place([event('i', 20)])).toEqual([BASE_MS + 2 * HOUR_MS]);
		expect(asked).toEqual([['i', 'j']]);
	});

	test('other events have their own hour and nobody is asked', async () => {
		const { placements, asked } = database();
		const hours = await placements.place([
			event('a', 1, 'agent.state'),
			event('a', 3, 'agent.state')
		]);
		expect(hours).toEqual([1, 3].map((hour) => BASE_MS + hour * HOUR_MS));
		expect(asked).toEqual([]);
	});

	test('what the database knows goes before what just arrived', async () => {
		const { placements } = database({ i: BASE_MS - HOUR_MS });
		expect(await placements.place([event('i', 4)])).toEqual([BASE_MS - HOUR_MS]);
	});

	test('when the database cannot be asked nothing is given', async () => {
		let fails = true;
		const placements = new Placements(
			() => (fails ? Promise.reject(new Error('away')) : Promise.resolve(new Map([['i', 0]]))),
			() => 0
		);
		await expect(placements.place([event('i', 4)])).rejects.toThrow('away');
		fails = false;
		expect(await placements.place([event('i', 4)])).toEqual([0]);
	});

	test('an hour given here is checked once, and the earlier of two wins', async () => {
		const { placements, asked, clock, known } = database();
		await placements.place([event('i', 4)]);
		known['i'] = BASE_MS + HOUR_MS;
		clock.nowMs = 6000;
		expect(await placements.place([event('i', 5)])).toEqual([BASE_MS + HOUR_MS]);
		clock.nowMs = 60_000;
		await placements.place([event('i', 5)]);
		expect(asked).toHaveLength(2);
	});

	test('hours of a batch read back as they were packed', () => {
		const hours = [1, 1, 1, 7, 7, 1].map((n) => n * HOUR_MS);
		expect(packHours(hours)).toEqual([
			[HOUR_MS, 3],
			[7 * HOUR_MS, 2],
			[HOUR_MS, 1]
		]);
		expect(unpackHours(packHours(hours))).toEqual(hours);
	});

	test('the placement hour of an interaction is the quarter in which it began', () => {
		const minutes = (count: number): number => BASE_MS + count * 60_000;
		expect([0, 14.99, 15, 59].map((count) => placementHourOf(minutes(count)))).toEqual(
			[0, 0, 15, 45].map(minutes)
		);
	});
});
