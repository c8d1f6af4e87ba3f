/** An SQLite file as Kysely's SqliteDialect wants it: durable at each commit, shared by several processes. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import Database from 'libsql';

/** How long a statement waits for another process. It blocks this one, but writes here take a millisecond. */
const BUSY_MS = 5000;
const OPEN_ATTEMPTS = 100;
const OPEN_WAIT_MS = 50;

type Handle = Database.Database;

export class StoreFileError extends Error {
	override readonly name = 'StoreFileError';
}

function isBusy(error: unknown): boolean {
	const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
	return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

function openHandle(file: string): Handle {
	const handle = new Database(file);
	try {
		handle.prepare(`PRAGMA busy_timeout = ${BUSY_MS}`).all();
		const [mode] = handle.prepare('PRAGMA journal_mode = WAL').all() as { journal_mode: string }[];
		if (mode?.journal_mode !== 'wal') {
			throw new StoreFileError(`${file} is on a disk without shared memory (WAL cannot be used)`);
		}
		// Each commit is on the disk before it is answered. NORMAL would lose the last ones with the power.
		handle.prepare('PRAGMA synchronous = FULL').run();
		handle.prepare('PRAGMA foreign_keys = ON').run();
		return handle;
	} catch (error) {
		handle.close();
		throw error;
	}
}

/**
 * Opens anew after a statement that found the file busy. The driver (libsql 0.5.29) leaves such a statement active, and
 * while it is, SQLite commits nothing more of this connection: later writes would answer, hold the lock of the file
 * against every other process, and be gone after a crash (tests/integration/store.int.test.ts shows it).
 */
class SharedFile implements SqliteDatabase {
	readonly #file: string;
	#handle: Handle;
	#isSpoilt = false;

	constructor(file: string, handle: Handle) {
		this.#file = file;
		this.#handle = handle;
	}

	prepare(sql: string): SqliteStatement {
		// Inside a transaction the same connection has to take the rollback first.
		if (this.#isSpoilt && !this.#handle.inTransaction) {
			const spoilt = this.#handle;
			this.#handle = openHandle(this.#file);
			this.#isSpoilt = false;
			spoilt.close();
		}
		// A transaction that reads first and writes later would find its reading overtaken by another process, and no
		// waiting helps then: ours take the lock of writers at once.
		const statement = this.#handle.prepare(sql === 'begin' ? 'begin immediate' : sql);
		return {
			reader: statement.reader,
			all: (parameters) => this.#watch(() => statement.all(...parameters)),
			run: (parameters) => this.#watch(() => statement.run(...parameters)),
			iterate: (parameters) => this.#watch(() => statement.iterate(...parameters))
		};
	}

	close(): void {
		this.#handle.close();
	}

	#watch<T>(act: () => T): T {
		try {
			return act();
		} catch (error) {
			if (isBusy(error)) this.#isSpoilt = true;
			throw error;
		}
	}
}

/** Makes the file, readable by this user alone, when it is not there. */
function prepareFile(file: string): void {
	try {
		mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
		closeSync(openSync(file, 'a', 0o600));
	} catch (cause) {
		throw new StoreFileError(`cannot write ${file}`, { cause });
	}
}

/** Throws StoreFileError, or what the driver says of a file that is no database. */
export async function openSqliteFile(file: string): Promise<SqliteDatabase> {
	prepareFile(file);
	for (let attempt = 1; ; attempt++) {
		try {
			return new SharedFile(file, openHandle(file));
		} catch (error) {
			// Switching a new file to WAL does not wait for other processes that do the same.
			if (!isBusy(error) || attempt >= OPEN_ATTEMPTS) throw error;
			await sleep(OPEN_WAIT_MS);
		}
	}
}
