/** One letter as it is looked up: lower case, without accents. "No", "nó" and "NO" are the same word. */

/** Plain letters of the accented ones up to U+024F; empty: no letter of the three languages. */
const FOLDED: readonly string[] = Array.from({ length: 0x250 }, (_, code) => {
	const letter = String.fromCharCode(code);
	const [plain = ''] = letter.toLowerCase().normalize('NFD');
	if (/[a-z0-9]/.test(plain)) return plain;
	// Letters of other Latin alphabets stand for themselves: no word of ours has them.
	return /\p{L}/u.test(letter) ? plain : '';
});
/** Fullwidth forms, which some telephones write. */
const FULLWIDTH_FROM = 0xff10;
const FULLWIDTH_TO = 0xff5a;

/** The folded letter or digit of a UTF-16 code unit; empty when it is none of the Latin alphabet. */
export function foldCode(code: number): string {
	if (code < 0x250) return FOLDED[code] ?? '';
	if (code < FULLWIDTH_FROM || code > FULLWIDTH_TO) return '';
	return FOLDED[code - 0xfee0] ?? '';
}

/** Marks that combine with the letter before them: accents written apart, and heaps of them. */
export const isCombining = (code: number): boolean =>
	(code >= 0x300 && code <= 0x36f) || (code >= 0x483 && code <= 0x489) || code === 0x200d;

const APOSTROPHES = new Set([0x27, 0x2019, 0x2bc, 0x60, 0xb4]);
/** Inside of a word it is left out: "can't" is looked up as "cant". */
export const isApostrophe = (code: number): boolean => APOSTROPHES.has(code);

/** A whole word as it is looked up. */
export function foldWord(word: string): string {
	let folded = '';
	for (let at = 0; at < word.length; at += 1) folded += foldCode(word.charCodeAt(at));
	return folded;
}

/** The same with every letter that is repeated at least `from` times reduced to `to`. */
export function shorten(word: string, from: number, to: number): string {
	let short = '';
	let run = 0;
	for (let at = 0; at <= word.length; at += 1) {
		if (at > 0 && at < word.length && word[at] === word[at - 1]) {
			run += 1;
			continue;
		}
		if (at > 0) short += (word[at - 1] ?? '').repeat(run >= from ? to : run);
		run = 1;
	}
	return short;
}
