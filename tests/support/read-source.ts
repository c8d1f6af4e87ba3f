/** Runs a source over a text or a file and gathers what it says. */
import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { CloudEvent, Source, SourceRecord } from '../../ingest/sources/source.ts';

export interface SourceRun {
	readonly records: SourceRecord[];
	readonly events: CloudEvent[];
	/** `line: message` of each failed record. */
	readonly failures: string[];
	/** How often each reason to skip was given. */
	readonly skips: Record<string, number>;
}

async function gather(source: Source, chunks: AsyncIterable<Buffer>): Promise<SourceRun> {
	const run: SourceRun = { records: [], events: [], failures: [], skips: {} };
	for await (const records of source.records(chunks)) {
		for (const record of records) {
			run.records.push(record);
			run.events.push(...record.events);
			const { outcome } = record;
			if (outcome.kind === 'failed') run.failures.push(`${record.line}: ${outcome.message}`);
			if (outcome.kind === 'skipped')
				run.skips[outcome.reason] = (run.skips[outcome.reason] ?? 0) + 1;
		}
	}
	return run;
}

/** In chunks of a few bytes, so that every boundary falls inside something. */
export function readText(
	source: Source,
	text: string | Buffer,
	chunkBytes = 7
): Promise<SourceRun> {
	const bytes = Buffer.from(text as string);
	const chunks: Buffer[] = [];
	for (let at = 0; at < bytes.length; at += chunkBytes)
		chunks.push(bytes.subarray(at, at + chunkBytes));
	return gather(source, Readable.from(chunks));
}

export const readFile = (source: Source, path: string): Promise<SourceRun> =>
	gather(source, createReadStream(path));

/** The shared sample, or null: the caller skips and says so. */
export function sample(name: string): string | null {
	const path = new URL(`../../../shared/data/${name}`, import.meta.url).pathname;
	return existsSync(path) ? path : null;
}
