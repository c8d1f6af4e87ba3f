import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { eventRow, isOfInteraction } from './event-row.ts';
import type { EventRow } from './event-row.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const CONTEXT = { receivedAtMs: NOW_MS, batchId: 'batch', placementHourMs: NOW_MS };

function row(name: string, data: object, more: object = {}): EventRow {
	const raw = {
		specversion: '1.0',
		id: 'id',
		source: '//s',
		type: `atalaya.${name}.v1`,
		subject: 'subject',
		time: '2026-11-20T12:00:00.5+01:00',
		data,
		...more
	};
	const parsed = parseEvent(raw, { nowMs: NOW_MS, backfill: false });
	if (!parsed.ok) throw new Error(`${parsed.error.field}: ${parsed.error.message}`);
	return eventRow(parsed.event, CONTEXT);
}

describe('the row of an event', () => {
	test('has the columns of the table, instants in UTC with milliseconds', () => {
		expect(row('interaction.queued', { queue: 'q' }, { sequence: '7', region: 'es' })).toEqual({
			tenant: 'default',
			placement_hour: '2026-11-20T12:00:00.000Z',
			subject: 'subject',
			occurred_at: '2026-11-20T11:00:00.500Z',
			sequence: '7',
			type_rank: 2,
			source: '//s',
			event_id: 'id',
			name: 'interaction.queued',
			type: 'atalaya.interaction.queued.v1',
			segment: 1,
			queue: 'q',
			agent: '',
			channel: '',
			direction: '',
			customer: '',
			actor: '',
			state: '',
			reason: '',
			team: '',
			display_name: '',
			queues: [],
			resolved: -1,
			topic: '',
			disposition: '',
			data: '{"queue":"q"}',
			texts: '',
			sentiment: null,
			sentiment_by: '',
			sentiment_language: '',
			sentiment_words: '',
			text_language: '',
			attributes: '{"time":"2026-11-20T12:00:00.5+01:00","sequence":"7","region":"es"}',
			from_future: 0,
			received_at: '2026-11-20T12:00:00.000Z',
			batch_id: 'batch'
		});
	});

	test.each<[string, object, Partial<EventRow>]>([
		[
			'interaction.created',
			{ channel: 'chat', direction: 'outbound', customer: 'c', queue: 'q', topic: 't' },
			{ segment: 0, channel: 'chat', direction: 'outbound', customer: 'c', queue: 'q', topic: 't' }
		],
		[
			'interaction.queued',
			{ queue: 'q', segment: 3, channel: 'sms', customer: 'c' },
			{ segment: 3, queue: 'q', channel: 'sms', customer: 'c' }
		],
		['interaction.offered', { agent: 'a' }, { segment: 1, agent: 'a' }],
		[
			'interaction.declined',
			{ agent: 'a', reason: 'no_answer' },
			{ segment: 1, agent: 'a', reason: 'no_answer' }
		],
		['interaction.message', { author: 'bot' }, { segment: 1, actor: 'bot', agent: '' }],
		[
			'interaction.transferred',
			{ to: { queue: 'q2' }, agent: 'a', segment: 2 },
			{ segment: 2, queue: 'q2', agent: 'a' }
		],
		[
			'interaction.transferred',
			{ to: { agent: 'b', queue: 5 } },
			{ segment: 1, queue: '', agent: '' }
		],
		['interaction.ended', { by: 'customer' }, { segment: 1, actor: 'customer' }],
		[
			'interaction.wrapped',
			{ agent: 'a', resolved: false, disposition: 'd', topic: 't' },
			{ segment: 1, resolved: 0, disposition: 'd', topic: 't' }
		],
		['interaction.wrapped', { agent: 'a', resolved: true }, { resolved: 1 }],
		['interaction.reopened', {}, { segment: 0, resolved: -1 }],
		[
			'agent.state',
			{ state: 'break', reason: 'r', team: 't', name: 'n', queues: ['q'] },
			{ agent: 'subject', state: 'break', reason: 'r', team: 't', display_name: 'n', queues: ['q'] }
		],
		[
			'reference.queue',
			{ name: 'Sales', channel: 'voice' },
			{ queue: 'subject', display_name: 'Sales', channel: 'voice' }
		],
		[
			'reference.agent',
			{ name: 'Ana', team: 't' },
			{ agent: 'subject', display_name: 'Ana', team: 't' }
		],
		[
			'recording.available',
			{ media: 'audio', path: '/x', startedAt: '2026-11-20T10:00:00Z', durationMs: 5, segment: 2 },
			{ segment: 2 }
		],
		['survey.answered', { kind: 'csat', score: 5, customer: 'c' }, { segment: 0, customer: 'c' }],
		['mention.captured', { network: 'x', author: 'c', text: 'hi' }, { customer: 'c' }],
		['mention.captured', { network: 'x', author: 'erased', text: '' }, { customer: '' }],
		[
			'interaction.message',
			{ author: 'customer', text: 'hola', note: 'n' },
			{ data: '{"author":"customer","note":"n"}', texts: '{"text":"hola"}', sentiment: 0 }
		]
	])('%s %j', (name, data, expected) => {
		expect(row(name, data)).toMatchObject(expected);
	});

	test('takes unknown fields into data and into no column', () => {
		const made = row('interaction.ended', { channel: 7, queue: 'forged', x: [1] });
		expect(made).toMatchObject({
			channel: '',
			queue: '',
			data: '{"channel":7,"queue":"forged","x":[1]}'
		});
	});

	test('of an unknown type is raw', () => {
		const made = row('something.else', { queue: 'q', agent: 'a' });
		expect(made).toMatchObject({
			name: '',
			type_rank: 99,
			queue: '',
			agent: '',
			data: '{"queue":"q","agent":"a"}'
		});
	});

	test('is the same when the event is read back from its own JSON', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.string(), (value, text) => {
				const data = { channel: 'voice', value: undefined, extra: value, note: text };
				const first = row('interaction.created', data);
				const again = row('interaction.created', JSON.parse(JSON.stringify(data)) as object);
				expect(JSON.stringify(again)).toBe(JSON.stringify(first));
			})
		);
	});
});

describe('events that lie with their interaction', () => {
	test.each([
		['interaction.created', true],
		['recording.available', true],
		['transcript.segment', true],
		['agent.state', false],
		['mention.captured', false],
		[null, false]
	] as const)('%s: %s', (name, expected) => {
		expect(isOfInteraction(name)).toBe(expected);
	});
});
