import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { languageOf } from './language.ts';
import { scoreText, squash } from './score-text.ts';
import { REASONS, TONES, toneOf } from './sentiment.ts';
import type { Language } from './sentiment.ts';
import { classFigures, confusionOf, macroF1 } from './testing/labelled-text.ts';
import type { LabelledText } from './testing/labelled-text.ts';
import { SENTENCES_EN } from './testing/sentences-en.ts';
import { SENTENCES_ES } from './testing/sentences-es.ts';
import { SENTENCES_PT } from './testing/sentences-pt.ts';

const score = (text: string, said?: string): number =>
	scoreText(text, said).thousandths ?? Number.NaN;
const tone = (text: string) => toneOf(score(text) / 1000);
const wordsOf = (text: string, said?: string) =>
	scoreText(text, said).words.map(({ word }) => word);

describe('sentences of customers', () => {
	test.each<[Language, LabelledText]>([
		['es', SENTENCES_ES],
		['pt', SENTENCES_PT],
		['en', SENTENCES_EN]
	])('in %s are heard as a person hears them, by a macro-F1 of at least 0.70', (language, all) => {
		const labelled = TONES.flatMap((one) => all[one].map((text) => [one, text] as const));
		expect(labelled.length).toBeGreaterThanOrEqual(60);
		const confusion = confusionOf(labelled, tone);
		expect(macroF1(confusion)).toBeGreaterThanOrEqual(0.7);
		expect(classFigures(confusion, 0).recall).toBeGreaterThanOrEqual(0.75);
		for (const [, text] of labelled)
			expect([text, scoreText(text).language]).toEqual([text, language]);
	});
});

describe('a negation', () => {
	test.each([
		['es', 'Estoy contento', 'No estoy contento'],
		['es', 'Es un buen servicio', 'Nunca fue un buen servicio'],
		['pt', 'O atendimento é bom', 'O atendimento não é bom'],
		['pt', 'Gostei', 'Gostei não'],
		['en', 'The service is good', "The service isn't good"],
		['en', 'I am happy with it', 'I am not very happy with it']
	])('in %s turns "%s"', (language, plain, negated) => {
		expect(score(plain, language)).toBeGreaterThan(0);
		expect(score(negated, language)).toBeLessThan(0);
	});

	test('is told beside the word it turned, and adds nothing by itself', () => {
		expect(scoreText('No vive contento', 'es').words).toEqual([
			{ word: 'contento', start: 8, weight: -2250, why: ['negated'] }
		]);
	});

	test.each([
		['ends with its clause', 'No, gracias', 'es'],
		['ends at a but', 'No vino ayer pero hoy excelente', 'es'],
		['does not turn after "not only"', 'No solo rápido, no solo amable: excelente', 'es'],
		['does not turn after "not only"', 'Not only fast, excellent', 'en']
	])('%s: "%s"', (_rule, text, language) => {
		const { words } = scoreText(text, language);
		const last = words.at(-1);
		expect(last?.weight).toBeGreaterThan(0);
		expect(last?.why).not.toContain('negated');
	});

	test('of something bad is only half as good as something good', () => {
		const [turned, good] = [
			score('The film was not terrible', 'en'),
			score('The film was great', 'en')
		];
		expect(turned).toBeGreaterThan(0);
		expect(turned).toBeLessThan(good);
	});
});

describe('an idiom', () => {
	test.each([
		['es', 'Nada mal', 'positive'],
		['es', 'No está nada mal', 'positive'],
		['es', 'De puta madre', 'positive'],
		['es', 'No tengo queja', 'positive'],
		['es', 'Me toman el pelo', 'negative'],
		['es', 'Me han dejado tirada', 'negative'],
		['pt', 'Nada mau', 'positive'],
		['pt', 'Show de bola', 'positive'],
		['pt', 'Me deixaram na mão', 'negative'],
		['pt', 'Não há problema', 'positive'],
		['en', 'Not bad at all', 'positive'],
		['en', "Can't complain", 'positive'],
		['en', 'What a rip off', 'negative'],
		['en', 'It works like a charm', 'positive']
	] as const)('in %s counts as a whole: "%s" is %s', (language, text, expected) => {
		expect(toneOf(score(text, language) / 1000)).toBe(expected);
	});
});

describe('what comes after a but', () => {
	test.each([
		['es', 'El producto es bueno pero el servicio es horrible'],
		['es', 'El producto es bueno. Pero el servicio es horrible'],
		['pt', 'O produto é bom, mas o atendimento é horrível'],
		['en', 'The product is good but the service is horrible']
	])('in %s weighs more than what came before: "%s"', (language, text) => {
		const { words, thousandths } = scoreText(text, language);
		expect(thousandths).toBeLessThan(0);
		expect(words[0]?.why).toContain('before_but');
		expect(words.at(-1)?.why).toEqual(['after_but']);
	});
});

describe('how a word is written', () => {
	test.each([
		['an intensifier raises it', 'es', 'bueno', 'muy bueno'],
		['an intensifier after it raises it', 'pt', 'linda', 'linda demais'],
		['capitals raise it', 'en', 'terrible', 'TERRIBLE'],
		['drawn-out letters raise it', 'es', 'buenisimo', 'buenisimoooo'],
		['exclamation marks raise it', 'en', 'great', 'great!!!'],
		['a diminisher lowers it', 'es', 'poco amable', 'amable'],
		['a question lowers something good', 'en', 'great?', 'great']
	])('%s', (_rule, language, less, more) => {
		expect(Math.abs(score(more, language))).toBeGreaterThan(Math.abs(score(less, language)));
	});

	test('changes nothing by accents, capitals of a first letter, marks on letters or apostrophes', () => {
		expect(score('Pésimo', 'es')).toBe(score('pesimo', 'es'));
		expect(score('p̷̢e̴s̵i̶m̷o̸', 'es')).toBe(score('pesimo', 'es'));
		expect(score('can’t wait', 'en')).toBe(score("can't wait", 'en'));
		expect(score('ｐｅｓｉｍｏ', 'es')).toBe(score('pesimo', 'es'));
	});

	test('is looked up with what it ends in', () => {
		expect(wordsOf('Encantadísimas, agradecidos y maravillosos', 'es')).toHaveLength(3);
	});

	test('emoji and emoticons have their say, in any language', () => {
		expect(score('😡')).toBeLessThan(0);
		expect(score('👍🏽')).toBeGreaterThan(0);
		expect(score('Это 😍')).toBeGreaterThan(0);
		expect(score('ok :)', 'en')).toBeGreaterThan(score('ok', 'en'));
		expect(wordsOf('a las 8:30 o 9:00', 'es')).toEqual([]);
	});

	test('addresses and names of people are not looked into', () => {
		expect(wordsOf('https://bad.example/terrible @horrible www.odio.example', 'es')).toEqual([]);
	});
});

describe('a text', () => {
	test.each([
		'',
		'   ',
		'????',
		'12345 678',
		'Merci beaucoup',
		'X200 B',
		'Ich möchte bitte meine Adresse ändern',
		'Привет, как дела'
	])('with nothing to go by has no score: "%s"', (text) => {
		expect(scoreText(text)).toEqual({ thousandths: null, language: null, words: [] });
	});

	test.each([
		['Mi número de pedido', 'es'],
		['O número do meu pedido', 'pt'],
		['The number of my order', 'en']
	])('without a word of the lexicon in a known language is neutral: "%s"', (text, language) => {
		expect(scoreText(text)).toEqual({ thousandths: 0, language, words: [] });
	});

	test('is read in the language the event says, unless it clearly is in another one', () => {
		expect(scoreText('linda', 'pt-BR').language).toBe('pt');
		expect(scoreText('linda', 'es').language).toBe('es');
		expect(scoreText('The service that you have for us is a disgrace', 'es').language).toBe('en');
		expect(scoreText('gut', 'de')).toMatchObject({ thousandths: null, language: null });
		expect([languageOf('PT-br'), languageOf('de'), languageOf(undefined)]).toEqual([
			'pt',
			null,
			null
		]);
	});

	const texts = fc.oneof(
		fc.string(),
		fc.string({ unit: 'binary' }),
		fc
			.array(
				fc.constantFrom(
					...[
						'no',
						'muy',
						'bueno',
						'pésimo',
						'pero',
						',',
						'.',
						'!',
						'?',
						'😡',
						':)',
						'NADA',
						'MAL',
						'não'
					],
					...[
						'gostei',
						'not',
						'bad',
						'but',
						'great',
						'sin',
						'línea',
						'llevo',
						'x',
						'esperando',
						'@a',
						'\\u2019'
					]
				),
				{ maxLength: 60 }
			)
			.map((words) => words.join(' '))
	);
	const said = fc.constantFrom(undefined, 'es', 'pt', 'en', 'de', 'x-');

	test('has a score between −1 and 1 that its words add up to, each found where it says', () => {
		fc.assert(
			fc.property(texts, said, (text, language) => {
				const { thousandths, words } = scoreText(text, language);
				if (thousandths === null) {
					expect(words).toEqual([]);
					return;
				}
				expect(Math.abs(thousandths)).toBeLessThanOrEqual(1000);
				expect(thousandths).toBe(squash(words.reduce((sum, { weight }) => sum + weight, 0)));
				let at = 0;
				for (const { word, start, weight, why } of words) {
					expect(text.slice(start, start + word.length)).toBe(word);
					expect(start).toBeGreaterThanOrEqual(at);
					expect(weight).not.toBe(0);
					expect(why.every((reason) => REASONS.includes(reason))).toBe(true);
					at = start + word.length;
				}
			}),
			{ numRuns: 500 }
		);
	});

	test('has the same score each time', () => {
		fc.assert(
			fc.property(texts, said, (text, language) => {
				expect(scoreText(text, language)).toEqual(scoreText(text, language));
			})
		);
	});
});
