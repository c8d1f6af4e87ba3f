/** Keeps the keys of finished segments, on disk and in memory; when there are too many, the oldest go to the archive. */
import { hash } from 'node:crypto';
import { RECORD_KIND } from '../spool/record.ts';
import type { StoredRecord } from '../spool/record.ts';
import { RecordLog } from '../spool/record-log.ts';
import type { LogFile, RecordLogOptions } from '../spool/record-log.ts';
import { KEY_BYTES } from './event-key.ts';
import type { KeyArchive } from './key-archive.ts';
import { KeySet } from './key-set.ts';

const MOST_FILE_BYTES = 16 * 1024 * 1024;
/** Of those that memory has room for, so that a file that goes takes few of them along. */
const SHARE_OF_FILE = 1 / 8;
const KEYS_PER_RECORD = 16_384;
/** Tells which segment the keys are of. */
const LABEL_BYTES = 16;
/** The label, then 1 in the last record of the segment. */
const PREFIX_BYTES = LABEL_BYTES + 1;

const label = (segment: string): Buffer =>
	Buffer.from(hash('sha256', segment, 'binary').slice(0, LABEL_BYTES), 'latin1');
const isKeys = ({ kind, payload }: StoredRecord): boolean =>
	kind === RECORD_KIND.keys && payload.length >= PREFIX_BYTES;

export interface KeyLogOptions extends Omit<RecordLogOptions, 'prefix' | 'kind'> {
	/** How many keys memory keeps: these, and what one more file holds. */
	readonly limit: number;
	readonly archive: Pick<KeyArchive, 'add'>;
	readonly log: { warn(details: object, message: string): void };
}

export class KeyLog {
	readonly #log: RecordLog;
	readonly #options: KeyLogOptions;
	/** The keys of each file, until the archive has them: what is known is never forgotten in between. */
	readonly #keysOf = new Map<number, KeySet>();
	/** Labels of segments that a former process finished. */
	readonly #complete = new Set<string>();
	#last: Promise<void> = Promise.resolve();

	constructor(options: KeyLogOptions) {
		this.#options = options;
		this.#log = new RecordLog({ ...options, prefix: 'keys', kind: RECORD_KIND.keys });
	}

	/** Reads all keys. */
	async recover(): Promise<void> {
		await this.#log.recover((record, { number }) => {
			if (!isKeys(record)) return;
			const { payload } = record;
			this.#keys(number).addAll(payload.subarray(PREFIX_BYTES));
			if (payload[LABEL_BYTES] === 1)
				this.#complete.add(payload.toString('latin1', 0, LABEL_BYTES));
		});
	}

	/** Whether the keys of the segment were here, all of them, when the process began. */
	hadAllOf(segment: string): boolean {
		return this.#complete.has(label(segment).toString('latin1'));
	}

	has(key: string): boolean {
		for (const keys of this.#keysOf.values()) if (keys.has(key)) return true;
		return false;
	}

	get size(): number {
		return [...this.#keysOf.values()].reduce((sum, { size }) => sum + size, 0);
	}

	#keys(file: number): KeySet {
		const found = this.#keysOf.get(file);
		if (found) return found;
		const made = new KeySet(Infinity);
		this.#keysOf.set(file, made);
		return made;
	}

	/** On the medium when it resolves. Writing the keys of a segment twice does no harm. */
	append(segment: string, keys: Buffer): Promise<void> {
		const result = this.#last.then(() => this.#write(segment, keys));
		this.#last = result.catch(() => undefined);
		return result;
	}

	async #write(segment: string, keys: Buffer): Promise<void> {
		const step = KEYS_PER_RECORD * KEY_BYTES;
		// At least one record, so that a segment without events counts as saved too.
		for (let at = 0; at === 0 || at < keys.length; at += step) {
			const part = keys.subarray(at, at + step);
			const isLast = at + step >= keys.length;
			const payload = Buffer.concat([label(segment), Buffer.of(isLast ? 1 : 0), part]);
			await this.#log.append(payload, { sync: isLast });
			const file = this.#log.files.at(-1);
			if (file) this.#keys(file.number).addAll(part);
		}
		const { limit } = this.#options;
		if (this.#log.openBytes > Math.min(MOST_FILE_BYTES, limit * SHARE_OF_FILE * KEY_BYTES)) {
			await this.#log.rotate();
			await this.#archiveOldest();
		}
	}

	/** The keys of this segment are saved whether it succeeds or not; what stays is tried again with the next file. */
	async #archiveOldest(): Promise<void> {
		try {
			for (const { number } of this.#tooMany()) {
				const keys = this.#keysOf.get(number);
				// Not there: they are in the archive, and only their file could not be removed.
				if (keys) await this.#options.archive.add(keys.toBuffer());
				this.#keysOf.delete(number);
				await this.#log.removeFiles((file) => file.number === number);
			}
		} catch (err) {
			this.#options.log.warn({ err }, 'old keys could not be archived; they stay in memory');
		}
	}

	/** Files beyond the room there is, oldest first. */
	#tooMany(): LogFile[] {
		let newer = 0;
		const files: LogFile[] = [];
		for (const file of [...this.#log.files].reverse()) {
			if (newer >= this.#options.limit) files.unshift(file);
			newer += this.#keysOf.get(file.number)?.size ?? 0;
		}
		return files;
	}

	async close(): Promise<void> {
		await this.#last;
		await this.#log.close();
	}
}
