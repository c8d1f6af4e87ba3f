import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeTexts, splitTexts } from './texts.ts';

describe('the texts of an event', () => {
	test.each([
		[
			'interaction.message',
			{ author: 'customer', text: 'hola', segment: 2 },
			{ author: 'customer', segment: 2 },
			{ text: 'hola' }
		],
		['survey.answered', { score: 4, comment: 'bien' }, { score: 4 }, { comment: 'bien' }],
		['mention.captured', { author: 'a', text: 't' }, { author: 'a' }, { text: 't' }],
		['transcript.segment', { index: 1, text: 't' }, { index: 1 }, { text: 't' }]
	] as const)('of %s are taken out of its data', (name, data, rest, texts) => {
		const split = splitTexts(name, data);
		expect(JSON.parse(split.data)).toEqual(rest);
		expect(JSON.parse(split.texts)).toEqual(texts);
	});

	test.each([
		['interaction.wrapped', { agent: 'a', topic: 'text', text: 'unknown here' }],
		['mention.captured', { author: 'erased', text: '' }],
		[null, { text: 'of an unknown type' }]
	] as const)('of %s %j stay in its data', (name, data) => {
		expect(splitTexts(name, data)).toEqual({ data: JSON.stringify(data), texts: '' });
	});

	test('are put back as they were, whatever else is there', () => {
		const names = fc.constantFrom('interaction.message', 'mention.captured', null);
		const fields = fc.oneof(fc.string(), fc.constantFrom('text', '__proto__', 'constructor'));
		fc.assert(
			fc.property(names, fc.dictionary(fields, fc.jsonValue()), (name, value) => {
				const data = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
				const { data: rest, texts } = splitTexts(name, data);
				expect(mergeTexts(rest, texts)).toEqual(data);
			})
		);
	});

	test('that have expired leave the rest of the event', () => {
		const { data } = splitTexts('interaction.message', { author: 'agent', text: 'hola' });
		expect(mergeTexts(data, '')).toEqual({ author: 'agent' });
	});
});
