import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEvent } from '../events/parse-event.ts';
import { redactEvent } from './redact.ts';
import { SAMPLE_DATA, SAMPLE_NAMES, SAMPLE_NOW_MS, sampleEvent } from './testing/sample-data.ts';

const options = { nowMs: SAMPLE_NOW_MS, backfill: false };
const parses = (event: unknown) => parseEvent(event, options).ok;

describe('an event of an erased customer', () => {
	test.each(SAMPLE_NAMES)('%s with every field is valid before and after', (name) => {
		expect(parses(sampleEvent(name))).toBe(true);
		expect(parses(redactEvent(sampleEvent(name)))).toBe(true);
	});

	test.each(SAMPLE_NAMES)('%s with only what is required stays valid', (name) => {
		const kept = Object.entries(SAMPLE_DATA[name]).filter(([field]) => {
			const without = Object.fromEntries(
				Object.entries(SAMPLE_DATA[name]).filter(([other]) => other !== field)
			);
			return !parses(sampleEvent(name, without));
		});
		const event = sampleEvent(name, Object.fromEntries(kept));
		expect(parses(event)).toBe(true);
		expect(parses(redactEvent(event))).toBe(true);
	});

	test('a created interaction keeps where, how and how much, and loses who and what about', () => {
		expect(redactEvent(sampleEvent('interaction.created', undefined, { sequence: '7' }))).toEqual(
			sampleEvent(
				'interaction.created',
				{
					channel: 'voice',
					direction: 'inbound',
					queue: 'sales',
					language: 'es-ES',
					public: false,
					value: 12.5
				},
				{ sequence: '7' }
			)
		);
	});

	test.each([
		[
			'interaction.message',
			{
				author: 'customer',
				agent: 'agent-7',
				language: 'es',
				public: true,
				segment: 1,
				sentiment: { score: 0.25, by: 'vendor-7' }
			}
		],
		[
			'interaction.transferred',
			{ to: { external: 'erased' }, kind: 'cold', agent: 'agent-7', segment: 1 }
		],
		['interaction.wrapped', { agent: 'agent-7', segment: 2, resolved: true }],
		[
			'survey.answered',
			{ kind: 'csat', score: 4, scaleMin: 1, scaleMax: 5, interaction: 'interaction-1' }
		],
		[
			'mention.captured',
			{
				network: 'x',
				author: 'erased',
				text: '',
				followers: 120,
				brand: 'ours',
				language: 'es',
				replyTo: 'mention-0'
			}
		],
		['transcript.segment', { index: 3, speaker: 'customer', startMs: 1000, endMs: 4000, text: '' }]
	] as const)('%s is emptied', (name, data) => {
		expect(redactEvent(sampleEvent(name))['data']).toEqual(data);
	});

	test('the name of a recording goes, its length stays', () => {
		expect(redactEvent(sampleEvent('recording.available'))['data']).toMatchObject({
			path: 'erased',
			durationMs: 60_000
		});
	});

	test('a transfer to a queue or an agent stays, without what was written beside it', () => {
		const to = { queue: 'sales', note: 'call Juan back' };
		const event = sampleEvent('interaction.transferred', { to });
		expect(redactEvent(event)['data']).toEqual({ to: { queue: 'sales' } });
	});

	test('unknown fields, extensions and the data of unknown types go', () => {
		const known = sampleEvent(
			'interaction.queued',
			{ queue: 'sales', note: 'Juan', deep: [{ a: 'Juan' }] },
			{ caller: '612345678', sequence: 4, dataschema: { a: 'Juan' } }
		);
		expect(redactEvent(known)).toEqual(
			sampleEvent('interaction.queued', { queue: 'sales' }, { sequence: 4 })
		);
		const unknown = {
			...sampleEvent('survey.sent'),
			type: 'com.vendor.thing',
			data: { a: 'Juan' }
		};
		expect(redactEvent(unknown)['data']).toEqual({});
		expect(parses(redactEvent(unknown))).toBe(true);
	});

	test('nothing that is no event makes it fail, and twice is once', () => {
		const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 'erased'));
		fc.assert(
			fc.property(
				fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('id', 'data', '__proto__')), anything),
				fc.constantFrom(...SAMPLE_NAMES),
				fc.dictionary(fc.constantFrom('to', 'text', 'queue', 'activities', 'labels'), anything),
				(attributes, name, data) => {
					for (const event of [attributes, sampleEvent(name, data, attributes)]) {
						const once = redactEvent(event);
						expect(redactEvent(once)).toEqual(once);
					}
				}
			)
		);
	});
});
