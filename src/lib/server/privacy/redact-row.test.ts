import { describe, expect, test } from 'vitest';
import { splitTexts } from '../events/texts.ts';
import type { FoundEvent } from './customer-search.ts';
import { namesCustomer, redactRow } from './redact-row.ts';

const AT_MS = Date.UTC(2026, 10, 20, 12);

const found = (
	name: 'interaction.created' | 'interaction.message' | 'interaction.accepted' | null,
	data: Record<string, unknown>,
	more: Partial<FoundEvent> = {}
): FoundEvent => ({
	id: 'e',
	source: '//s',
	type: name === null ? 'vendor.thing' : `atalaya.${name}.v1`,
	name: name ?? '',
	subject: 'i',
	attributes: '{"time":"2026-11-20T12:00:00Z","sequence":7,"caller":"ana"}',
	...splitTexts(name, data),
	isStray: 0,
	placementHourS: AT_MS / 1000,
	occurredAtMs: AT_MS,
	receivedAtMs: AT_MS + 5,
	sequence: '7',
	rank: 1,
	fromFuture: 0,
	customer: typeof data['customer'] === 'string' ? data['customer'] : '',
	sentiment: null,
	sentimentBy: '',
	sentimentLanguage: '',
	textLanguage: '',
	hasWords: 0,
	...more
});

describe('the row of an erased customer', () => {
	test('keeps its place and everything that numbers come from', () => {
		const data = { channel: 'chat', customer: 'ana', queue: 'sales', topic: 'debts of ana' };
		expect(redactRow(found('interaction.created', data), 'erasure-1')).toMatchObject({
			subject: 'i',
			event_id: 'e',
			source: '//s',
			placement_hour: '2026-11-20T12:00:00.000Z',
			occurred_at: '2026-11-20T12:00:00.000Z',
			received_at: '2026-11-20T12:00:00.005Z',
			sequence: '7',
			channel: 'chat',
			queue: 'sales',
			customer: '',
			topic: '',
			data: '{"channel":"chat","queue":"sales"}',
			texts: '',
			attributes: '{"time":"2026-11-20T12:00:00Z","sequence":7}',
			batch_id: 'erasure-1'
		});
	});

	test('is not written again when there is nothing to take out', () => {
		const attributes = '{"time":"2026-11-20T12:00:00Z"}';
		const accepted = found('interaction.accepted', { agent: 'a' }, { attributes });
		expect(redactRow(accepted, 'b')).toBeNull();
		const message = found('interaction.message', { author: 'agent', text: 'hi' }, { attributes });
		const row = redactRow(message, 'b');
		expect(row).toMatchObject({ texts: '', data: '{"author":"agent"}' });
	});

	test('whose column names a customer that its data does not is written again', () => {
		const attributes = '{"time":"2026-11-20T12:00:00Z"}';
		const odd = found('interaction.accepted', { agent: 'a' }, { attributes, customer: 'ana' });
		expect(redactRow(odd, 'b')).toMatchObject({ customer: '' });
	});

	test('keeps how it sounded and not the words that said so', () => {
		const tone = {
			sentiment: -620,
			sentimentBy: 'atalaya-1',
			sentimentLanguage: 'es',
			hasWords: 1
		};
		const texts = { author: 'customer', text: 'un desastre' };
		const expected = {
			texts: '',
			sentiment: -620,
			sentiment_by: 'atalaya-1',
			sentiment_language: 'es',
			sentiment_words: ''
		};
		expect(redactRow(found('interaction.message', texts, tone), 'b')).toMatchObject(expected);
	});

	test('whose text has expired and whose words have not is written again', () => {
		const attributes = '{"time":"2026-11-20T12:00:00Z"}';
		const tone = { attributes, sentiment: 500, hasWords: 1 };
		const row = redactRow(found('interaction.message', { author: 'customer' }, tone), 'b');
		expect(row).toMatchObject({ sentiment: 500, sentiment_words: '' });
	});

	test('of an unknown type is emptied', () => {
		expect(redactRow(found(null, { who: 'ana', note: { deep: 'x' } }), 'b')).toMatchObject({
			name: '',
			data: '{}'
		});
	});
});

describe('whether an event names a customer', () => {
	const event = (type: string, data: object, more: object = {}) => ({
		specversion: '1.0',
		id: 'e',
		source: '//s',
		type,
		subject: 'i',
		time: '2026-11-20T12:00:00Z',
		data,
		...more
	});

	test.each([
		[
			'as a value that redaction takes out',
			event('atalaya.interaction.created.v1', { channel: 'chat', labels: { a: '17' } }),
			true
		],
		['as the name of a field', event('vendor.x', { '17': true }), true],
		['deep in an unknown type', event('vendor.x', { list: [{ who: '17' }] }), true],
		[
			'in an extension',
			event('atalaya.agent.state.v1', { state: 'break' }, { caller: '17' }),
			true
		],
		[
			'as an agent of the same id',
			event('atalaya.interaction.accepted.v1', { agent: '17' }),
			false
		],
		[
			'as a queue and a subject',
			event('atalaya.interaction.queued.v1', { queue: '17' }, { subject: '17' }),
			false
		],
		['as a part of a longer value', event('vendor.x', { who: '170' }), false]
	])('%s: %j', (_how, given, expected) => {
		expect(namesCustomer(given, '17')).toBe(expected);
	});
});
