/**
 * A text as the finders of personal data read it: digits of every script as 0–9, every kind of space, dash and dot as the
 * plain one, wide and mathematical letters as plain letters, and nothing that cannot be seen. So that neither a no-break
 * space nor a zero-width character nor a foreign digit hides a number.
 */

/** Every character stands for at least one of the original, so a mark that fits here fits there. */
export interface PlainText {
	readonly text: string;
	/** Offset in the original of the first character that this one stands for. */
	startOf(index: number): number;
	/** Offset in the original just behind it. */
	endOf(index: number): number;
}

/** Reads the same as it stands: most texts. */
const SIMPLE = /^[\t\n\r\u0020-\u007e¡«»¿À-ɏ€]*$/;

const DIGIT = /^\p{Nd}$/u;
// Control characters are what it looks for; white space is told apart before.
// eslint-disable-next-line no-control-regex
const INVISIBLE = /^[\u0000-\u001f\u007f-\u009f\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]$/u;
const SPACE = /^[\s\p{Z}\u2800]$/u;
const DASH = /^[\p{Pd}\u2043\u2212]$/u;
const DOT = /^[·•∙⋅‧․・･。．｡]$/u;
const LONGEST_CACHE = 4096;

/** Digits stand in runs of ten, sometimes several runs in a row. */
function digitOf(codePoint: number): string {
	let first = codePoint;
	while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
	return String((codePoint - first) % 10);
}

function read(character: string): string {
	if (DIGIT.test(character)) return digitOf(character.codePointAt(0) ?? 0);
	if (SPACE.test(character)) return ' ';
	if (INVISIBLE.test(character)) return '';
	if (DASH.test(character)) return '-';
	if (DOT.test(character)) return '.';
	const compatible = character.normalize('NFKC');
	return /^[\u0021-\u007e]$/.test(compatible) ? compatible : character;
}

const cache = new Map<string, string>();

function plainOf(character: string): string {
	if (character >= ' ' && character <= '~') return character;
	const known = cache.get(character);
	if (known !== undefined) return known;
	const plain = read(character);
	if (cache.size < LONGEST_CACHE) cache.set(character, plain);
	return plain;
}

/** Both halves of a character stand for the whole of it. */
function mark(starts: number[], ends: number[], at: number, length: number, units: number): void {
	starts.push(at);
	ends.push(at + length);
	if (units === 2) mark(starts, ends, at, length, 1);
}

export function plainText(original: string): PlainText {
	if (SIMPLE.test(original)) {
		return { text: original, startOf: (index) => index, endOf: (index) => index + 1 };
	}
	const starts: number[] = [];
	const ends: number[] = [];
	let text = '';
	let at = 0;
	for (const character of original) {
		const plain = plainOf(character);
		if (plain !== '') mark(starts, ends, at, character.length, plain.length);
		text += plain;
		at += character.length;
	}
	return { text, startOf: (index) => starts[index] ?? at, endOf: (index) => ends[index] ?? at };
}
