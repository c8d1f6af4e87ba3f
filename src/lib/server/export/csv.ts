/** Rows as CSV for spreadsheets, in which no cell is taken for a formula, and as lines of JSON for programs. */
import { Readable, pipeline } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { stringify } from 'csv-stringify';

export type CsvCell = string | number | null;
export type CsvRow = readonly CsvCell[];
type Rows<R> = AsyncIterable<R> | Iterable<R>;

/** A line feed in front does not stop a spreadsheet from reading what follows; the other beginnings the writer knows. */
const withoutLeadingBreak = (text: string): string => (text.startsWith('\n') ? `'${text}` : text);

/**
 * UTF-8 with a byte order mark unless told otherwise, which Excel needs; every text in quotes, so that a semicolon inside does not part it where
 * lists are parted by semicolons. Texts that begin like a formula (= + - @ tab CR) get an apostrophe in front.
 */
export function csvStream(
	header: readonly string[],
	rows: Rows<CsvRow>,
	{ bom = true }: { readonly bom?: boolean } = {}
): Readable {
	const writer = stringify({
		bom,
		columns: header.map((name, index) => ({ key: String(index), header: name })),
		header: true,
		escape_formulas: true,
		quoted_string: true,
		record_delimiter: 'windows',
		cast: { string: withoutLeadingBreak }
	});
	// Whoever reads sees the fault or the end on the stream itself, and ends the rows when going away.
	pipeline(Readable.from(rows), writer, () => undefined);
	return writer;
}

async function* jsonLines(rows: Rows<unknown>): AsyncGenerator<string> {
	for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

export const ndjsonStream = (rows: Rows<unknown>): Readable => Readable.from(jsonLines(rows));

/** An answer that is saved as a file; the rows stop being asked for when the reader goes away. */
export function download(file: string, mediaType: string, stream: Readable): Response {
	const name = file.replace(/[^A-Za-z0-9._-]+/g, '-');
	return new Response(
		// Node's and the browser's type of the same thing.
		Readable.toWeb(stream) as ReadableStream<Uint8Array> as unknown as BodyInit,
		{
			headers: {
				'content-type': mediaType,
				'content-disposition': `attachment; filename="${name}"`,
				'cache-control': 'private, no-store'
			}
		}
	);
}

export const CSV = 'text/csv; charset=utf-8';
export const NDJSON = 'application/x-ndjson; charset=utf-8';
