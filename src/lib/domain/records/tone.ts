/** How a customer sounds in a message, as a person reads it: the score, who made it, and the words that did. */
import { REASONS } from '../sentiment/sentiment.ts';
import type { Reason } from '../sentiment/sentiment.ts';

export interface ToneWord {
	readonly word: string;
	/** Where it begins in the text, in UTF-16 units. */
	readonly start: number;
	/** What it adds, in steps of the lexicon; 4 is the most a word has by itself. */
	readonly weight: number;
	readonly why: readonly Reason[];
}

export interface MessageTone {
	/** −1 to 1. */
	readonly score: number;
	/** Of Atalaya with a version, or of the provider. */
	readonly by: string;
	/** es, pt or en; empty when it is not known. */
	readonly language: string;
	/** Empty when they have expired, and of a provider's score. */
	readonly words: readonly ToneWord[];
}

/** Of a contact as a whole. */
export interface ContactTone {
	/** Mean of its texts, −1 to 1. */
	readonly score: number;
	/** Last third less first third, −2 to 2; null for a single text. */
	readonly trend: number | null;
	/** Scored texts. */
	readonly texts: number;
}

/** What the columns of an event say; null when nobody has scored it. */
export interface StoredTone {
	readonly sentiment: number | null;
	readonly sentimentBy: string;
	readonly sentimentLanguage: string;
	/** JSON as the writer made it; empty when there are none. */
	readonly sentimentWords: string;
}

interface StoredWord {
	readonly word: string;
	readonly start: number;
	readonly weight: number;
	readonly why: readonly string[];
}

export function messageTone({
	sentiment,
	sentimentBy,
	sentimentLanguage,
	sentimentWords
}: StoredTone): MessageTone | null {
	if (sentiment === null) return null;
	const stored = sentimentWords === '' ? [] : (JSON.parse(sentimentWords) as StoredWord[]);
	const words = stored.map(({ word, start, weight, why }) => ({
		word,
		start,
		weight: weight / 1000,
		// Of another version of the product there may be reasons that this one has no words for.
		why: REASONS.filter((reason) => why.includes(reason))
	}));
	return { score: sentiment / 1000, by: sentimentBy, language: sentimentLanguage, words };
}

/** A part of a text; with the word that makes the score where it is one. */
export interface TextPiece {
	readonly text: string;
	readonly word: ToneWord | null;
}

/** The text cut at its words. A word that is not where it should be is left out: the text may be another one by now. */
export function piecesOf(text: string, words: readonly ToneWord[]): TextPiece[] {
	const pieces: TextPiece[] = [];
	let at = 0;
	const plain = (to: number): void => {
		if (to > at) pieces.push({ text: text.slice(at, to), word: null });
	};
	for (const word of words) {
		const end = word.start + word.word.length;
		if (word.start < at || text.slice(word.start, end) !== word.word) continue;
		plain(word.start);
		pieces.push({ text: word.word, word });
		at = end;
	}
	plain(text.length);
	return pieces;
}
