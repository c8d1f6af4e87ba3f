/**
 * A disk in memory that forgets what was not synced when the power is cut, in any order it likes: pieces of a write by
 * themselves, names apart from contents, a longer file without what it was to hold ("All File Systems Are Not Created
 * Equal", OSDI '14). A process that is killed leaves everything in the cache of the machine.
 */
import { basename, dirname } from 'node:path';
import type { DiskFile, FileSystem } from '../../ingest/spool/file-system.ts';
import { DiskError } from './faulty-file-system.ts';

const SECTOR_BYTES = 512;

type Change =
	| { readonly at: number; readonly bytes: Buffer }
	/** The length alone. */
	| { readonly length: number };

interface Inode {
	/** What every process sees. */
	cached: Buffer;
	/** What is on the medium. */
	durable: Buffer;
	/** On its way there. */
	pending: Change[];
	/** Of a failed sync: taken for written, so that no later sync writes it. */
	forgotten: Change[];
}

interface NameChange {
	readonly name: string;
	/** Null: the name is gone. */
	readonly inode: Inode | null;
}

interface Directory {
	names: Map<string, Inode>;
	durable: Map<string, Inode>;
	pending: NameChange[];
}

export type Operation =
	'create' | 'open' | 'write' | 'truncate' | 'sync' | 'remove' | 'syncDirectory' | 'other';

/** Numbers from 0 to 1. */
export type Random = () => number;

function apply(bytes: Buffer, change: Change): Buffer {
	if ('length' in change) {
		const resized = Buffer.alloc(change.length);
		bytes.copy(resized);
		return resized;
	}
	const end = change.at + change.bytes.length;
	const wider = Buffer.alloc(Math.max(bytes.length, end));
	bytes.copy(wider);
	change.bytes.copy(wider, change.at);
	return wider;
}

/** A write as the medium takes it: sector by sector. */
function* sectors({ at, bytes }: { at: number; bytes: Buffer }): Generator<Change> {
	for (let done = 0; done < bytes.length;) {
		const length = Math.min(SECTOR_BYTES - ((at + done) % SECTOR_BYTES), bytes.length - done);
		yield { at: at + done, bytes: bytes.subarray(done, done + length) };
		done += length;
	}
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export class PowerCutDisk {
	readonly #random: Random;
	readonly #directories = new Map<string, Directory>();
	#process = 0;
	#fuse: { left: number; readonly burn: () => void } | null = null;
	/** Answers the code of an error to make an operation fail. */
	fault: (operation: Operation, path: string) => string | null = () => null;

	constructor(random: Random) {
		this.#random = random;
	}

	names(directory: string): string[] {
		return [...this.#directory(directory).names.keys()].sort();
	}

	/** The disk as a new process sees it; what a former one still does has no effect. */
	boot(): FileSystem {
		this.#process += 1;
		this.#fuse = null;
		return this.#fileSystem(this.#process);
	}

	/** The process is gone, in the middle of whatever it did. */
	kill(): void {
		this.#process += 1;
		this.#fuse = null;
	}

	/** Ends the process after so many operations, before or after the last one has had its effect. */
	burnAfter(operations: number): Promise<void> {
		return new Promise((resolve) => {
			this.#fuse = { left: operations, burn: resolve };
		});
	}

	cutPower(): void {
		this.kill();
		const kept = this.#random();
		for (const directory of this.#directories.values()) {
			for (const { name, inode } of directory.pending) {
				if (this.#random() < kept) setName(directory.durable, name, inode);
			}
			directory.pending = [];
			directory.names = new Map(directory.durable);
			for (const inode of directory.names.values()) this.#lose(inode, kept);
		}
	}

	#lose(inode: Inode, kept: number): void {
		const grown = this.#random() < kept / 2 ? inode.cached.length : 0;
		for (const change of [...inode.forgotten, ...inode.pending]) {
			const pieces = 'length' in change ? [change] : sectors(change);
			for (const piece of pieces) {
				if (this.#random() < kept) inode.durable = apply(inode.durable, piece);
			}
		}
		if (grown > inode.durable.length) inode.durable = apply(inode.durable, { length: grown });
		inode.cached = inode.durable;
		inode.pending = [];
		inode.forgotten = [];
	}

	/** The kernel writes by itself what nobody asked it to. */
	writeBack(): void {
		for (const { names } of this.#directories.values()) {
			for (const inode of names.values()) if (this.#random() < 0.5) settle(inode);
		}
	}

	#fileSystem(process: number): FileSystem {
		const run = <T>(operation: Operation, path: string, effect: () => T): Promise<T> =>
			this.#run(process, operation, path, effect);
		const file = (path: string, inode: Inode): DiskFile => this.#file(path, inode, run);
		return {
			create: (path) =>
				run('create', path, () => {
					const directory = this.#directory(dirname(path));
					if (directory.names.has(basename(path))) throw new DiskError('EEXIST');
					const inode = {
						cached: Buffer.alloc(0),
						durable: Buffer.alloc(0),
						pending: [],
						forgotten: []
					};
					rename(directory, basename(path), inode);
					return file(path, inode);
				}),
			open: (path) => run('open', path, () => file(path, this.#inode(path))),
			list: (path) =>
				run('other', path, () => [...(this.#directories.get(path)?.names.keys() ?? [])].sort()),
			makeDirectory: (path) =>
				run('other', path, () => {
					this.#directory(path);
				}),
			syncDirectory: (path) =>
				run('syncDirectory', path, () => {
					const directory = this.#directory(path);
					directory.durable = new Map(directory.names);
					directory.pending = [];
				}),
			remove: (path) =>
				run('remove', path, () => {
					const directory = this.#directory(dirname(path));
					if (directory.names.has(basename(path))) rename(directory, basename(path), null);
				}),
			rename: (from, to) =>
				run('other', from, () => {
					const inode = this.#inode(from);
					rename(this.#directory(dirname(to)), basename(to), inode);
					rename(this.#directory(dirname(from)), basename(from), null);
				}),
			size: (path) => run('other', path, () => this.#inode(path).cached.length),
			freeBytes: (path) => run('other', path, () => Number.MAX_SAFE_INTEGER)
		};
	}

	#file(
		path: string,
		inode: Inode,
		run: <T>(operation: Operation, path: string, effect: () => T) => Promise<T>
	): DiskFile {
		const change = (what: Change): void => {
			inode.cached = apply(inode.cached, what);
			inode.pending.push(what);
		};
		return {
			write: (bytes, position) => {
				const copy = Buffer.from(bytes);
				return run('write', path, () => {
					change({ at: position, bytes: copy });
					return copy.length;
				});
			},
			sync: async () => {
				try {
					await run('sync', path, () => {
						settle(inode);
					});
				} catch (cause) {
					inode.forgotten.push(...inode.pending);
					inode.pending = [];
					throw cause;
				}
			},
			read: (target, position) => run('other', path, () => inode.cached.copy(target, 0, position)),
			truncate: (length) =>
				run('truncate', path, () => {
					change({ length });
				}),
			size: () => run('other', path, () => inode.cached.length),
			close: () => run('other', path, () => undefined)
		};
	}

	async #run<T>(process: number, operation: Operation, path: string, effect: () => T): Promise<T> {
		await Promise.resolve();
		if (process !== this.#process) return never();
		const fuse = this.#fuse;
		if (fuse) {
			fuse.left -= 1;
			if (fuse.left <= 0) {
				if (this.#random() < 0.5) effect();
				this.kill();
				fuse.burn();
				return never();
			}
		}
		const code = this.fault(operation, path);
		if (code !== null) throw new DiskError(code);
		return effect();
	}

	#directory(path: string): Directory {
		let directory = this.#directories.get(path);
		if (!directory) {
			directory = { names: new Map(), durable: new Map(), pending: [] };
			this.#directories.set(path, directory);
		}
		return directory;
	}

	#inode(path: string): Inode {
		const inode = this.#directories.get(dirname(path))?.names.get(basename(path));
		if (!inode) throw new DiskError('ENOENT');
		return inode;
	}
}

function setName(names: Map<string, Inode>, name: string, inode: Inode | null): void {
	if (inode) names.set(name, inode);
	else names.delete(name);
}

function rename(directory: Directory, name: string, inode: Inode | null): void {
	setName(directory.names, name, inode);
	directory.pending.push({ name, inode });
}

function settle(inode: Inode): void {
	for (const change of inode.pending) inode.durable = apply(inode.durable, change);
	inode.pending = [];
}
