/** One file of the spool: its counters, its keys and how many of its events are still to be delivered. */
import { join } from 'node:path';
import { CountTable } from './counts.ts';
import type { SourceNames } from './counts.ts';
import { writeFully } from './file-system.ts';
import type { DiskFile, FileSystem } from './file-system.ts';
import { KeySet } from '../keys/key-set.ts';
import type { LaneName } from './journal-entry.ts';
import { addUnknown } from './journal-state.ts';
import { RECORD_KIND, encodeRecord } from './record.ts';
import { SEGMENT_VERSION } from './segment-header.ts';
import type { Previous } from './segment-header.ts';
import { segmentName } from './segment-name.ts';
import type { Tally } from './tally.ts';

export interface SegmentIdentity {
	readonly lane: LaneName;
	readonly firstSeq: number;
	readonly directory: string;
	readonly createdAtMs: number;
}

export class Segment {
	readonly lane: LaneName;
	readonly firstSeq: number;
	readonly name: string;
	readonly path: string;
	createdAtMs: number;
	/** Bytes that are on the medium; what follows does not exist for any reader. */
	durableBytes = 0;
	lastSeq: number;
	/** Of an event, not of a tally; 0 when there is none. */
	lastEventSeq = 0;
	readonly counts = new CountTable();
	readonly unknown = new Map<string, number>();
	/** Events that are neither committed nor dead. */
	pending = 0;
	/** Keys of its events, until they are in the key log. */
	keys: KeySet | null = new KeySet(Infinity);
	/** Nothing is added any more. */
	sealed = false;
	file: DiskFile | null = null;

	constructor({ lane, firstSeq, directory, createdAtMs }: SegmentIdentity) {
		this.lane = lane;
		this.firstSeq = firstSeq;
		this.lastSeq = firstSeq;
		this.name = segmentName(firstSeq);
		this.path = join(directory, this.name);
		this.createdAtMs = createdAtMs;
	}

	get deletable(): boolean {
		return this.sealed && this.pending === 0 && this.keys === null;
	}

	/** Creates the file with its header; its name is on the medium when this resolves. */
	static async create(
		fileSystem: FileSystem,
		identity: SegmentIdentity,
		{ node, previous }: { node: string; previous: Segment | null }
	): Promise<Segment> {
		const segment = new Segment(identity);
		const file = await fileSystem.create(segment.path);
		try {
			const header = Buffer.from(
				JSON.stringify({
					version: SEGMENT_VERSION,
					node,
					lane: identity.lane,
					...(previous ? { previous: previous.asPrevious() } : {})
				})
			);
			const head = {
				seq: identity.firstSeq,
				atMs: identity.createdAtMs,
				kind: RECORD_KIND.segmentHeader
			};
			const record = encodeRecord(head, header);
			await writeFully(file, record, 0);
			await file.sync();
			await fileSystem.syncDirectory(identity.directory);
			segment.durableBytes = record.length;
			segment.file = file;
			return segment;
		} catch (cause) {
			await file.close().catch(() => undefined);
			await fileSystem.remove(segment.path).catch(() => undefined);
			throw cause;
		}
	}

	asPrevious(): Previous {
		return { name: this.name, bytes: this.durableBytes, lastEventSeq: this.lastEventSeq };
	}

	countTally({ duplicates, rejected, unknown }: Tally, names: SourceNames): void {
		for (const [source, n] of Object.entries(duplicates)) {
			this.counts.add(names.of(source), 'duplicate', n);
		}
		for (const [source, n] of Object.entries(rejected)) {
			this.counts.add(names.of(source), 'rejected', n);
		}
		for (const [type, n] of Object.entries(unknown)) addUnknown(this.unknown, type, n);
	}

	async close(): Promise<void> {
		const { file } = this;
		this.file = null;
		this.sealed = true;
		await file?.close();
	}
}
