/** The files of the engine below the data directory. */
import {
	accessSync,
	closeSync,
	constants,
	fsyncSync,
	mkdirSync,
	openSync,
	renameSync,
	writeSync
} from 'node:fs';
import { join } from 'node:path';
import { connectionFile } from '#lib/server/clickhouse/connection.ts';
import { EngineDirectoryError } from './engine-error.ts';

export interface EngineFiles {
	readonly directory: string;
	/** What the database stores; the engine locks it. */
	readonly store: string;
	/** Where `file()` would read, if anybody were allowed to. */
	readonly userFiles: string;
	/** Where BACKUP writes and RESTORE reads, and nowhere else. */
	readonly backups: string;
	readonly config: string;
	readonly users: string;
	readonly log: string;
	readonly connection: string;
}

/** Names them and makes the directories. Throws EngineDirectoryError. */
export function prepareFiles(dataDir: string): EngineFiles {
	const directory = join(dataDir, 'engine');
	const files: EngineFiles = {
		directory,
		store: join(directory, 'store'),
		userFiles: join(directory, 'user-files'),
		backups: join(directory, 'backups'),
		config: join(directory, 'config.xml'),
		users: join(directory, 'users.xml'),
		log: join(directory, 'engine.log'),
		connection: connectionFile(dataDir)
	};
	try {
		for (const path of [directory, files.store, files.userFiles, files.backups]) {
			mkdirSync(path, { recursive: true, mode: 0o700 });
			// It may be there and be somebody else's.
			accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
		}
	} catch (cause) {
		throw new EngineDirectoryError(directory, cause);
	}
	return files;
}

/** Replaces a file in one step, readable by this user alone: nobody ever sees half of it. */
export function writePrivately(file: string, text: string): void {
	const draft = `${file}.${process.pid}.tmp`;
	try {
		const handle = openSync(draft, 'w', 0o600);
		try {
			writeSync(handle, text);
			fsyncSync(handle);
		} finally {
			closeSync(handle);
		}
		renameSync(draft, file);
	} catch (cause) {
		throw new EngineDirectoryError(file, cause);
	}
}
