/** One process per directory. The kernel holds the lock, so a killed process never leaves a stale one. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export class DirectoryInUseError extends Error {
	override readonly name = 'DirectoryInUseError';
	constructor(directory: string, options: ErrorOptions) {
		super(`another process already works in ${directory}`, options);
	}
}

const lockFile = (directory: string): string => join(directory, 'lock.db');

const isBusy = (cause: unknown): boolean =>
	cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY';

/** Returns the function that gives the lock back. Throws DirectoryInUseError, after waiting `waitMs` for the other. */
export function lockDirectory(directory: string, { waitMs = 0 } = {}): () => void {
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	// Node has no file locks; SQLite's exclusive transaction is one, on every platform and across containers.
	const database = new Database(lockFile(directory));
	try {
		database.prepare(`PRAGMA busy_timeout = ${waitMs}`).all();
		database.exec('PRAGMA journal_mode = DELETE');
		database.exec('BEGIN EXCLUSIVE');
	} catch (cause) {
		database.close();
		if (isBusy(cause)) throw new DirectoryInUseError(directory, { cause });
		throw cause;
	}
	return () => {
		database.exec('ROLLBACK');
		database.close();
	};
}

/**
 * Whether a process holds the lock now. Asking takes it for an instant when it is free: whoever locks a directory that is
 * asked about waits a moment.
 */
export function isLocked(directory: string): boolean {
	if (!existsSync(lockFile(directory))) return false;
	const database = new Database(lockFile(directory));
	try {
		database.prepare('SELECT count(*) FROM sqlite_master').all();
		return false;
	} catch (cause) {
		if (isBusy(cause)) return true;
		throw cause;
	} finally {
		database.close();
	}
}
