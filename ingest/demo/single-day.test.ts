import { describe, expect, test } from 'vitest';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { simulateDay } from './simulate-day.ts';
import { singleDay } from './single-day.ts';

const SIMULATED = { seed: 'demo', date: '2026-09-01', zone: 'Europe/Madrid' };
const MIDNIGHT_AFTER = Date.parse('2026-09-02T00:00:00+02:00');

describe('singleDay', () => {
	const whole = new Map([...simulateDay(SIMULATED)].map((timed) => [timed.event.id, timed]));
	const single = [...singleDay(SIMULATED)];
	const of = (name: EventName) => single.filter(({ event }) => event.type === fullTypeOf(name));

	test('plans nobody beyond the day', () => {
		const ends = of('schedule.shift').map(({ event }) => (event.data as { end: string }).end);
		expect(ends.length).toBeGreaterThan(20);
		expect(ends.filter((end) => Date.parse(end) > MIDNIGHT_AFTER)).toEqual([]);
	});

	test('leaves nobody at work', () => {
		const states = new Map<string, unknown>();
		for (const { event } of of('agent.state'))
			states.set(event.subject, (event.data as { state: string }).state);
		expect([...new Set(states.values())]).toEqual(['offline']);
	});

	test('says all else as the day itself would', () => {
		const known = single.filter(({ event }) => whole.has(event.id));
		for (const timed of known) expect(timed).toEqual(whole.get(timed.event.id));
		const added = single.filter(({ event }) => !whole.has(event.id));
		expect(new Set(added.map(({ event }) => event.type))).toEqual(
			new Set([fullTypeOf('agent.state')])
		);
		const isContact = (type: string): boolean => type.includes('interaction.');
		expect(known.filter(({ event }) => isContact(event.type)).length).toBe(
			[...whole.values()].filter(({ event }) => isContact(event.type)).length
		);
	});
});
