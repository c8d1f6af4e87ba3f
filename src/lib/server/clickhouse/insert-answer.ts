/** What a server answers to an insert, read before it is believed. */
import type { ExecResult } from '@clickhouse/client';
import { parseError } from '@clickhouse/client';
import type { Readable } from 'node:stream';

const MOST_CHARACTERS = 10_000;

/**
 * Throws unless the rows are stored. 200 alone does not say so: a server may find out that it cannot when its answer has
 * begun, and then the exception is the body; something else on the way may say 200 to anything.
 */
export async function expectStored({
	stream,
	response_headers: headers
}: Pick<ExecResult<Readable>, 'stream' | 'response_headers'>): Promise<void> {
	let text = '';
	for await (const piece of stream) {
		if (text.length < MOST_CHARACTERS) text += String(piece);
	}
	if (text.trim() !== '') throw parseError(text.slice(0, MOST_CHARACTERS));
	if (headers['x-clickhouse-query-id'] === undefined)
		throw new Error('the insert was answered by something that is not ClickHouse');
}
