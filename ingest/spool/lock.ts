/** One ingest process per spool. */
import { DirectoryInUseError, lockDirectory } from '#lib/server/lock.ts';
import { DirectoryUnusableError } from './unusable.ts';

export class SpoolInUseError extends Error {
	override readonly name = 'SpoolInUseError';
	constructor(directory: string, options: ErrorOptions) {
		super(
			`another ingest process already works in ${directory}. Stop it first, or give this one its own DATA_DIR.`,
			options
		);
	}
}

/** Returns the function that gives the lock back. Throws SpoolInUseError or DirectoryUnusableError. */
export function lockSpool(directory: string): () => void {
	try {
		return lockDirectory(directory);
	} catch (cause) {
		if (cause instanceof DirectoryInUseError) throw new SpoolInUseError(directory, { cause });
		// Not in use, so it is the disk: SQLite has codes of its own for it, and sometimes none.
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new DirectoryUnusableError(directory, reason, { cause });
	}
}
