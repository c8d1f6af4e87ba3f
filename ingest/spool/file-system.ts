/** What the spool needs of a disk, handed in so that tests can make it fail. */
import { mkdir, open, readdir, rename, stat, statfs, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface DiskFile {
	/** May write less than asked; answers how much. */
	write(bytes: Uint8Array, position: number): Promise<number>;
	/** Data and length are on the medium when it resolves. */
	sync(): Promise<void>;
	/** Fills as much of the target as there is; answers how much. */
	read(target: Uint8Array, position: number): Promise<number>;
	truncate(bytes: number): Promise<void>;
	size(): Promise<number>;
	close(): Promise<void>;
}

export interface FileSystem {
	/** Fails when the file exists. Mode 0600: events hold personal data. */
	create(path: string): Promise<DiskFile>;
	open(path: string): Promise<DiskFile>;
	/** Names, sorted; none for a directory that does not exist. */
	list(directory: string): Promise<string[]>;
	/** It and those above it are on the medium when it resolves. */
	makeDirectory(directory: string): Promise<void>;
	/** New and removed names are on the medium when it resolves. */
	syncDirectory(directory: string): Promise<void>;
	/** A file that is already gone is no fault. */
	remove(path: string): Promise<void>;
	rename(from: string, to: string): Promise<void>;
	size(path: string): Promise<number>;
	freeBytes(directory: string): Promise<number>;
}

class NodeFile implements DiskFile {
	readonly #handle: FileHandle;
	constructor(handle: FileHandle) {
		this.#handle = handle;
	}
	async write(bytes: Uint8Array, position: number): Promise<number> {
		return (await this.#handle.write(bytes, 0, bytes.byteLength, position)).bytesWritten;
	}
	sync(): Promise<void> {
		return this.#handle.datasync();
	}
	async read(target: Uint8Array, position: number): Promise<number> {
		return (await this.#handle.read(target, 0, target.byteLength, position)).bytesRead;
	}
	truncate(bytes: number): Promise<void> {
		return this.#handle.truncate(bytes);
	}
	async size(): Promise<number> {
		return (await this.#handle.stat()).size;
	}
	close(): Promise<void> {
		return this.#handle.close();
	}
}

export const isMissing = (cause: unknown): boolean =>
	cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

async function syncDirectory(directory: string): Promise<void> {
	const handle = await open(directory, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

export const nodeFileSystem: FileSystem = {
	create: async (path) => new NodeFile(await open(path, 'wx+', 0o600)),
	open: async (path) => new NodeFile(await open(path, 'r+')),
	list: async (directory) => {
		try {
			return (await readdir(directory)).sort();
		} catch (cause) {
			if (isMissing(cause)) return [];
			throw cause;
		}
	},
	makeDirectory: async (directory) => {
		const first = await mkdir(directory, { recursive: true, mode: 0o700 });
		if (first === undefined) return;
		// A new file is only as durable as the name of each directory above it.
		for (let above = dirname(directory); ; above = dirname(above)) {
			await syncDirectory(above);
			if (above === dirname(first)) return;
		}
	},
	syncDirectory,
	remove: async (path) => {
		try {
			await unlink(path);
		} catch (cause) {
			if (!isMissing(cause)) throw cause;
		}
	},
	rename,
	size: async (path) => (await stat(path)).size,
	freeBytes: async (directory) => {
		const { bavail, bsize } = await statfs(directory);
		return bavail * bsize;
	}
};

/** Writes all of it, however many calls that takes. */
export async function writeFully(
	file: DiskFile,
	bytes: Uint8Array,
	position: number
): Promise<void> {
	let done = 0;
	while (done < bytes.byteLength) {
		const written = await file.write(bytes.subarray(done), position + done);
		if (written <= 0) throw new Error('the disk took no bytes');
		done += written;
	}
}

/** Reads up to the whole target; answers the part that was filled. */
export async function readFully(file: DiskFile, target: Buffer, position: number): Promise<Buffer> {
	let done = 0;
	while (done < target.length) {
		const read = await file.read(target.subarray(done), position + done);
		if (read <= 0) break;
		done += read;
	}
	return target.subarray(0, done);
}
