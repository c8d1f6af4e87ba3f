/** Cuts chunks into lines, without the empty ones. A line beyond the limit is dropped as it comes, so that it never fills the memory. */
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Null: the line was longer than allowed. */
export type Line = Buffer | null;

export class LineSplitter {
	readonly #longest: number;
	#parts: Buffer[] = [];
	#bytes = 0;
	#tooLong = false;

	constructor(longest: number) {
		this.#longest = longest;
	}

	/** The lines that the chunk completes. */
	push(chunk: Buffer): Line[] {
		const lines: Line[] = [];
		let start = 0;
		for (;;) {
			// Empty lines mean nothing, and millions of them must not cost anything.
			if (this.#bytes === 0) while (chunk[start] === LINE_FEED) start += 1;
			const end = chunk.indexOf(LINE_FEED, start);
			if (end === -1) break;
			this.#add(chunk.subarray(start, end));
			lines.push(this.#take());
			start = end + 1;
		}
		this.#add(chunk.subarray(start));
		return lines;
	}

	/** What follows the last line break. */
	end(): Line[] {
		return this.#bytes > 0 ? [this.#take()] : [];
	}

	#add(part: Buffer): void {
		this.#bytes += part.length;
		// One more for the carriage return that is cut off.
		if (this.#bytes > this.#longest + 1) {
			this.#tooLong = true;
			this.#parts = [];
		} else if (part.length > 0) this.#parts.push(part);
	}

	#take(): Line {
		const [only] = this.#parts;
		const line = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
		const isTooLong = this.#tooLong;
		this.#parts = [];
		this.#bytes = 0;
		this.#tooLong = false;
		if (isTooLong) return null;
		return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
	}
}
