/**
 * Lines to records. After a broken record reading goes on with the very next line, so that a stray quote costs one
 * record and not those it swallows (csv-parse goes on where the quote ends, and cannot tell the line of what is lost).
 */
import type { Line } from '../lines.ts';
import { FieldScanner } from './fields.ts';
import type { Dialect } from './fields.ts';

export const LINE_BYTES = 1024 * 1024;
const RECORD_LINES = 1000;
const RECORD_CHARACTERS = 1024 * 1024;

export interface CsvRecord {
	readonly line: number;
	readonly endOffset: number;
	readonly settled: boolean;
	/** Or why there are none. */
	readonly cells: readonly string[] | string;
}

export type Decode = (bytes: Buffer) => string | null;

interface OpenRecord {
	readonly scanner: FieldScanner;
	readonly lines: Line[];
	characters: number;
}

type Step = { readonly record: CsvRecord; readonly again: readonly Line[] } | null;

/** The record begins in the first line; it ends with the last, or nobody knows where. */
function recordOf(first: Line, last: Line, cells: readonly string[] | string): CsvRecord {
	return { line: first.number, endOffset: last.endOffset, settled: last.terminated, cells };
}

const NOT_CLOSED = 'a quoted field is not closed';

const isTooLong = ({ lines, characters }: OpenRecord): boolean =>
	lines.length >= RECORD_LINES || characters > RECORD_CHARACTERS;

const unreadable = ({ bytes }: Line): string =>
	bytes === null
		? `line longer than ${LINE_BYTES} bytes`
		: 'bytes that are not UTF-8: is "encoding": "latin1" missing in the mapping?';

export class RecordAssembler {
	readonly #dialect: Dialect;
	readonly #decode: Decode;
	#open: OpenRecord | null = null;
	/** Known after the header. */
	expectedCells: number | null = null;

	constructor(dialect: Dialect, decode: Decode) {
		this.#dialect = dialect;
		this.#decode = decode;
	}

	push(line: Line): CsvRecord[] {
		return this.#run([line]);
	}

	/** At the end of the file an open quoted field is one that was never closed. */
	end(): CsvRecord[] {
		const records: CsvRecord[] = [];
		while (this.#open !== null) {
			const step = this.#giveUp(this.#open, NOT_CLOSED);
			if (step) records.push(step.record, ...this.#run(step.again));
		}
		return records;
	}

	#run(lines: readonly Line[]): CsvRecord[] {
		const records: CsvRecord[] = [];
		const queue = [...lines];
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
			const step = this.#step(next);
			if (step === null) continue;
			records.push(step.record);
			queue.unshift(...step.again);
		}
		return records;
	}

	#step(line: Line): Step {
		const open = this.#open ?? {
			scanner: new FieldScanner(this.#dialect),
			lines: [],
			characters: 0
		};
		open.lines.push(line);
		const text = line.bytes === null ? null : this.#decode(line.bytes);
		if (text === null)
			return this.#giveUp(open, open.lines.length > 1 ? NOT_CLOSED : unreadable(line));
		open.characters += text.length;
		return this.#scan(open, line, text);
	}

	#scan(open: OpenRecord, line: Line, text: string): Step {
		const scan = open.scanner.feed(text);
		switch (scan.kind) {
			case 'open':
				this.#open = open;
				return isTooLong(open) ? this.#giveUp(open, NOT_CLOSED) : null;
			case 'broken':
				return this.#giveUp(open, scan.message);
			case 'complete':
				return this.#complete(open, open.lines[0] ?? line, line, scan.cells);
			default:
				return scan satisfies never;
		}
	}

	#complete(open: OpenRecord, first: Line, last: Line, cells: string[]): Step {
		const expected = this.expectedCells;
		if (first !== last && expected !== null && cells.length !== expected) {
			return this.#giveUp(open, NOT_CLOSED);
		}
		this.#open = null;
		return { record: recordOf(first, last, cells), again: [] };
	}

	#giveUp(open: OpenRecord, message: string): Step {
		this.#open = null;
		const [first, ...again] = open.lines;
		return first === undefined ? null : { record: recordOf(first, first, message), again };
	}
}
