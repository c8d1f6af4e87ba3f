import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreText } from '../sentiment/score-text.ts';
import { messageTone, piecesOf } from './tone.ts';

const stored = (words: unknown, sentiment: number | null = -620) => ({
	sentiment,
	sentimentBy: 'atalaya-1',
	sentimentLanguage: 'es',
	sentimentWords: words === null ? '' : JSON.stringify(words)
});

describe('the tone of a message', () => {
	test('has its score on the scale of −1 to 1, and the steps each word adds', () => {
		const words = [{ word: 'mal', start: 3, weight: -2600, why: ['raised'] }];
		expect(messageTone(stored(words))).toEqual({
			score: -0.62,
			by: 'atalaya-1',
			language: 'es',
			words: [{ word: 'mal', start: 3, weight: -2.6, why: ['raised'] }]
		});
	});

	test('has no words once they have expired, and is none where nothing was scored', () => {
		expect(messageTone(stored(null))).toMatchObject({ score: -0.62, words: [] });
		expect(messageTone(stored(null, null))).toBeNull();
	});

	test('leaves out reasons of another version', () => {
		const words = [{ word: 'mal', start: 0, weight: 1, why: ['future', 'negated'] }];
		expect(messageTone(stored(words))?.words[0]?.why).toEqual(['negated']);
	});
});

describe('the pieces of a text', () => {
	const word = (text: string, start: number) => ({ word: text, start, weight: 1, why: [] });

	test('are the words that made the score and what is between them', () => {
		expect(piecesOf('Muy mal todo', [word('mal', 4)])).toEqual([
			{ text: 'Muy ', word: null },
			{ text: 'mal', word: word('mal', 4) },
			{ text: ' todo', word: null }
		]);
	});

	test('are the whole text where a word is not in it', () => {
		expect(piecesOf('otra cosa', [word('mal', 4), word('x', 99)])).toEqual([
			{ text: 'otra cosa', word: null }
		]);
	});

	test('make up the text that was scored, whatever it is', () => {
		const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.lorem());
		fc.assert(
			fc.property(texts, fc.constantFrom('pésimo 😡', 'great!', 'não gostei'), (text, more) => {
				const whole = `${text} ${more}`;
				const { words } = scoreText(whole);
				const pieces = piecesOf(whole, words);
				expect(pieces.map((piece) => piece.text).join('')).toBe(whole);
				expect(pieces.filter((piece) => piece.word !== null)).toHaveLength(words.length);
			})
		);
	});
});
