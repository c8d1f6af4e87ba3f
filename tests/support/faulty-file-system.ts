/** A real disk that fails on demand. */
import { nodeFileSystem } from '../../ingest/spool/file-system.ts';
import type { DiskFile, FileSystem } from '../../ingest/spool/file-system.ts';

export class DiskError extends Error {
	override readonly name = 'DiskError';
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.code = code;
	}
}

export interface Faults {
	/** Called before each operation on a path; throws to make it fail. */
	write: (path: string) => void;
	sync: (path: string) => void;
	create: (path: string) => void;
	/** The most bytes one write takes. */
	mostBytesAWrite: number;
	freeBytes: number | null;
}

export const noFaults = (): Faults => ({
	write: () => undefined,
	sync: () => undefined,
	create: () => undefined,
	mostBytesAWrite: Number.MAX_SAFE_INTEGER,
	freeBytes: null
});

/** `syncs` counts what reached the medium. */
export function faultyFileSystem(faults: Faults): FileSystem & { readonly syncs: string[] } {
	const syncs: string[] = [];
	const wrap = (path: string, file: DiskFile): DiskFile => ({
		write: async (bytes, position) => {
			faults.write(path);
			return file.write(bytes.subarray(0, faults.mostBytesAWrite), position);
		},
		sync: async () => {
			faults.sync(path);
			await file.sync();
			syncs.push(path);
		},
		read: (target, position) => file.read(target, position),
		truncate: (bytes) => file.truncate(bytes),
		size: () => file.size(),
		close: () => file.close()
	});
	return {
		...nodeFileSystem,
		syncs,
		create: async (path) => {
			faults.create(path);
			return wrap(path, await nodeFileSystem.create(path));
		},
		open: async (path) => wrap(path, await nodeFileSystem.open(path)),
		freeBytes: (directory) =>
			faults.freeBytes === null
				? nodeFileSystem.freeBytes(directory)
				: Promise.resolve(faults.freeBytes)
	};
}
