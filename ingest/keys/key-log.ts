/** Keeps the keys of finished segments on disk, so that a restart still knows duplicates. */
import { hash } from 'node:crypto';
import { KEY_BYTES } from './event-key.ts';
import { RECORD_KIND } from '../spool/record.ts';
import { RecordLog } from '../spool/record-log.ts';
import type { RecordLogOptions } from '../spool/record-log.ts';

const ROTATE_BYTES = 16 * 1024 * 1024;
const KEYS_PER_RECORD = 65_536;
/** Tells which segment the keys are of. */
const LABEL_BYTES = 16;
/** The label, then 1 in the last record of the segment. */
const PREFIX_BYTES = LABEL_BYTES + 1;

const label = (segment: string): Buffer =>
	Buffer.from(hash('sha256', segment, 'binary').slice(0, LABEL_BYTES), 'latin1');

export type KeyLogOptions = Omit<RecordLogOptions, 'prefix' | 'kind'> & { readonly limit: number };

export class KeyLog {
	readonly #log: RecordLog;
	readonly #limit: number;
	readonly #keysOf = new Map<number, number>();
	#last: Promise<void> = Promise.resolve();

	constructor({ limit, ...options }: KeyLogOptions) {
		this.#log = new RecordLog({ ...options, prefix: 'keys', kind: RECORD_KIND.keys });
		this.#limit = limit;
	}

	/** Hands over all keys; answers which of the segments in question have theirs here completely. */
	async recover(segments: Iterable<string>, visit: (keys: Buffer) => void): Promise<Set<string>> {
		const byLabel = new Map([...segments].map((name) => [label(name).toString('latin1'), name]));
		const complete = new Set<string>();
		await this.#log.recover(({ kind, payload }, { number }) => {
			if (kind !== RECORD_KIND.keys || payload.length < PREFIX_BYTES) return;
			this.#count(number, (payload.length - PREFIX_BYTES) / KEY_BYTES);
			visit(payload.subarray(PREFIX_BYTES));
			const name = byLabel.get(payload.toString('latin1', 0, LABEL_BYTES));
			if (name !== undefined && payload[LABEL_BYTES] === 1) complete.add(name);
		});
		return complete;
	}

	#count(file: number, keys: number): void {
		this.#keysOf.set(file, (this.#keysOf.get(file) ?? 0) + keys);
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
			if (file) this.#count(file.number, part.length / KEY_BYTES);
		}
		if (this.#log.openBytes > ROTATE_BYTES) {
			await this.#log.rotate();
			await this.#forgetOldest();
		}
	}

	/** Drops the oldest files whose keys the set has no room for anyway. */
	async #forgetOldest(): Promise<void> {
		let total = 0;
		const drop = new Set<number>();
		for (const { number } of [...this.#log.files].reverse()) {
			if (total >= this.#limit) drop.add(number);
			total += this.#keysOf.get(number) ?? 0;
		}
		await this.#log.removeFiles(({ number }) => drop.has(number));
		for (const number of drop) this.#keysOf.delete(number);
	}

	async close(): Promise<void> {
		await this.#last;
		await this.#log.close();
	}
}
