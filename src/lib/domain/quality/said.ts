/** What was written or said in a contact, as far as the hints for whoever judges it look at it. */
import type { Author } from '../records/timeline.ts';
import { foldWord } from '../sentiment/fold.ts';

export interface Said {
	readonly id: string;
	readonly author: Author;
	/** Null: it has been deleted since. */
	readonly text: string | null;
	/** Tone of a customer's text, −1 to 1; null: nobody has scored it. */
	readonly score: number | null;
}

/** The words of a text without accents and capitals. */
export const foldedWords = (text: string): string[] =>
	[...text.matchAll(/[\p{L}\p{N}]+/gu)]
		.map(([word]) => foldWord(word))
		.filter((word) => word !== '');

/** Texts to find sayings in: folded words with one space around each. */
export const foldedText = (text: string): string => ` ${foldedWords(text).join(' ')} `;

/** The first of the sayings, folded as above, that the text has; null: none. */
export const sayingIn = (folded: string, sayings: readonly string[]): string | null =>
	sayings.find((saying) => folded.includes(` ${saying} `)) ?? null;
