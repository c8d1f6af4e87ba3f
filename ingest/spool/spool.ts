/** Both lanes with what they share: journal, known keys, counters and the room on the disk. */
import { dirname, join } from 'node:path';
import type { Limits } from '#lib/server/config.ts';
import { KeyArchive } from '../keys/key-archive.ts';
import { KeyLog } from '../keys/key-log.ts';
import { KeySet } from '../keys/key-set.ts';
import { CountTable } from './counts.ts';
import type { FileSystem } from './file-system.ts';
import { MOST_STAGED_BYTES } from './group-commit.ts';
import { Journal } from './journal.ts';
import { LANE_NAMES } from './journal-entry.ts';
import type { LaneName } from './journal-entry.ts';
import { addUnknown, segmentKey } from './journal-state.ts';
import { Lane } from './lane.ts';
import type { LaneLog } from './lane.ts';
import { SegmentRecovery } from './recovery.ts';
import type { Recovered } from './recovery.ts';

const MIB = 1024 * 1024;
const LARGEST_SEGMENT_BYTES = 64 * MIB;
const SEGMENT_AGE_MS = 5 * 60_000;
/** How long a measurement of the free space counts. */
const DISK_CHECK_MS = 1000;

export interface SpoolOptions {
	readonly directory: string;
	readonly fileSystem: FileSystem;
	readonly limits: Pick<Limits, 'spoolBytes' | 'diskFreeBytes' | 'rememberedKeys'>;
	readonly clock: () => number;
	readonly log: LaneLog;
	readonly observeSync: (seconds: number) => void;
}

export interface Damage {
	tornBytes: number;
	corruptBytes: number;
	lostRecords: number;
}

export type SpoolRefusal = 'spool_full' | 'disk_full' | 'spool_stalled';

export class Spool {
	readonly journal: Journal;
	readonly archive: KeyArchive;
	readonly lanes: Readonly<Record<LaneName, Lane>>;
	readonly damage: Damage;
	/** Dead letters that a former process had taken up again and not delivered. */
	readonly replaying: ReadonlySet<string>;
	readonly #keyLog: KeyLog;
	readonly #options: SpoolOptions;
	#disk = { checkedAtMs: -Infinity, freeBytes: Infinity };

	private constructor(
		options: SpoolOptions,
		parts: {
			journal: Journal;
			keyLog: KeyLog;
			archive: KeyArchive;
			lanes: Record<LaneName, Lane>;
			damage: Damage;
			replaying: ReadonlySet<string>;
		}
	) {
		this.#options = options;
		this.journal = parts.journal;
		this.#keyLog = parts.keyLog;
		this.archive = parts.archive;
		this.lanes = parts.lanes;
		this.damage = parts.damage;
		this.replaying = parts.replaying;
	}

	static async open(options: SpoolOptions): Promise<Spool> {
		const { directory, fileSystem, clock, limits } = options;
		await fileSystem.makeDirectory(join(directory, 'quarantine'));
		// Whoever took the lock has made it, perhaps with the data directory.
		await fileSystem.syncDirectory(dirname(directory));
		// The one above is not ours, and may be one that we must not read.
		await fileSystem.syncDirectory(dirname(dirname(directory))).catch(() => undefined);
		const logOptions = { fileSystem, clock };
		const { journal, damagedBytes } = await Journal.open({
			...logOptions,
			directory: join(directory, 'journal')
		});
		const archive = new KeyArchive({ ...options, directory: join(directory, 'archive') });
		const keyLog = new KeyLog({
			...logOptions,
			directory: join(directory, 'keys'),
			limit: limits.rememberedKeys,
			archive,
			log: options.log
		});
		const damage: Damage = { tornBytes: 0, corruptBytes: damagedBytes, lostRecords: 0 };
		await archive.open();
		await keyLog.recover();
		const known = { seen: new KeySet(Infinity), keyLog };
		const found = {
			live: await recoverLane(options, 'live', journal, known, damage),
			backfill: await recoverLane(options, 'backfill', journal, known, damage)
		};
		const lane = (name: LaneName): Lane => {
			const made = new Lane({
				...options,
				name,
				directory: join(directory, name),
				journal,
				keyLog,
				segmentBytes: segmentBytes(limits.spoolBytes),
				segmentAgeMs: SEGMENT_AGE_MS
			});
			made.adopt(found[name].segments, found[name].nextSeq, found[name].ghosts);
			return made;
		};
		const lanes = { live: lane('live'), backfill: lane('backfill') };
		const replaying = new Set([...found.live.replaying, ...found.backfill.replaying]);
		return new Spool(options, { journal, keyLog, archive, lanes, damage, replaying });
	}

	get bytes(): number {
		return this.lanes.live.bytes + this.lanes.backfill.bytes;
	}

	/** Whether memory has the key: of an event that is durable, and not of so long ago that only the archive has it. */
	remembers(key: string): boolean {
		return LANE_NAMES.some((name) => this.lanes[name].holdsKey(key)) || this.#keyLog.has(key);
	}

	/** Keys in memory. */
	get rememberedKeys(): number {
		const unsaved = LANE_NAMES.reduce((sum, name) => sum + this.lanes[name].unsavedKeys, 0);
		return unsaved + this.#keyLog.size;
	}

	/** Counters of all segments, present and gone. */
	counts(): CountTable {
		const sum = new CountTable();
		sum.merge(this.journal.state.base);
		for (const name of LANE_NAMES) {
			for (const { counts } of this.lanes[name].segments) sum.merge(counts);
		}
		return sum;
	}

	unknownTypes(): ReadonlyMap<string, number> {
		const sum = new Map(this.journal.state.unknown);
		for (const name of LANE_NAMES) {
			for (const { unknown } of this.lanes[name].segments) {
				for (const [type, n] of unknown) addUnknown(sum, type, n);
			}
		}
		return sum;
	}

	/** Why nothing more can be taken in now; null when it can. */
	async refusal(): Promise<SpoolRefusal | null> {
		const { limits } = this.#options;
		const { live, backfill } = this.lanes;
		if (live.stagedBytes + backfill.stagedBytes > MOST_STAGED_BYTES) return 'spool_stalled';
		if (this.bytes >= limits.spoolBytes) {
			// What is delivered already may sit in an open segment.
			for (const lane of [live, backfill]) await lane.sealIfDelivered();
			return 'spool_full';
		}
		if ((await this.#freeBytes()) < limits.diskFreeBytes) return 'disk_full';
		return null;
	}

	async #freeBytes(): Promise<number> {
		const { fileSystem, directory, clock } = this.#options;
		const nowMs = clock();
		if (Math.abs(nowMs - this.#disk.checkedAtMs) > DISK_CHECK_MS) {
			this.#disk.checkedAtMs = nowMs;
			this.#disk.freeBytes = await fileSystem.freeBytes(directory);
		}
		return this.#disk.freeBytes;
	}

	async close(): Promise<void> {
		await this.lanes.live.close();
		await this.lanes.backfill.close();
		await this.#keyLog.close();
		await this.journal.close();
	}
}

/** Small spools get small segments, because a segment is deleted as a whole. */
const segmentBytes = (spoolBytes: number): number =>
	Math.min(LARGEST_SEGMENT_BYTES, Math.max(64 * 1024, Math.floor(spoolBytes / 8)));

async function recoverLane(
	{ fileSystem, directory, log }: SpoolOptions,
	lane: LaneName,
	{ state }: Journal,
	{ seen, keyLog }: { seen: KeySet; keyLog: KeyLog },
	damage: Damage
): Promise<Recovered> {
	const recovered = await new SegmentRecovery({
		fileSystem,
		lane,
		directory: join(directory, lane),
		quarantine: join(directory, 'quarantine'),
		state,
		log,
		seen,
		hasKeysOf: (segment) => keyLog.hadAllOf(segmentKey(lane, segment))
	}).run();
	damage.tornBytes += recovered.tornBytes;
	damage.corruptBytes += recovered.corruptBytes;
	damage.lostRecords += recovered.lostRecords;
	return recovered;
}
