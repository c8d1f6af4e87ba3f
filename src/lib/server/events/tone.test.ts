import { describe, expect, test } from 'vitest';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import { SCORER } from '#lib/domain/sentiment/score-text.ts';
import type { SentimentWord } from '#lib/domain/sentiment/sentiment.ts';
import { MOST_WORDS, NO_TONE, toneColumns } from './tone.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);

function parse(data: object, name = 'interaction.message') {
	const raw = { specversion: '1.0', id: 'e', source: '//s', subject: 'i', data };
	const whole = { ...raw, type: `atalaya.${name}.v1`, time: '2026-11-20T12:00:00Z' };
	return parseEvent(whole, { nowMs: NOW_MS, backfill: false });
}

function tone(data: object, name?: string) {
	const parsed = parse(data, name);
	if (!parsed.ok) throw new Error(parsed.error.message);
	return toneColumns(parsed.event);
}
const customer = (text: string, more: object = {}) => ({ author: 'customer', text, ...more });

describe('the tone of an event', () => {
	test('is that of what a customer wrote, with the words and who scored', () => {
		const columns = tone(customer('El servicio es pésimo'));
		expect(columns).toMatchObject({ sentiment_by: SCORER, sentiment_language: 'es' });
		expect(columns.sentiment).toBeLessThan(0);
		const words = JSON.parse(columns.sentiment_words) as SentimentWord[];
		expect(words.map(({ word }) => word)).toContain('pésimo');
	});

	test.each([
		['an agent', { author: 'agent', agent: 'a', text: 'pésimo servicio' }],
		['a bot', { author: 'bot', text: 'pésimo servicio' }],
		['a customer without a text', { author: 'customer' }],
		['a customer with nothing to read', customer('???')],
		[
			'an agent whose provider scores agents',
			{ author: 'agent', text: 'hola', sentiment: { score: -1, by: 'vendor' } }
		]
	])('of %s is none', (_name, data) => {
		expect(tone(data)).toEqual(NO_TONE);
	});

	test('of what was said aloud is none', () => {
		const said = { index: 0, speaker: 'customer', startMs: 0, endMs: 9, text: 'pésimo servicio' };
		expect(tone(said, 'transcript.segment')).toEqual(NO_TONE);
	});

	test('of a neutral text is 0 and of one in another language is none', () => {
		expect(tone(customer('Mi número de pedido es este')).sentiment).toBe(0);
		expect(tone(customer('Ich möchte bitte meine neue Adresse angeben'))).toEqual(NO_TONE);
	});

	test('is that of the provider, under its name, where it sends one', () => {
		const sentiment = { score: 0.1236, by: 'vendor 7' };
		expect(tone(customer('pésimo', { sentiment, language: 'pt-BR' }))).toEqual({
			sentiment: 124,
			sentiment_by: 'vendor 7',
			sentiment_language: 'pt',
			sentiment_words: ''
		});
		expect(tone({ author: 'customer', sentiment })).toMatchObject({ sentiment: 124 });
	});

	test.each([
		[{ score: 1.01, by: 'v' }],
		[{ score: 0 }],
		[{ score: 0, by: 'atalaya-1' }],
		['positive']
	])(
		'sent as %j is a field nobody knows: the event is taken, and the text scored here',
		(sentiment) => {
			expect(parse(customer('gracias', { sentiment }))).toMatchObject({ ok: true });
			expect(tone(customer('gracias', { sentiment }))).toEqual(tone(customer('gracias')));
		}
	);

	test('keeps so many words of a long text, those that weigh most', () => {
		const text = `${'bien '.repeat(MOST_WORDS)} espantoso`;
		const words = JSON.parse(tone(customer(text)).sentiment_words) as SentimentWord[];
		expect(words).toHaveLength(MOST_WORDS);
		expect(words.at(-1)?.word).toBe('espantoso');
	});
});
