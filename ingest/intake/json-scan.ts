/** Looks at JSON text before it is parsed: how deep it nests, and where the elements of an array are. */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LETTER_U = 0x75;
const LETTER_D = 0x64;
const LOWER_CASE_BIT = 0x20;

export interface JsonShape {
	/** Nesting of objects and arrays; 1 for a flat object. */
	readonly depth: number;
	/** Has an escape such as \ud83d, which alone would be half a character. */
	readonly escapesSurrogate: boolean;
	/** How many names with a value there are in all objects, also of a name that comes twice. */
	readonly members: number;
}

export interface JsonElement extends JsonShape {
	readonly start: number;
	readonly end: number;
}

const isSpace = (byte: number | undefined): boolean =>
	byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

class Scanner {
	readonly bytes: Uint8Array;
	readonly end: number;
	at: number;
	depth = 0;
	deepest = 0;
	escapesSurrogate = false;
	members = 0;

	constructor(bytes: Uint8Array, start: number, end: number) {
		this.bytes = bytes;
		this.at = start;
		this.end = end;
	}

	/** From the character after the opening quote to that after the closing one. */
	skipString(): void {
		const { bytes, end } = this;
		let at = this.at;
		for (; at < end; at += 1) {
			const byte = bytes[at];
			if (byte === QUOTE) break;
			if (byte !== BACKSLASH) continue;
			at += 1;
			if (bytes[at] === LETTER_U && ((bytes[at + 1] ?? 0) | LOWER_CASE_BIT) === LETTER_D) {
				this.escapesSurrogate = true;
			}
		}
		this.at = at + 1;
	}

	/** One character outside strings, or one whole string. */
	step(): void {
		const byte = this.bytes[this.at];
		this.at += 1;
		if (byte === QUOTE) this.skipString();
		else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
			this.depth += 1;
			if (this.depth > this.deepest) this.deepest = this.depth;
		} else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.depth -= 1;
		else if (byte === COLON) this.members += 1;
	}

	skipSpace(): void {
		while (this.at < this.end && isSpace(this.bytes[this.at])) this.at += 1;
	}
}

export function scanJson(bytes: Uint8Array): JsonShape {
	const scanner = new Scanner(bytes, 0, bytes.length);
	while (scanner.at < scanner.end) scanner.step();
	return shapeOf(scanner);
}

const shapeOf = ({ deepest, escapesSurrogate, members }: Scanner): JsonShape => ({
	depth: deepest,
	escapesSurrogate,
	members
});

/** Whether there is nothing but white space. */
export function isBlank(bytes: Uint8Array): boolean {
	const scanner = new Scanner(bytes, 0, bytes.length);
	scanner.skipSpace();
	return scanner.at === scanner.end;
}

/**
 * The elements of an array, which the caller parses one by one; null when the text is no array. When each element
 * parses, the whole was valid JSON.
 */
export function scanArray(bytes: Uint8Array): JsonElement[] | null {
	const scanner = new Scanner(bytes, 0, bytes.length);
	scanner.skipSpace();
	if (bytes[scanner.at] !== OPEN_ARRAY) return null;
	scanner.at += 1;
	scanner.skipSpace();
	const elements: JsonElement[] = [];
	if (bytes[scanner.at] === CLOSE_ARRAY) scanner.at += 1;
	else {
		let last = false;
		while (!last) {
			const element = scanElement(scanner);
			if (element === null) return null;
			elements.push(element);
			last = bytes[scanner.at - 1] === CLOSE_ARRAY;
		}
	}
	scanner.skipSpace();
	return scanner.at === scanner.end ? elements : null;
}

/** Up to and over the comma or bracket that ends it; null when the text ends first. */
function scanElement(scanner: Scanner): JsonElement | null {
	const { bytes, at: start } = scanner;
	scanner.depth = 0;
	scanner.deepest = 0;
	scanner.escapesSurrogate = false;
	scanner.members = 0;
	while (scanner.at < scanner.end) {
		const byte = bytes[scanner.at];
		if (scanner.depth === 0 && (byte === COMMA || byte === CLOSE_ARRAY)) {
			const end = scanner.at;
			scanner.at += 1;
			return { start, end, ...shapeOf(scanner) };
		}
		scanner.step();
	}
	return null;
}
