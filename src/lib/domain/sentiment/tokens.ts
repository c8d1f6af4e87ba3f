/** A text as words, emoji and breaks, in one pass from left to right: the time grows with the length and with nothing else. */
import { foldCode, isApostrophe, isCombining, shorten } from './fold.ts';
import { EMOJI, EMOTICONS } from './lexicon/emoji.ts';

export interface Token {
	readonly kind: 'word' | 'emoji';
	/** As it is looked up: folded, with letters that are repeated made two. Of an emoji: itself. */
	readonly form: string;
	/** Where it is in the text, in UTF-16 units. */
	readonly from: number;
	readonly to: number;
	/** Rises with each full stop, question or exclamation mark and line. */
	readonly sentence: number;
	/** Rises with every break, commas and brackets too. */
	readonly clause: number;
	readonly isCapitals: boolean;
	/** A letter was drawn out: "buenisimoooo". */
	readonly isLong: boolean;
	/** Of an emoji. */
	readonly weight: number;
}

export interface Tokens {
	readonly tokens: readonly Token[];
	/** Exclamation marks of each sentence. */
	readonly exclamations: ReadonlyMap<number, number>;
	/** Sentences that ask. */
	readonly questions: ReadonlySet<number>;
}

/** What is longer is not read on: no person writes it in one message. */
export const MOST_UNITS = 20_000;
const LONGEST_WORD = 40;
const LONGEST_EMOTICON = 4;

const weightsOf = (table: readonly (readonly [number, string])[]): Map<string, number> =>
	new Map(
		table.flatMap(([weight, list]) =>
			list
				.split(' ')
				.filter((one) => one !== '')
				.map((one) => [one, weight] as const)
		)
	);
const EMOJI_WEIGHTS = weightsOf(EMOJI);
const EMOTICON_WEIGHTS = weightsOf(EMOTICONS);
const EMOTICON_STARTS = new Set([...EMOTICON_WEIGHTS.keys()].map((one) => one.charCodeAt(0)));

const [COMMA, STOP, COLON, SEMICOLON, LINE] = [0x2c, 0x2e, 0x3a, 0x3b, 0x0a];
const [EXCLAMATION, QUESTION, AT, HASH, BACKSLASH] = [0x21, 0x3f, 0x40, 0x23, 0x5c];
const SENTENCE_ENDS = new Set([STOP, EXCLAMATION, QUESTION, LINE, 0x2026, SEMICOLON]);
const CLAUSE_ENDS = new Set([
	COMMA,
	COLON,
	0x28,
	0x29,
	0x5b,
	0x5d,
	0x22,
	0x201c,
	0x201d,
	0x2014,
	0x2013
]);

const LAUGHTER: readonly (readonly [RegExp, string])[] = [
	[/^a?(?:j[aeiou]*){2,}$/, 'jaja'],
	[/^a?(?:h[aei]+){2,}h?$/, 'haha'],
	[/^k{3,}$/, 'kkk'],
	[/^(?:rs){1,}$/, 'rs']
];

/** All ways of laughing are one word. */
function laughter(word: string): string | null {
	const first = word[0];
	if (first !== 'j' && first !== 'h' && first !== 'k' && first !== 'r' && first !== 'a')
		return null;
	return LAUGHTER.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

const isUpper = (text: string, from: number, to: number): boolean => {
	const word = text.slice(from, to);
	return to - from > 2 && word === word.toUpperCase() && word !== word.toLowerCase();
};

class Reader {
	readonly tokens: Token[] = [];
	readonly exclamations = new Map<number, number>();
	readonly questions = new Set<number>();
	readonly #text: string;
	readonly #end: number;
	#at = 0;
	#sentence = 0;
	#clause = 0;

	constructor(text: string) {
		this.#text = text;
		this.#end = Math.min(text.length, MOST_UNITS);
	}

	read(): Tokens {
		while (this.#at < this.#end) this.#next();
		return { tokens: this.tokens, exclamations: this.exclamations, questions: this.questions };
	}

	#next(): void {
		const code = this.#text.charCodeAt(this.#at);
		if (foldCode(code) !== '') this.#word();
		else if (code === AT) this.#skipName();
		else if (code >= 0x2000) this.#symbol();
		else this.#mark(code);
	}

	/** A letter, at whatever width it is written: `\u00e1` of a text that was escaped twice is six. */
	#letterAt(at: number): { letter: string; width: number } {
		const code = this.#text.charCodeAt(at);
		if (code === BACKSLASH && this.#text[at + 1] === 'u') {
			const escaped = Number.parseInt(this.#text.slice(at + 2, at + 6), 16);
			return { letter: isApostrophe(escaped) ? "'" : foldCode(escaped), width: 6 };
		}
		if (isCombining(code)) return { letter: "'", width: 1 };
		return { letter: isApostrophe(code) ? "'" : foldCode(code), width: 1 };
	}

	#word(): void {
		const from = this.#at;
		let form = '';
		let to = from;
		while (this.#at < this.#end) {
			const { letter, width } = this.#letterAt(this.#at);
			if (letter === '') break;
			this.#at += width;
			if (letter === "'") continue;
			if (form.length < LONGEST_WORD) form += letter;
			to = this.#at;
		}
		this.#at = Math.max(to, from + 1);
		// An address: nobody's feeling is in it.
		const isAddress = form.startsWith('http') || (form === 'www' && this.#text[to] === '.');
		if (isAddress) this.#skipName();
		else this.#push(form, from, to);
	}

	#push(folded: string, from: number, to: number): void {
		const laugh = laughter(folded);
		const form = laugh ?? shorten(folded, 3, 2);
		this.tokens.push({
			kind: 'word',
			form,
			from,
			to,
			sentence: this.#sentence,
			clause: this.#clause,
			isCapitals: isUpper(this.#text, from, to),
			isLong: laugh === null && form.length < folded.length,
			weight: 0
		});
	}

	/** Up to the next space. */
	#skipName(): void {
		while (this.#at < this.#end && this.#text.charCodeAt(this.#at) > 0x20) this.#at += 1;
	}

	#symbol(): void {
		const point = this.#text.codePointAt(this.#at) ?? 0;
		const symbol = String.fromCodePoint(point);
		const weight = EMOJI_WEIGHTS.get(symbol);
		if (weight === undefined) {
			const code = this.#text.charCodeAt(this.#at);
			if (SENTENCE_ENDS.has(code) || CLAUSE_ENDS.has(code)) this.#break(code);
			this.#at += symbol.length;
			return;
		}
		this.#emoji(symbol, weight);
	}

	#emoji(form: string, weight: number): void {
		const from = this.#at;
		this.#at += form.length;
		const { tokens } = this;
		const [sentence, clause] = [this.#sentence, this.#clause];
		const more = { isCapitals: false, isLong: false };
		tokens.push({ kind: 'emoji', form, from, to: this.#at, sentence, clause, weight, ...more });
	}

	#mark(code: number): void {
		if (EMOTICON_STARTS.has(code) && this.#emoticon()) return;
		if (SENTENCE_ENDS.has(code) || CLAUSE_ENDS.has(code)) this.#break(code);
		else if (code === HASH) this.#clause += 1;
		this.#at += 1;
	}

	#emoticon(): boolean {
		for (let length = LONGEST_EMOTICON; length > 1; length -= 1) {
			const form = this.#text.slice(this.#at, this.#at + length);
			const weight = EMOTICON_WEIGHTS.get(form);
			if (weight === undefined) continue;
			// A letter after it makes it a time or a path: "a las 8:30", "http://".
			if (/[a-z0-9/]/i.test(this.#text[this.#at + length] ?? '')) continue;
			this.#emoji(form, weight);
			return true;
		}
		return false;
	}

	#break(code: number): void {
		this.#clause += 1;
		if (code === EXCLAMATION) {
			this.exclamations.set(this.#sentence, (this.exclamations.get(this.#sentence) ?? 0) + 1);
		}
		if (code === QUESTION) this.questions.add(this.#sentence);
		if (!SENTENCE_ENDS.has(code)) return;
		// A row of marks ends one sentence.
		const next = this.#text.charCodeAt(this.#at + 1);
		if (!SENTENCE_ENDS.has(next)) this.#sentence += 1;
	}
}

export const readTokens = (text: string): Tokens => new Reader(text).read();
