/** Bytes to lines, with their numbers and offsets, in bounded memory whatever the file holds. */

export interface Line {
	/** From 1. */
	readonly number: number;
	/** Bytes of the file through its line feed. */
	readonly endOffset: number;
	/** Without its line end; null: longer than the limit. */
	readonly bytes: Buffer | null;
	/** False for a last line without a line feed. */
	readonly terminated: boolean;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

const withoutReturn = (bytes: Buffer): Buffer =>
	bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;

/** Cuts chunks as they come. */
class LineSplitter {
	readonly #maxBytes: number;
	#number = 0;
	#offset = 0;
	#parts: Buffer[] = [];
	#partBytes = 0;
	/** The rest of a line over the limit is not kept. */
	#overflown = false;

	constructor(maxBytes: number) {
		this.#maxBytes = maxBytes;
	}

	push(chunk: Buffer): Line[] {
		const lines: Line[] = [];
		let start = 0;
		for (;;) {
			const end = chunk.indexOf(LINE_FEED, start);
			if (end === -1) break;
			this.#keep(chunk.subarray(start, end));
			this.#offset += end + 1 - start;
			lines.push(this.#take(true));
			start = end + 1;
		}
		this.#keep(chunk.subarray(start));
		this.#offset += chunk.length - start;
		return lines;
	}

	end(): Line[] {
		return this.#partBytes > 0 || this.#overflown ? [this.#take(false)] : [];
	}

	#keep(part: Buffer): void {
		if (part.length === 0) return;
		if (this.#overflown || this.#partBytes + part.length > this.#maxBytes) {
			this.#overflown = true;
			this.#parts = [];
			return;
		}
		this.#parts.push(part);
		this.#partBytes += part.length;
	}

	#take(terminated: boolean): Line {
		const only = this.#parts.length === 1 ? this.#parts[0] : undefined;
		const bytes = this.#overflown ? null : withoutReturn(only ?? Buffer.concat(this.#parts));
		this.#parts = [];
		this.#partBytes = 0;
		this.#overflown = false;
		this.#number += 1;
		return { number: this.#number, endOffset: this.#offset, bytes, terminated };
	}
}

/** Lines in groups, one group a chunk: a step of an async generator per line would cost more than the line. */
export async function* readLines(
	chunks: AsyncIterable<Buffer>,
	maxBytes: number
): AsyncGenerator<readonly Line[]> {
	const splitter = new LineSplitter(maxBytes);
	for await (const chunk of chunks) {
		const lines = splitter.push(chunk);
		if (lines.length > 0) yield lines;
	}
	const last = splitter.end();
	if (last.length > 0) yield last;
}
