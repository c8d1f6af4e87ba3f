/** Keeps the journal state on disk: each entry is applied and written in one order. */
import { randomBytes } from 'node:crypto';
import { decodeEntry, encodeEntry } from './journal-entry.ts';
import type { JournalEntry } from './journal-entry.ts';
import { JournalState } from './journal-state.ts';
import { RECORD_KIND } from './record.ts';
import { RecordLog } from './record-log.ts';
import type { RecordLogOptions } from './record-log.ts';

const COMPACT_BYTES = 8 * 1024 * 1024;

export type JournalOptions = Omit<RecordLogOptions, 'prefix' | 'kind'>;

export class Journal {
	readonly state: JournalState;
	readonly #log: RecordLog;
	#last: Promise<void> = Promise.resolve();
	/** The file misses something that is in the state. */
	#behind = true;

	private constructor(log: RecordLog, state: JournalState) {
		this.#log = log;
		this.state = state;
	}

	/** Reads what is there and begins a new file with the sum of it. */
	static async open(options: JournalOptions): Promise<{ journal: Journal; damagedBytes: number }> {
		const log = new RecordLog({ ...options, prefix: 'journal', kind: RECORD_KIND.journal });
		const state = new JournalState(randomBytes(6).toString('hex'));
		await log.recover((record) => {
			const entry = record.kind === RECORD_KIND.journal ? decodeEntry(record.payload) : null;
			if (entry) state.apply(entry);
		});
		const journal = new Journal(log, state);
		await journal.flush();
		return { journal, damagedBytes: log.damagedBytes };
	}

	/**
	 * Makes and applies the entries in the order of calls. Rejects when it is not written; `flush` writes it later.
	 * Without `sync` it survives the death of the process but not of the machine.
	 */
	record(make: () => JournalEntry, { sync }: { sync: boolean }): Promise<void> {
		// Applied inside the queue: a snapshot written meanwhile must not hold what a later record repeats.
		return this.#enqueue(async () => {
			const entry = make();
			this.state.apply(entry);
			if (this.#behind) return this.#rewrite();
			try {
				await this.#log.append(encodeEntry(entry), { sync });
			} catch (cause) {
				this.#behind = true;
				throw cause;
			}
			if (this.#log.openBytes > COMPACT_BYTES) await this.#rewrite();
			return undefined;
		});
	}

	/** Writes what an earlier failure left unwritten; resolves when the journal on disk is whole. */
	flush(): Promise<void> {
		return this.#enqueue(async () => {
			if (this.#behind) await this.#rewrite();
			else await this.#log.sync();
		});
	}

	#enqueue(step: () => Promise<void>): Promise<void> {
		const result = this.#last.then(step);
		this.#last = result.catch(() => undefined);
		return result;
	}

	async #rewrite(): Promise<void> {
		this.#behind = true;
		await this.#log.rotate();
		await this.#log.append(encodeEntry(this.state.snapshot()), { sync: true });
		this.#behind = false;
		await this.#log.removeFiles(() => true);
	}

	async close(): Promise<void> {
		await this.flush();
		await this.#log.close();
	}
}
