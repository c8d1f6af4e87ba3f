/** What an importer reads: a file as records, each with the events it says or the reason why it says none. */
import type { EventData, EventName } from '#lib/domain/events/event-types.ts';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';

/** One event as ingest takes it. */
export interface CloudEvent {
	readonly specversion: '1.0';
	readonly id: string;
	readonly source: string;
	readonly type: string;
	readonly subject: string;
	readonly time: string;
	/** Orders events of the same instant. */
	readonly sequence?: string;
	readonly data: object;
}

export type Outcome =
	| { readonly kind: 'mapped' }
	/** On purpose without events; `reason` is counted. */
	| { readonly kind: 'skipped'; readonly reason: string }
	/** Not understood; told with its line. */
	| { readonly kind: 'failed'; readonly message: string };

export interface SourceRecord {
	/** Where the record begins, from 1. */
	readonly line: number;
	/** Bytes of the file up to its end. */
	readonly endOffset: number;
	/** False when more bytes at the end of the file could still change what it says: a resume must not skip it. */
	readonly settled: boolean;
	readonly outcome: Outcome;
	readonly events: readonly CloudEvent[];
	/** Remarks that are counted, such as a local time that happens twice. */
	readonly notes: readonly string[];
}

/** The same bytes always give the same records: a resume relies on it, and so does sending a file twice. */
export interface Source {
	records(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly SourceRecord[]>;
}

/** The file cannot be imported at all, whatever its single records say. */
export class SourceError extends Error {
	override readonly name = 'SourceError';
}

export const MAPPED: Outcome = { kind: 'mapped' };
export const skipped = (reason: string): Outcome => ({ kind: 'skipped', reason });
export const failed = (message: string): Outcome => ({ kind: 'failed', message });

export interface EventParts<N extends EventName> {
	readonly id: string;
	readonly source: string;
	readonly name: N;
	readonly subject: string;
	readonly atMs: number;
	readonly sequence: string;
	readonly data: EventData<N>;
}

export function cloudEvent<N extends EventName>(parts: EventParts<N>): CloudEvent {
	return {
		specversion: '1.0',
		id: parts.id,
		source: parts.source,
		type: fullTypeOf(parts.name),
		subject: parts.subject,
		time: new Date(parts.atMs).toISOString(),
		sequence: parts.sequence,
		data: parts.data
	};
}
