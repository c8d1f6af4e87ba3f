import { describe, expect, test } from 'vitest';
import { foldWord } from './fold.ts';
import { buildLexicon, entriesOf, longestMatch } from './lexicon.ts';
import { EMOJI, EMOTICONS } from './lexicon/emoji.ts';
import { EN_GENERAL } from './lexicon/en-general.ts';
import { EN_SERVICE } from './lexicon/en-service.ts';
import { ES_GENERAL } from './lexicon/es-general.ts';
import { ES_SERVICE } from './lexicon/es-service.ts';
import { PT_GENERAL } from './lexicon/pt-general.ts';
import { PT_SERVICE } from './lexicon/pt-service.ts';

const match = (entries: string, text: string) => {
	const words = text.split(' ');
	return longestMatch(buildLexicon([[2, entries]]), words, 0, words.length)?.length ?? 0;
};

describe('an entry', () => {
	test.each([
		['malo', 'malo', 1],
		['malo', 'malos', 0],
		['mal*', 'malisimo', 1],
		['bonit[oa]', 'bonita', 1],
		['bonit[oa]', 'bonite', 0],
		['sin línea', 'sin linea desde ayer', 2],
		['llevo * esperando', 'llevo tres horas esperando', 4],
		['llevo * esperando', 'llevo esperando', 0],
		['llevo * esperando', 'llevo una dos tres esperando', 0],
		["can't", 'cant', 1]
	])('%s takes so many words of "%s"', (entries, text, length) => {
		expect(match(entries, text)).toBe(length);
	});

	test('that is longer counts before one that is shorter, and one in full before one with an ending', () => {
		const lexicon = buildLexicon([
			[1, 'no'],
			[-2, 'no funciona'],
			[3, 'fun*'],
			[4, 'funcion']
		]);
		expect(longestMatch(lexicon, ['no', 'funciona'], 0, 2)).toEqual({ length: 2, weight: -2 });
		expect(longestMatch(lexicon, ['funcion'], 0, 1)).toEqual({ length: 1, weight: 4 });
	});

	test('of the first table counts where two have it', () => {
		const lexicon = buildLexicon([[1, 'x']], [[2, 'x']]);
		expect(longestMatch(lexicon, ['x'], 0, 1)?.weight).toBe(1);
	});
});

describe('the tables', () => {
	test.each([
		['es', [ES_SERVICE, ES_GENERAL]],
		['pt', [PT_SERVICE, PT_GENERAL]],
		['en', [EN_SERVICE, EN_GENERAL]]
	])('of %s have each entry once, with a weight of −4 to 4 that is not 0', (_name, tables) => {
		const entries = tables
			.flat()
			.flatMap(([, list]) => entriesOf(list))
			.map((entry) =>
				entry
					.split(/[ -]/)
					.map((part) => (part === '*' ? '*' : foldWord(part) + (part.endsWith('*') ? '*' : '')))
					.join(' ')
			);
		const twice = entries.filter((entry, index) => entries.indexOf(entry) !== index);
		expect(twice).toEqual([]);
		expect(entries.length).toBeGreaterThan(1000);
		for (const [weight] of tables.flat()) expect(weight !== 0 && Math.abs(weight) <= 4).toBe(true);
	});

	test('of emoji have each once', () => {
		const all = [...EMOJI, ...EMOTICONS].flatMap(([, list]) => list.split(/ +/));
		expect(all.filter((one, index) => all.indexOf(one) !== index)).toEqual([]);
	});
});
