import { describe, expect, test } from 'vitest';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import {
	SAMPLE_NAMES,
	SAMPLE_NOW_MS,
	sampleEvent
} from '#lib/domain/privacy/testing/sample-data.ts';
import { eventRow } from '#lib/server/events/event-row.ts';
import { namedBy, outside } from './territory.ts';

const territory = { queues: new Set(['sales', 'support']), teams: new Set(['team-1']) };

function event(name: EventName, data?: object, subject = 'subject-1'): DomainEvent {
	const parsed = parseEvent(sampleEvent(name, data, { subject }), {
		nowMs: SAMPLE_NOW_MS,
		backfill: false
	});
	if (!parsed.ok) throw new Error(parsed.error.message);
	return parsed.event;
}

describe('what an event names', () => {
	test.each(SAMPLE_NAMES)('of %s is every queue and team of its row in the database', (name) => {
		const data = name === 'interaction.transferred' ? { to: { queue: 'sales' } } : undefined;
		const sample = event(name, data);
		const { queue, queues, team } = eventRow(sample, {
			receivedAtMs: 0,
			batchId: '',
			placementHourMs: 0
		});
		const stored = [queue, ...queues, team].filter((id) => id !== '');
		expect(
			namedBy(sample)
				.map(({ id }) => id)
				.sort()
		).toEqual(stored.sort());
	});

	test('is a queue beside the agent of a transfer as well', () => {
		const beside = event('interaction.transferred', { to: { agent: 'a', queue: 'theirs' } });
		expect(outside(beside, territory)).toMatchObject({ field: '/data/to/queue' });
		const other = event('interaction.transferred', { to: { agent: 'a', queue: { id: 'x' } } });
		expect(namedBy(other)).toEqual([]);
	});
});

describe('outside the territory', () => {
	test.each<[EventName, object, string]>([
		['interaction.created', { channel: 'voice', queue: 'theirs' }, '/data/queue'],
		['interaction.queued', { queue: 'theirs' }, '/data/queue'],
		['interaction.transferred', { to: { queue: 'theirs' } }, '/data/to/queue'],
		['agent.state', { state: 'break', queues: ['sales', 'theirs'] }, '/data/queues/1'],
		['agent.state', { state: 'break', team: 'theirs' }, '/data/team'],
		['reference.agent', { team: 'theirs' }, '/data/team'],
		['reference.queue', { name: 'x' }, '/subject']
	])('is what %s names with %j', (name, data, field) => {
		expect(outside(event(name, data), territory)).toMatchObject({ field });
	});

	test('is nothing of what belongs to it, nor of what names no queue and no team', () => {
		const inside: DomainEvent[] = [
			event('interaction.created', { channel: 'voice', queue: 'sales' }),
			event('interaction.created', { channel: 'voice' }),
			event('agent.state', { state: 'break', team: 'team-1', queues: ['sales', 'support'] }),
			event('reference.queue', { name: 'x' }, 'sales'),
			event('reference.agent', { name: 'x' }),
			event('interaction.message')
		];
		for (const each of inside) expect(outside(each, territory)).toBeNull();
	});

	test('is everything for a team without queues, also what is nobody’s', () => {
		const nothing = { queues: new Set<string>(), teams: new Set<string>() };
		expect(outside(event('interaction.queued', { queue: 'new' }), nothing)).not.toBeNull();
	});
});

describe('what the product tells of its own evaluations', () => {
	test.each(SAMPLE_NAMES.filter((name) => name.startsWith('evaluation.')))(
		'%s is not for the token of a team, whatever it names',
		(name) => {
			expect(outside(event(name), territory)).toMatchObject({ field: '/type' });
		}
	);
});
