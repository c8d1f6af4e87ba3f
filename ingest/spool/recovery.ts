/** Reads the segments a former process left: what is whole is kept, what is not is set aside, and the start goes on. */
import { join } from 'node:path';
import type { KeySet } from '../keys/key-set.ts';
import { writeFully } from './file-system.ts';
import type { DiskFile, FileSystem } from './file-system.ts';
import type { LaneLog } from './lane.ts';
import type { LaneName } from './journal-entry.ts';
import { segmentKey } from './journal-state.ts';
import type { JournalState } from './journal-state.ts';
import { RECORD_KIND } from './record.ts';
import type { StoredRecord } from './record.ts';
import { scanFile } from './scan.ts';
import { SEGMENT_VERSION, decodeHeader, readHeader } from './segment-header.ts';
import type { Previous } from './segment-header.ts';
import { firstSeqOf } from './segment-name.ts';
import { Segment } from './segment.ts';
import { readStoredEvent } from './staging.ts';
import { decodeTally } from './tally.ts';

export interface RecoveryOptions {
	readonly fileSystem: FileSystem;
	readonly lane: LaneName;
	readonly directory: string;
	readonly quarantine: string;
	readonly state: JournalState;
	readonly log: LaneLog;
	/** Keys met in the segments so far. */
	readonly seen: KeySet;
	/** Whether the keys of the segment of this name are in the key log: then it need not remember them. */
	readonly hasKeysOf: (segment: string) => boolean;
}

export interface Recovered {
	readonly segments: readonly Segment[];
	readonly nextSeq: number;
	readonly ghosts: ReadonlySet<number>;
	/** Dead letters that are on their way again. */
	readonly replaying: ReadonlySet<string>;
	/** Bytes cut off the end of the last segment: records that nobody was told of. */
	readonly tornBytes: number;
	/** Damage elsewhere. */
	readonly corruptBytes: number;
	readonly lostRecords: number;
}

const UNKNOWN_RECORDS = 1_000_000_000;

interface Gap {
	readonly offset: number;
	bytes: number;
}

export class SegmentRecovery {
	readonly #options: RecoveryOptions;
	readonly #ghosts = new Set<number>();
	readonly #replaying = new Set<string>();
	readonly #segments: Segment[] = [];
	/** What a segment says of the one before it, by the name of that one. */
	readonly #previous = new Map<string, Previous>();
	#lastSeq: number;
	#tornBytes = 0;
	#corruptBytes = 0;
	#lostRecords = 0;

	constructor(options: RecoveryOptions) {
		this.#options = options;
		// A segment that is gone may have held no event, only counters: its name is in the journal as one to delete.
		const { committed, used } = options.state.lanes[options.lane];
		this.#lastSeq = Math.max(committed, used);
	}

	/** Repeatable: a recovery that is killed changes nothing for the next one. */
	async run(): Promise<Recovered> {
		const { fileSystem, directory } = this.#options;
		await fileSystem.makeDirectory(directory);
		const names = (await fileSystem.list(directory)).filter((name) => firstSeqOf(name) !== null);
		await this.#readHeaders(names);
		for (const name of names) await this.#recover(name, name === names.at(-1));
		for (const previous of this.#previous.values()) this.#miss(previous, names);
		await fileSystem.syncDirectory(directory);
		// Their files are gone by now, if they were not before.
		const { released } = this.#options.state;
		for (const key of released) if (key.startsWith(`${this.#options.lane}/`)) released.delete(key);
		return {
			segments: this.#segments,
			nextSeq: this.#lastSeq + 1,
			ghosts: this.#ghosts,
			replaying: this.#replaying,
			tornBytes: this.#tornBytes,
			corruptBytes: this.#corruptBytes,
			lostRecords: this.#lostRecords
		};
	}

	/** A segment says how much of the one before it counts, and that there was one. */
	async #readHeaders(names: readonly string[]): Promise<void> {
		const { fileSystem, directory } = this.#options;
		for (const name of names) {
			const file = await fileSystem.open(join(directory, name));
			try {
				const previous = (await readHeader(file))?.previous;
				if (previous) this.#previous.set(previous.name, previous);
			} finally {
				await file.close();
			}
		}
	}

	/** Somebody took a segment away before its events were delivered. */
	#miss({ name, lastEventSeq }: Previous, names: readonly string[]): void {
		const { state, lane, log } = this.#options;
		const { committed, gone } = state.lanes[lane];
		const isDelivered = !state.hasHistory || lastEventSeq <= Math.max(committed, gone);
		if (isDelivered || names.includes(name)) return;
		const first = Math.max(committed + 1, firstSeqOf(name) ?? 0);
		this.#lostRecords += lastEventSeq - first + 1;
		log.error(
			{ lane, segment: name, first, last: lastEventSeq },
			'a segment is missing; its events that were not delivered are lost'
		);
	}

	async #recover(name: string, isLast: boolean): Promise<void> {
		const { fileSystem, directory, lane, state } = this.#options;
		const firstSeq = firstSeqOf(name) ?? 0;
		const path = join(directory, name);
		this.#lastSeq = Math.max(this.#lastSeq, firstSeq);
		if (state.released.has(segmentKey(lane, name))) {
			await fileSystem.remove(path);
			await fileSystem.syncDirectory(directory);
			return;
		}
		const segment = new Segment({ lane, firstSeq, directory, createdAtMs: 0 });
		segment.sealed = true;
		if (this.#options.hasKeysOf(name)) segment.keys = null;
		const file = await fileSystem.open(path);
		try {
			await this.#scan(segment, file, isLast);
		} finally {
			await file.close();
		}
		if (segment.durableBytes > 0) this.#segments.push(segment);
		else await fileSystem.remove(path);
	}

	async #scan(segment: Segment, file: DiskFile, isLast: boolean): Promise<void> {
		const written = await file.size();
		const size = Math.min(written, this.#previous.get(segment.name)?.bytes ?? written);
		const gaps = await this.#read(segment, file, size);
		if (!gaps) return;
		if (written > size) await this.#cutBack(segment, file, { offset: size, bytes: written - size });
		const torn = isLast ? tailOf(gaps, size) : null;
		await this.#setAside(segment, file, gaps, torn);
		segment.durableBytes = torn ? torn.offset : size;
		this.#lastSeq = Math.max(this.#lastSeq, segment.lastSeq);
	}

	/** Takes every whole record; answers what lies between them, or null for a segment of another version. */
	async #read(segment: Segment, file: DiskFile, size: number): Promise<Gap[] | null> {
		const gaps: Gap[] = [];
		let expected = segment.firstSeq;
		for await (const items of scanFile(file, 0, size)) {
			for (const item of items) {
				if (item.type === 'gap') {
					addGap(gaps, item.offset, item.bytes);
					continue;
				}
				const { record } = item;
				if (record.kind === RECORD_KIND.segmentHeader) {
					if (!(await this.#acceptsHeader(segment, record))) return null;
					continue;
				}
				this.#lostRecords += Math.max(0, record.seq - expected);
				expected = record.seq + 1;
				this.#take(segment, record);
			}
		}
		return gaps;
	}

	/** What a failed write left behind. */
	async #cutBack({ path }: Segment, file: DiskFile, { offset, bytes }: Gap): Promise<void> {
		this.#tornBytes += bytes;
		this.#options.log.warn(
			{ segment: path, offset, bytes },
			'a segment ends with what nobody was told of'
		);
		await file.truncate(offset);
	}

	/** A segment of a later version is kept for that version. */
	async #acceptsHeader(segment: Segment, record: StoredRecord): Promise<boolean> {
		segment.createdAtMs = record.atMs;
		const version = decodeHeader(record.payload)?.version ?? null;
		if (version === SEGMENT_VERSION) return true;
		const { fileSystem, quarantine, log, lane } = this.#options;
		const kept = join(quarantine, `${lane}-${segment.name}.version-${String(version)}`);
		await fileSystem.rename(segment.path, kept);
		await fileSystem.syncDirectory(quarantine);
		// Its records have numbers that nobody here knows: stay clear of them.
		this.#lastSeq += UNKNOWN_RECORDS;
		log.error(
			{ segment: kept, version },
			'a segment of another version is set aside, not delivered'
		);
		return false;
	}

	#take(segment: Segment, record: StoredRecord): void {
		const { seq, atMs, kind, payload, sourceBytes } = record;
		segment.lastSeq = Math.max(segment.lastSeq, seq);
		// Its header is damaged: what waits in it is not as old as the world.
		if (segment.createdAtMs === 0) segment.createdAtMs = atMs;
		if (kind === RECORD_KIND.tally) {
			const tally = decodeTally(payload);
			if (tally) segment.countTally(tally, this.#options.state.names);
		} else if (kind === RECORD_KIND.event || kind === RECORD_KIND.replay) {
			this.#takeEvent(segment, seq, payload, sourceBytes);
		}
	}

	#takeEvent(segment: Segment, seq: number, payload: Buffer, sourceBytes: number): void {
		const { state, lane, seen } = this.#options;
		const { key, source, letterId } = readStoredEvent(payload, sourceBytes);
		if (letterId === null && seen.has(key)) {
			// Written by a request that was told it failed, and sent again since.
			this.#ghosts.add(seq);
			return;
		}
		seen.add(key);
		segment.keys?.add(key);
		segment.lastEventSeq = seq;
		const name = state.names.of(source);
		segment.counts.add(name, letterId === null ? 'accepted' : 'replayed', 1);
		const { committed, dead } = state.lanes[lane];
		if (dead.has(seq)) segment.counts.add(name, 'dead', 1);
		else if (seq <= committed) segment.counts.add(name, 'committed', 1);
		else {
			segment.pending += 1;
			if (letterId !== null) this.#replaying.add(letterId);
		}
	}

	/** Damaged bytes are copied, never thrown away; only a torn tail is cut off. */
	async #setAside(
		segment: Segment,
		file: DiskFile,
		gaps: readonly Gap[],
		torn: Gap | null
	): Promise<void> {
		const { log, lane } = this.#options;
		for (const gap of gaps) {
			const details = { segment: segment.path, ...gap };
			if (gap === torn) this.#tornBytes += gap.bytes;
			else this.#corruptBytes += gap.bytes;
			await this.#copy(file, gap, `${lane}-${segment.name}-${gap.offset}.bytes`);
			if (gap === torn)
				log.warn(details, 'the end of the last segment is torn; nobody was told of it');
			else log.error(details, 'a segment is damaged; the records around the damage are delivered');
		}
		if (torn) await file.truncate(torn.offset);
		// A process that was killed left records that only the cache of the machine has. From now on they count as known, and
		// a producer that sends one again is told that it is here.
		await file.sync();
	}

	async #copy(file: DiskFile, { offset, bytes }: Gap, name: string): Promise<void> {
		const { fileSystem, quarantine } = this.#options;
		const path = join(quarantine, name);
		await fileSystem.remove(path);
		const copy = await fileSystem.create(path);
		try {
			const part = Buffer.alloc(Math.min(bytes, 1024 * 1024));
			for (let done = 0; done < bytes; done += part.length) {
				const read = await file.read(
					part.subarray(0, Math.min(part.length, bytes - done)),
					offset + done
				);
				await writeFully(copy, part.subarray(0, read), done);
			}
			await copy.sync();
		} finally {
			await copy.close();
		}
	}
}

/** Damage that reaches the end, as a torn write leaves it. */
function tailOf(gaps: readonly Gap[], size: number): Gap | null {
	const last = gaps.at(-1);
	return last && last.offset + last.bytes === size ? last : null;
}

function addGap(gaps: Gap[], offset: number, bytes: number): void {
	const last = gaps.at(-1);
	if (last && last.offset + last.bytes === offset) last.bytes += bytes;
	else gaps.push({ offset, bytes });
}
