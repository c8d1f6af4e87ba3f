/** How a text of a customer sounds, −1 to 1, and the words that say so. The README says how it is worked out. */
import { shorten } from './fold.ts';
import { identify } from './language.ts';
import { hasWord, longestMatch } from './lexicon.ts';
import type { LexiconNode } from './lexicon.ts';
import { LEXICONS } from './lexicons.ts';
import { RULES } from './rules.ts';
import type { Sentiment, SentimentWord } from './sentiment.ts';
import { readTokens } from './tokens.ts';
import type { Token } from './tokens.ts';
import { sceneOf, weigh } from './weigh.ts';
import type { Found } from './weigh.ts';

/** Rises with every change of words or rules that changes a score. */
export const SCORER_VERSION = 1;
export const SCORER = `atalaya-${SCORER_VERSION}`;

/** The sum at which a score is 0.707: one very strong word. Larger sums come closer and closer to 1. */
const HALF_WAY = 4;

/** From the sum of the weights to the score, both in thousandths. */
export function squash(sum: number): number {
	const steps = sum / 1000;
	return Math.round((1000 * steps) / Math.sqrt(steps * steps + HALF_WAY * HALF_WAY)) || 0;
}

const NO_LANGUAGE = { language: null, isGuess: false } as const;
const DOUBLED_END = /([aeiou])\1$/;

/** The form that the lexicon has: a letter that was drawn out is one letter, or two. */
function formIn(lexicon: LexiconNode, { form, isLong }: Token): string {
	if (!isLong && !DOUBLED_END.test(form)) return form;
	if (hasWord(lexicon, form)) return form;
	const single = shorten(form, 2, 1);
	return hasWord(lexicon, single) ? single : form;
}

/** By token: the index behind the last one that a phrase may take, which ends with its clause. */
function clauseEnds(tokens: readonly Token[]): number[] {
	const ends = Array<number>(tokens.length).fill(tokens.length);
	for (let at = tokens.length - 2; at >= 0; at -= 1) {
		const [token, next] = [tokens[at], tokens[at + 1]];
		const goesOn = token?.clause === next?.clause && next?.kind === 'word';
		ends[at] = goesOn ? (ends[at + 1] ?? 0) : at + 1;
	}
	return ends;
}

function find(tokens: readonly Token[], lexicon: LexiconNode): Found[] {
	const forms = tokens.map((token) => (token.kind === 'word' ? formIn(lexicon, token) : ''));
	const ends = clauseEnds(tokens);
	const found: Found[] = [];
	let at = 0;
	for (const [index, { kind, weight }] of tokens.entries()) {
		if (index < at) continue;
		const match =
			kind === 'emoji'
				? { length: 1, weight }
				: longestMatch(lexicon, forms, index, ends[index] ?? 0);
		at = index + (match?.length ?? 1);
		if (match) found.push({ at: index, end: at, weight: match.weight });
	}
	return found;
}

/** `said` is the language the event says it is in. */
export function scoreText(text: string, said?: string): Sentiment {
	const read = readTokens(text);
	const { tokens } = read;
	const hasWords = tokens.some(({ kind }) => kind === 'word');
	const identified = hasWords ? identify(tokens, text, said) : NO_LANGUAGE;
	const found = find(tokens, LEXICONS[identified.language ?? 'none']);
	const isKnown = identified.language !== null && !identified.isGuess;
	if (!isKnown && found.length === 0) return { thousandths: null, language: null, words: [] };
	const { language } = identified;
	const scene = sceneOf(read, found, RULES[language ?? 'es']);
	const weighed = found.map((one) => ({ ...one, ...weigh(scene, one) }));
	// A "not" that turned a word has said what it had to say.
	const spent = new Set(weighed.map(({ turnedBy }) => turnedBy));
	const words = weighed
		.filter(({ at, end, weight }) => weight !== 0 && !(end - at === 1 && spent.has(at)))
		.map(({ at, end, weight, why }): SentimentWord => {
			const start = tokens[at]?.from ?? 0;
			return { word: text.slice(start, tokens[end - 1]?.to ?? start), start, weight, why };
		});
	const sum = words.reduce((total, { weight }) => total + weight, 0);
	return { thousandths: squash(sum), language, words };
}
