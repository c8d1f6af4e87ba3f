/** Numbered files of records that only grow; the base of journal, key log and dead letters. */
import { join } from 'node:path';
import { writeFully } from './file-system.ts';
import type { DiskFile, FileSystem } from './file-system.ts';
import { encodeRecord } from './record.ts';
import type { RecordKind, StoredRecord } from './record.ts';
import { scanFile } from './scan.ts';

export interface RecordLogOptions {
	readonly fileSystem: FileSystem;
	readonly directory: string;
	readonly prefix: string;
	readonly kind: RecordKind;
	readonly clock: () => number;
}

export interface LogFile {
	readonly number: number;
	readonly path: string;
}

/** Not safe for two appends at once: each owner has its own queue. */
export class RecordLog {
	readonly #options: RecordLogOptions;
	readonly #files: LogFile[] = [];
	#open: { file: DiskFile; bytes: number } | null = null;
	#seq = 0;
	/** Bytes between records found by `recover`; torn tails are part of it. */
	damagedBytes = 0;

	constructor(options: RecordLogOptions) {
		this.#options = options;
	}

	get files(): readonly LogFile[] {
		return this.#files;
	}

	get openBytes(): number {
		return this.#open?.bytes ?? 0;
	}

	/** Hands over every record there is, oldest first. Appends go to a new file afterwards. */
	async recover(visit: (record: StoredRecord, file: LogFile) => void): Promise<void> {
		const { fileSystem, directory } = this.#options;
		await fileSystem.makeDirectory(directory);
		for (const name of await fileSystem.list(directory)) {
			const number = this.#numberOf(name);
			if (number === null) continue;
			const entry = { number, path: join(directory, name) };
			this.#files.push(entry);
			const file = await fileSystem.open(entry.path);
			try {
				for await (const items of scanFile(file, 0, await file.size())) {
					for (const item of items) {
						if (item.type === 'gap') this.damagedBytes += item.bytes;
						else visit(item.record, entry);
					}
				}
				// What a killed process had not synced counts from now on, so it has to stay.
				await file.sync();
			} finally {
				await file.close();
			}
		}
		await fileSystem.syncDirectory(directory);
	}

	#numberOf(name: string): number | null {
		const { prefix } = this.#options;
		const digits = name.startsWith(`${prefix}-`) && name.endsWith('.log');
		const number = digits ? Number(name.slice(prefix.length + 1, -4)) : NaN;
		return Number.isSafeInteger(number) ? number : null;
	}

	/** Further appends go to a new file; what is in the old one stays. */
	async rotate(): Promise<void> {
		const { fileSystem, directory, prefix } = this.#options;
		const number = (this.#files.at(-1)?.number ?? 0) + 1;
		const path = join(directory, `${prefix}-${String(number).padStart(12, '0')}.log`);
		const old = this.#open;
		this.#open = null;
		if (old) await old.file.close().catch(() => undefined);
		// The number counts as used even when creating fails, so that a leftover never blocks the next try.
		this.#files.push({ number, path });
		const file = await fileSystem.create(path);
		try {
			await fileSystem.syncDirectory(directory);
		} catch (cause) {
			await file.close().catch(() => undefined);
			throw cause;
		}
		this.#open = { file, bytes: 0 };
	}

	/** After a failure nothing more is added to that file. */
	async append(payload: Uint8Array, { sync }: { sync: boolean }): Promise<void> {
		if (!this.#open) await this.rotate();
		const open = this.#open;
		if (!open) throw new Error('no open log file');
		const { kind, clock } = this.#options;
		const record = encodeRecord({ seq: ++this.#seq, atMs: clock(), kind }, payload);
		try {
			await writeFully(open.file, record, open.bytes);
			if (sync) await open.file.sync();
			open.bytes += record.length;
		} catch (cause) {
			this.#open = null;
			await open.file.close().catch(() => undefined);
			throw cause;
		}
	}

	async sync(): Promise<void> {
		await this.#open?.file.sync();
	}

	/** Removes the files that `drop` chooses, never the open one. */
	async removeFiles(drop: (file: LogFile) => boolean): Promise<void> {
		const { fileSystem, directory } = this.#options;
		const last = this.#open ? this.#files.at(-1) : undefined;
		const gone = this.#files.filter((file) => file !== last && drop(file));
		for (const file of gone) {
			await fileSystem.remove(file.path);
			this.#files.splice(this.#files.indexOf(file), 1);
		}
		if (gone.length > 0) await fileSystem.syncDirectory(directory);
	}

	async close(): Promise<void> {
		const open = this.#open;
		this.#open = null;
		if (!open) return;
		await open.file.sync();
		await open.file.close();
	}
}
