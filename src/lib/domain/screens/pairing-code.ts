/**
 * The six characters by which a person names the television to be paired. Read from across a room and typed on a phone: no
 * two look alike, and without vowels none spell a word.
 */
export const CODE_ALPHABET = '23456789CDFHJKMNPRTVWXY';
export const CODE_CHARACTERS = 6;
const HALF = CODE_CHARACTERS / 2;

/** What is not in the alphabet and looks like something that is. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { S: '5', Z: '2', B: '8', G: '6', U: 'V' };

const CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_CHARACTERS}}$`);

/** From numbers below the length of the alphabet. */
export const codeOf = (indices: readonly number[]): string =>
	indices.map((index) => CODE_ALPHABET.charAt(index)).join('');

/** `CDF234` → `CDF-234`. */
export const showCode = (code: string): string => `${code.slice(0, HALF)}-${code.slice(HALF)}`;

/** What somebody typed, whatever its case, spaces and dashes; null when it cannot be a code. */
export function readCode(typed: string): string | null {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\p{Pd}._]/gu, '')
		.replace(/[SZBGU]/g, (character) => LOOKS_LIKE[character] ?? character);
	return CODE.test(code) ? code : null;
}
