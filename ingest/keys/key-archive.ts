/** The keys that memory has no room for, in files: an event that comes again after millions of others is a duplicate too. */
import { join } from 'node:path';
import { writeFully } from '../spool/file-system.ts';
import type { FileSystem } from '../spool/file-system.ts';
import { ArchiveHead, encodeArchive } from './archive-file.ts';

/** Each costs a look at its filter for each new event. */
const MOST_FILES = 128;
const NAME = /^archive-(\d{12})\.keys$/;
const UNFINISHED = '.part';

const nameOf = (number: number): string => `archive-${String(number).padStart(12, '0')}.keys`;

export interface KeyArchiveOptions {
	readonly directory: string;
	readonly fileSystem: FileSystem;
	readonly log: { error(details: object, message: string): void };
	readonly mostFiles?: number;
}

export class KeyArchive {
	readonly #options: KeyArchiveOptions;
	/** By number, oldest first. */
	readonly #heads = new Map<number, ArchiveHead>();
	/** Another one whenever keys were added. */
	state = 0;

	constructor(options: KeyArchiveOptions) {
		this.#options = options;
	}

	/** A file that cannot be read stays where it is, is not looked into, and is told of. */
	async open(): Promise<void> {
		const { directory, fileSystem, log } = this.#options;
		await fileSystem.makeDirectory(directory);
		for (const name of await fileSystem.list(directory)) {
			const path = join(directory, name);
			if (name.endsWith(UNFINISHED)) await fileSystem.remove(path);
			const number = NAME.exec(name)?.[1];
			if (number === undefined) continue;
			const head = await this.#read(path);
			if (head) this.#heads.set(Number(number), head);
			else log.error({ path }, 'a file of known keys is damaged; copies of its events may count');
		}
	}

	async #read(path: string): Promise<ArchiveHead | null> {
		const file = await this.#options.fileSystem.open(path);
		try {
			return await ArchiveHead.read(file);
		} finally {
			await file.close();
		}
	}

	get size(): number {
		return [...this.#heads.values()].reduce((sum, { count }) => sum + count, 0);
	}

	/** Of the filters, in memory. */
	get bytes(): number {
		return [...this.#heads.values()].reduce((sum, { bytes }) => sum + bytes, 0);
	}

	/** On the medium when it resolves. The oldest file goes when there are too many. */
	async add(keys: Buffer): Promise<void> {
		const { directory, fileSystem, mostFiles = MOST_FILES } = this.#options;
		const number = ([...this.#heads.keys()].at(-1) ?? 0) + 1;
		const path = join(directory, nameOf(number));
		const head = await this.#write(path, await encodeArchive(keys));
		this.#heads.set(number, head);
		this.state += 1;
		for (const oldest of [...this.#heads.keys()].slice(0, -mostFiles)) {
			this.#heads.delete(oldest);
			await fileSystem.remove(join(directory, nameOf(oldest)));
		}
	}

	/** Whole or not at all, whatever ends the process meanwhile. */
	async #write(path: string, bytes: Buffer): Promise<ArchiveHead> {
		const { directory, fileSystem } = this.#options;
		const unfinished = `${path}${UNFINISHED}`;
		await fileSystem.remove(unfinished);
		const file = await fileSystem.create(unfinished);
		try {
			await writeFully(file, bytes, 0);
			await file.sync();
			const head = await ArchiveHead.read(file);
			if (head === null) throw new Error(`${unfinished} is not what was written`);
			await fileSystem.rename(unfinished, path);
			await fileSystem.syncDirectory(directory);
			return head;
		} finally {
			await file.close().catch(() => undefined);
		}
	}

	/** False: none of the keys is here, for certain. */
	mayKnow(keys: readonly string[]): boolean {
		for (const head of this.#heads.values()) if (keys.some((key) => head.mayHold(key))) return true;
		return false;
	}

	/** Those of the keys that are here. What cannot be read is told of and not known: nothing is refused for it. */
	async known(keys: readonly string[]): Promise<Set<string>> {
		const known = new Set<string>();
		for (const [number, head] of this.#heads) {
			const suspects = keys.filter((key) => !known.has(key) && head.mayHold(key));
			if (suspects.length === 0) continue;
			const path = join(this.#options.directory, nameOf(number));
			try {
				await this.#look(path, head, suspects, known);
			} catch (err) {
				// One too many may have gone since we began.
				if (!this.#heads.has(number)) continue;
				this.#options.log.error({ err, path }, 'known keys cannot be read; copies may count');
			}
		}
		return known;
	}

	async #look(
		path: string,
		head: ArchiveHead,
		suspects: readonly string[],
		known: Set<string>
	): Promise<void> {
		const file = await this.#options.fileSystem.open(path);
		try {
			for (const key of suspects) if (await head.holds(file, key)) known.add(key);
		} finally {
			await file.close();
		}
	}
}
