/** One process per data directory. The kernel holds the lock, so a killed process never leaves a stale one. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

export class SpoolInUseError extends Error {
	override readonly name = 'SpoolInUseError';
	constructor(directory: string, options: ErrorOptions) {
		super(
			`another ingest process already works in ${directory}. Stop it first, or give this one its own DATA_DIR.`,
			options
		);
	}
}

/** Returns the function that gives the lock back. Throws SpoolInUseError. */
export function lockDirectory(directory: string): () => void {
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	// Node has no file locks; SQLite's exclusive transaction is one, on every platform and across containers.
	const database = new Database(join(directory, 'lock.db'));
	try {
		database.exec('PRAGMA journal_mode = DELETE');
		database.exec('BEGIN EXCLUSIVE');
	} catch (cause) {
		database.close();
		if (cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY') {
			throw new SpoolInUseError(directory, { cause });
		}
		throw cause;
	}
	return () => {
		database.exec('ROLLBACK');
		database.close();
	};
}
