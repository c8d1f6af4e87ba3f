import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventName } from '../events/event-types.ts';
import { parseEvent } from '../events/parse-event.ts';
import { maskEvent } from './mask-event.ts';
import { ALL_KINDS, NO_KINDS } from './masking.ts';
import { PERSONAL_FIELDS } from './personal-fields.ts';
import type { FieldTreatment } from './personal-fields.ts';
import { SAMPLE_DATA, SAMPLE_NAMES, SAMPLE_NOW_MS, sampleEvent } from './testing/sample-data.ts';

const CARD = '4111 1111 1111 1111';
const EVERYTHING = `${CARD}, ES91 2100 0418 4502 0005 1332, ana@example.com, +34 612 345 678, 12345678Z`;
const ALL_MARKS = '[card *1111], [iban], [mail], [phone], [id]';
const options = { nowMs: SAMPLE_NOW_MS, backfill: false };
const masked = (event: Record<string, unknown>) => maskEvent(event, ALL_KINDS);

/** The sample with a text in every field that a person types into. */
function written(name: EventName, text: string): Record<string, unknown> {
	const fill = (value: unknown, treatment: FieldTreatment): unknown => {
		if (treatment === 'text' || treatment === 'word') return text;
		if (typeof treatment === 'string' || 'items' in treatment) return value;
		if ('values' in treatment) return { [text]: text };
		return fillAll(value as object, treatment.fields);
	};
	const fillAll = (data: object, treatments: Readonly<Record<string, FieldTreatment>>) =>
		Object.fromEntries(
			Object.entries(data).map(([field, value]) => [
				field,
				fill(value, treatments[field] ?? 'structure')
			])
		);
	return fillAll(SAMPLE_DATA[name], PERSONAL_FIELDS[name]);
}

describe('masking an event', () => {
	test.each(SAMPLE_NAMES)('%s: every text is masked, everything else stays', (name) => {
		// A reason of a decline has 60 characters at most.
		const [text, marks] =
			name === 'interaction.declined' ? [CARD, '[card *1111]'] : [EVERYTHING, ALL_MARKS];
		const event = sampleEvent(name, written(name, text));
		expect(parseEvent(event, options).ok).toBe(true);
		expect(masked(event)).toEqual(sampleEvent(name, written(name, marks)));
		expect(parseEvent(masked(event), options).ok).toBe(true);
	});

	test.each(SAMPLE_NAMES)('%s without personal data stays the very same object', (name) => {
		const event = sampleEvent(
			name,
			name === 'interaction.transferred' ? { to: { queue: 'sales' } } : undefined
		);
		expect(masked(event)).toBe(event);
	});

	test('with every kind switched off nothing changes', () => {
		const event = sampleEvent('interaction.message', { author: 'customer', text: EVERYTHING });
		expect(maskEvent(event, NO_KINDS)).toBe(event);
	});

	test('ids and names stay, whatever they look like', () => {
		const id = '4111111111111111';
		const event = sampleEvent(
			'interaction.created',
			{ channel: 'voice', queue: id, customer: 'ana@example.com' },
			{ id, subject: id, source: id, sequence: id }
		);
		expect(masked(event)).toBe(event);
		const mention = sampleEvent('mention.captured', {
			...SAMPLE_DATA['mention.captured'],
			author: '+34612345678',
			url: 'https://social.example/612345678'
		});
		expect(masked(mention)).toBe(mention);
	});

	test('a customer who is wholly a card is masked, the same one always in the same way', () => {
		const customerOf = (customer: string) =>
			(masked(sampleEvent('interaction.queued', { queue: 'sales', customer }))['data'] as object)[
				'customer' as never
			];
		expect(customerOf('4111111111111111')).toBe('[card *1111]');
		expect(customerOf('4111-1111-1111-1111')).toBe('[card *1111]');
		for (const id of [
			'+34612345678',
			'12345678Z',
			'ES9121000418450200051332',
			'c-4111111111111111'
		])
			expect(customerOf(id)).toBe(id);
		const mention = { ...SAMPLE_DATA['mention.captured'], author: '4111111111111111' };
		const event = masked(sampleEvent('mention.captured', mention));
		expect(event['data']).toEqual({ ...mention, author: '[card *1111]' });
	});

	test('a card that comes as a number where the schema wants one leaves 0', () => {
		const created = { channel: 'voice', value: 4111111111111111 };
		const event = masked(sampleEvent('interaction.created', created));
		expect(event['data']).toEqual({ channel: 'voice', value: 0 });
		expect(parseEvent(event, options).ok).toBe(true);
		const answered = { kind: 'csat', score: -4111111111111111, scaleMax: 5 };
		const survey = masked(sampleEvent('survey.answered', answered));
		expect(survey['data']).toEqual({ ...answered, score: 0 });
		expect(parseEvent(survey, options).ok).toBe(true);
		const rich = sampleEvent('interaction.created', { channel: 'voice', value: 4111111111111112 });
		expect(masked(rich)).toBe(rich);
	});

	test('our own numbers and inboxes stay in "entry", a card does not', () => {
		const entryOf = (entry: string) =>
			(
				masked(sampleEvent('interaction.created', { channel: 'voice', entry }))['data'] as {
					entry: string;
				}
			).entry;
		expect(entryOf('+34 912 345 678')).toBe('+34 912 345 678');
		expect(entryOf('help@example.com')).toBe('help@example.com');
		expect(entryOf(`IVR ${CARD}`)).toBe('IVR [card *1111]');
	});

	test('a number outside is masked in a transfer, a queue is not', () => {
		const dataOf = (to: object) => masked(sampleEvent('interaction.transferred', { to }))['data'];
		expect(dataOf({ external: '+34 912 345 678' })).toEqual({ to: { external: '[phone]' } });
		expect(dataOf({ queue: '912 345 678' })).toEqual({ to: { queue: '912 345 678' } });
		expect(dataOf({ agent: 'a', queue: { note: CARD } })).toEqual({
			to: { agent: 'a', queue: { note: '[card *1111]' } }
		});
		// Of a transfer to an agent the other fields are of any shape.
		expect(dataOf({ agent: 'a', external: [CARD], queue: [4111111111111111] })).toEqual({
			to: { agent: 'a', external: ['[card *1111]'], queue: [0] }
		});
	});

	test('unknown fields: an id survives unless it is wholly a card, an account or a document, all else is prose', () => {
		const data = {
			queue: 'sales',
			note: `llamar a ana@example.com`,
			pan: '4111111111111111',
			dashed: '4111-1111-1111-1111',
			number: 4111111111111111,
			account: 'ES9121000418450200051332',
			mail: 'ana@example.com',
			session: 'call-4111111111111111-1',
			callId: '1790000000.4711',
			epoch: 1_790_000_000_123,
			ratio: 0.25,
			link: 'https://crm.example/?mail=ana@example.com',
			url: 'https://pay.example/?pan=4111111111111111&dni=12345678Z',
			iban: 'cuenta=ES9121000418450200051332',
			phone: '+34600111222',
			dni: '12345678Z',
			deep: [{ list: ['612 345 678', 'plain'], 'ana@example.com': true }]
		};
		expect(masked(sampleEvent('interaction.queued', data))['data']).toEqual({
			...data,
			note: 'llamar a [mail]',
			pan: '[card *1111]',
			dashed: '[card *1111]',
			number: '[card *1111]',
			account: '[iban]',
			mail: '[mail]',
			link: 'https://crm.example/?mail=[mail]',
			url: 'https://pay.example/?pan=[card *1111]&dni=[id]',
			iban: 'cuenta=[iban]',
			phone: '[phone]',
			dni: '[id]',
			deep: [{ list: ['[phone]', 'plain'], '[mail]': true }]
		});
	});

	test('unknown types and extension attributes go by the same rule', () => {
		const event = {
			...sampleEvent('survey.sent', { note: EVERYTHING, subject: 'x-1' }),
			type: 'com.vendor.thing',
			caller: 'Ana, 612 345 678',
			clid: '4111111111111111',
			callerid: '+34600111222',
			raw: '{"pan":"4111111111111111","mail":"ana@example.com"}',
			traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
			dataschema: { any: CARD }
		};
		expect(masked(event)).toEqual({
			...event,
			data: { note: ALL_MARKS, subject: 'x-1' },
			caller: 'Ana, [phone]',
			clid: '[card *1111]',
			callerid: '[phone]',
			raw: '{"pan":"[card *1111]","mail":"[mail]"}',
			dataschema: { any: '[card *1111]' }
		});
	});

	test('a card as the name of an attribute or of a field goes too, and the event stays valid', () => {
		const event = sampleEvent(
			'interaction.queued',
			{ queue: 'sales', [CARD]: 1, ['__proto__']: CARD },
			{ '4111111111111111': 'x' }
		);
		const result = masked(event);
		expect(JSON.stringify(result)).not.toMatch(/4111\s?1111\s?1111/);
		expect(result['card1111']).toBe('x');
		expect(parseEvent(result, options).ok).toBe(true);
		expect(Object.getPrototypeOf(result['data'])).toBe(Object.prototype);
	});

	test('an attribute named like a document does not become the id of the event', () => {
		const event = sampleEvent('survey.sent', undefined, { '12345678z': 'another' });
		const result = masked(event);
		expect(result['id']).toBe(event['id']);
		expect(result['maskedid']).toBe('another');
		expect(Object.keys(result)).not.toContain('12345678z');
	});

	test('twice is once, and what was valid stays valid', () => {
		const text = fc.oneof(
			fc.constantFrom(EVERYTHING, CARD, '4111111111111111', 'ana@example.com', '+34612345678'),
			fc.constantFrom('12345678Z', 'pan=4111111111111111', '{"mail":"ana@example.com"}'),
			fc.string()
		);
		const anything = fc.letrec((tie) => ({
			value: fc.oneof(
				text,
				fc.double(),
				fc.array(tie('value'), { maxLength: 3 }),
				fc.dictionary(text, tie('value'), { maxKeys: 3 })
			)
		})).value;
		fc.assert(
			fc.property(fc.constantFrom(...SAMPLE_NAMES), fc.dictionary(text, anything), (name, more) => {
				const event = sampleEvent(name, { ...more, ...SAMPLE_DATA[name] });
				const once = masked(event);
				expect(masked(once)).toEqual(once);
				expect(parseEvent(once, options).ok).toBe(parseEvent(event, options).ok);
			})
		);
	});
});
