import { describe, expect, test } from 'vitest';
import { scoreText } from './score-text.ts';
import { MOST_UNITS, readTokens } from './tokens.ts';

const LONGEST_TEXT = 65_536;
const fill = (piece: string, length: number): string =>
	piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const HOSTILE = [
	['one letter', 'a'],
	['a word of the lexicon', 'pésimo '],
	['a phrase that never ends', 'no me han '],
	['a phrase with gaps', 'llevo x '],
	['contrasts', 'pero malo '],
	['negations', 'no no no muy muy bueno '],
	['breaks', ',.;:!?'],
	['emoticons that are none', ':-:-:-'],
	['emoji', '😡👍🏽'],
	['laughter', 'jajaj'],
	['laughter that breaks off', 'jajajk '],
	['heaps of marks', 'a\u0337\u0322\u0321\u0315'],
	['marks alone', '\u0337'],
	['apostrophes', "'"],
	['backslashes', '\\u'],
	['halves of emoji', '\ud83d'],
	['names', '@a '],
	['addresses', 'http://x '],
	['hash marks', '#'],
	['zeros', '\u0000']
] as const;

describe('a text of the longest kind', () => {
	// Steps and not seconds: what a token costs is bounded by the longest phrase.
	test.each(HOSTILE)('made of %s is read in one pass', (_name, piece) => {
		const { tokens } = readTokens(fill(piece, LONGEST_TEXT));
		expect(tokens.length).toBeLessThanOrEqual(MOST_UNITS);
		let at = 0;
		for (const { from, to } of tokens) {
			expect(from >= at && to > from).toBe(true);
			at = to;
		}
		expect(at).toBeLessThanOrEqual(MOST_UNITS);
	});

	test.each(HOSTILE)('made of %s has a score or none', (_name, piece) => {
		const { thousandths } = scoreText(fill(piece, LONGEST_TEXT));
		expect(thousandths === null || Math.abs(thousandths) <= 1000).toBe(true);
	});
});

describe('the words of a text', () => {
	const forms = (text: string) => readTokens(text).tokens.map(({ form }) => form);

	test('are folded, laughter is one word, and drawn-out letters are two', () => {
		expect(forms('Ñandú CAFÉ jajajaja hahahah kkkkkk goooool')).toEqual([
			...['nandu', 'cafe', 'jaja', 'haha', 'kkk', 'gool']
		]);
	});

	test('are in sentences and clauses', () => {
		const { tokens, exclamations, questions } = readTokens('uno, dos. tres!! cuatro?');
		expect(tokens.map(({ sentence }) => sentence)).toEqual([0, 0, 1, 2]);
		expect(new Set(tokens.map(({ clause }) => clause)).size).toBe(4);
		expect([...exclamations]).toEqual([[1, 2]]);
		expect([...questions]).toEqual([2]);
	});

	test('are whole where a producer escaped the text twice', () => {
		expect(forms(String.raw`don\u2019t caf\u00e9`)).toEqual(['dont', 'cafe']);
	});
});
