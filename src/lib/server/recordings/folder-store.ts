/** Recordings as files below one folder. Nothing outside of it is opened, whatever a path says and wherever links lead. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { join, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { SIGNATURE_BYTES, mediaTypeOf } from './media-type.ts';
import type { MediaType } from './media-type.ts';
import type { ByteRange, OpenRecording, Opened, RecordingStore } from './recording-store.ts';
import { relativeNames } from './relative-path.ts';

const MISSING: Opened = { ok: false, reason: 'missing' };
const UNPLAYABLE: Opened = { ok: false, reason: 'unplayable' };
/** A pipe would keep whoever opens it waiting. Where a system does not know a flag it is undefined, which adds nothing. */
const HOW = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'EPERM']);

/** Null when there is nothing to be read there. */
async function ifThere<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch (error) {
		if (NOT_THERE.has((error as NodeJS.ErrnoException).code ?? '')) return null;
		throw error;
	}
}

const etagOf = ({ size, mtimeNs, ino }: BigIntStats): string =>
	`"${size.toString(36)}-${mtimeNs.toString(36)}-${ino.toString(36)}"`;

async function firstBytesOf(handle: FileHandle): Promise<Uint8Array> {
	const { buffer, bytesRead } = await handle.read(
		Buffer.alloc(SIGNATURE_BYTES),
		0,
		SIGNATURE_BYTES,
		0
	);
	return buffer.subarray(0, bytesRead);
}

class OpenFile implements OpenRecording {
	readonly sizeBytes: number;
	readonly mediaType: MediaType;
	readonly etag: string;
	readonly #handle: FileHandle;

	constructor(handle: FileHandle, stats: BigIntStats, mediaType: MediaType) {
		this.#handle = handle;
		this.sizeBytes = Number(stats.size);
		this.etag = etagOf(stats);
		this.mediaType = mediaType;
	}

	read({ first, last }: ByteRange): Readable {
		return this.#handle.createReadStream({ start: first, end: last, autoClose: false });
	}

	close(): Promise<void> {
		return this.#handle.close();
	}
}

class FolderStore implements RecordingStore {
	readonly #root: string;

	constructor(root: string) {
		this.#root = root;
	}

	async open(path: string): Promise<Opened> {
		const names = relativeNames(path);
		const root = names && (await ifThere(realpath(this.#root)));
		if (!names || root === null) return MISSING;
		const real = await ifThere(realpath(join(root, ...names)));
		// Links are followed first and judged by where they end.
		if (!real?.startsWith(root.endsWith(sep) ? root : root + sep)) return MISSING;
		const handle = await ifThere(open(real, HOW));
		if (!handle) return MISSING;
		try {
			const opened = await this.#judge(handle, real);
			if (!opened.ok) await handle.close();
			return opened;
		} catch (cause) {
			await handle.close();
			throw cause;
		}
	}

	async #judge(handle: FileHandle, real: string): Promise<Opened> {
		const stats = await handle.stat({ bigint: true });
		const there = await ifThere(stat(real, { bigint: true }));
		// Something else may have been put in the way between the two steps.
		const isSame = there?.ino === stats.ino && there.dev === stats.dev;
		if (!stats.isFile() || !isSame || (await ifThere(realpath(real))) !== real) return MISSING;
		const mediaType = mediaTypeOf(real, await firstBytesOf(handle));
		if (mediaType === null) return UNPLAYABLE;
		return { ok: true, recording: new OpenFile(handle, stats, mediaType) };
	}
}

/** The folder need not exist: then there are no recordings. */
export const createFolderStore = (root: string): RecordingStore => new FolderStore(root);
