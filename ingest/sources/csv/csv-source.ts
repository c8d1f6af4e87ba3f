/** A CSV file as events, by a mapping. */
import { isUtf8 } from 'node:buffer';
import { readLines } from '../lines.ts';
import type { Line } from '../lines.ts';
import { failed, skipped, SourceError } from '../source.ts';
import type { Source, SourceRecord } from '../source.ts';
import type { Mapping } from './mapping.ts';
import { LINE_BYTES, RecordAssembler } from './records.ts';
import type { CsvRecord, Decode } from './records.ts';
import { RowMapper } from './row-mapper.ts';

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARKS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

function decoder(encoding: 'utf-8' | 'latin1'): Decode {
	if (encoding === 'utf-8') return (bytes) => (isUtf8(bytes) ? bytes.toString('utf8') : null);
	// As browsers do: what calls itself Latin-1 is Windows-1252, with the euro sign.
	const windows = new TextDecoder('windows-1252');
	return (bytes) => windows.decode(bytes);
}

/** Takes the byte order mark off the first line. */
function withoutMark(line: Line): Line {
	const { bytes } = line;
	if (line.number !== 1 || bytes === null) return line;
	if (UTF16_MARKS.some((mark) => bytes.subarray(0, 2).equals(mark))) {
		throw new SourceError('The file is UTF-16; save it as UTF-8.');
	}
	return bytes.subarray(0, 3).equals(UTF8_MARK) ? { ...line, bytes: bytes.subarray(3) } : line;
}

class CsvReader {
	readonly #mapping: Mapping;
	readonly #assembler: RecordAssembler;
	readonly #comment: string | null;
	#mapper: RowMapper | null = null;

	constructor(mapping: Mapping) {
		this.#mapping = mapping;
		const {
			delimiter = ',',
			quote = '"',
			escape = quote,
			encoding = 'utf-8',
			comment
		} = mapping.file ?? {};
		this.#assembler = new RecordAssembler({ delimiter, quote, escape }, decoder(encoding));
		this.#comment = comment ?? null;
		if (mapping.file?.header === false) this.#begin(mapping.file.columns ?? []);
	}

	read(line: Line): SourceRecord[] {
		if (line.number <= (this.#mapping.file?.skipLines ?? 0)) return [];
		return this.#map(this.#assembler.push(withoutMark(line)));
	}

	/** More bytes might have closed the quoted field that is open here. */
	end(): SourceRecord[] {
		return this.#map(this.#assembler.end()).map((record) => ({ ...record, settled: false }));
	}

	#map(records: readonly CsvRecord[]): SourceRecord[] {
		const mapped: SourceRecord[] = [];
		for (const record of records) {
			const row = this.#row(record);
			if (row) mapped.push(row);
		}
		return mapped;
	}

	#begin(names: readonly string[]): RowMapper {
		if (names.length === 0)
			throw new SourceError(
				'Without a header row the mapping must name the columns in file.columns.'
			);
		this.#assembler.expectedCells = names.length;
		this.#mapper = new RowMapper(this.#mapping, names);
		return this.#mapper;
	}

	/** Null for the header. */
	#row({ line, endOffset, settled, cells }: CsvRecord): SourceRecord | null {
		const place = { line, endOffset, settled };
		if (typeof cells === 'string') {
			if (this.#mapper === null) throw new SourceError(`The header row cannot be read: ${cells}`);
			return { ...place, outcome: failed(cells), events: [], notes: [] };
		}
		if (this.#comment !== null && cells[0]?.startsWith(this.#comment)) {
			return { ...place, outcome: skipped('comment'), events: [], notes: [] };
		}
		if (this.#mapper === null) {
			this.#begin(this.#mapping.file?.columns ?? cells.map((cell) => cell.trim()));
			return null;
		}
		return { ...place, ...this.#mapper.map(line, cells) };
	}
}

/** `records` throws MappingError or SourceError when the file does not fit the mapping. */
export function csvSource(mapping: Mapping): Source {
	return {
		async *records(chunks) {
			const reader = new CsvReader(mapping);
			for await (const lines of readLines(chunks, LINE_BYTES)) {
				yield lines.flatMap((line) => reader.read(line));
			}
			const rest = reader.end();
			if (rest.length > 0) yield rest;
		}
	};
}
