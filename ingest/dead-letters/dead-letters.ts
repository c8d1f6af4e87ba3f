/** Keeps dead letters in files, and knows what became of each. */
import { isMissing } from '../spool/file-system.ts';
import type { DiskFile } from '../spool/file-system.ts';
import { RECORD_KIND } from '../spool/record.ts';
import { RecordLog } from '../spool/record-log.ts';
import type { LogFile, RecordLogOptions } from '../spool/record-log.ts';
import { scanFile } from '../spool/scan.ts';
import { decodeLetterEntry } from './letter.ts';
import type { Letter, LetterEntry, LetterState } from './letter.ts';

export type DeadLettersOptions = Omit<RecordLogOptions, 'prefix' | 'kind'>;

export interface WholeLetter {
	readonly letter: Letter;
	/** JSON. */
	readonly event: string;
}

/** What becomes of a letter: itself, another one in its place, or nothing. */
export type Decide = (whole: WholeLetter) => WholeLetter | null;

export class DeadLetters {
	readonly #options: DeadLettersOptions;
	readonly #log: RecordLog;
	readonly #letters = new Map<string, Letter>();
	/** On their way again; a restart learns it from the spool. */
	readonly #replaying = new Set<string>();
	/** Changed since the last `takeChanged`. */
	#changed = new Set<string>();
	#last: Promise<void> = Promise.resolve();
	#copying: Promise<void> = Promise.resolve();

	private constructor(options: DeadLettersOptions) {
		this.#options = options;
		this.#log = new RecordLog({ ...options, prefix: 'letters', kind: RECORD_KIND.letter });
	}

	static async open(
		options: DeadLettersOptions,
		replaying: Iterable<string> = []
	): Promise<DeadLetters> {
		const letters = new DeadLetters(options);
		await letters.#log.recover(({ kind, payload }) => {
			const entry = kind === RECORD_KIND.letter ? decodeLetterEntry(payload) : null;
			if (entry) letters.#apply(entry);
		});
		for (const id of replaying) letters.#replaying.add(id);
		return letters;
	}

	#apply(entry: LetterEntry): void {
		if (entry.type === 'letter') {
			this.#letters.set(entry.letter.id, entry.letter);
			this.#changed.add(entry.letter.id);
			return;
		}
		const letter = this.#letters.get(entry.id);
		if (!letter) return;
		this.#letters.set(entry.id, { ...letter, state: entry.state, changedAtMs: entry.atMs });
		this.#changed.add(entry.id);
	}

	list(): Letter[] {
		return [...this.#letters.values()];
	}

	get(id: string): Letter | undefined {
		return this.#letters.get(id);
	}

	/** Letters that nobody has dealt with, by code. */
	countsByCode(): Record<string, number> {
		const counts = new Map<string, number>();
		for (const { code, state } of this.#letters.values()) {
			if (state === 'new') counts.set(code, (counts.get(code) ?? 0) + 1);
		}
		return Object.fromEntries(counts);
	}

	/** On the medium when it resolves. The same id again replaces the letter. */
	async add(letter: Letter, event: string): Promise<void> {
		await this.#append({ type: 'letter', letter, event });
		this.#replaying.delete(letter.id);
	}

	async setState(id: string, state: LetterState): Promise<void> {
		await this.#append({ type: 'state', id, state, atMs: this.#options.clock() });
		this.#replaying.delete(id);
	}

	#append(entry: LetterEntry): Promise<void> {
		return this.#enqueue(async () => {
			await this.#write(entry, { sync: true });
			this.#apply(entry);
		});
	}

	#write(entry: LetterEntry, options: { sync: boolean }): Promise<void> {
		return this.#log.append(Buffer.from(JSON.stringify(entry)), options);
	}

	/** One after another: the files have one writer, and are read as they are written. */
	#enqueue<T>(step: () => Promise<T>): Promise<T> {
		const result = this.#last.then(step);
		this.#last = result.then(
			() => undefined,
			() => undefined
		);
		return result;
	}

	/** False when the letter is unknown, dealt with, or on its way already. */
	startReplay(id: string): boolean {
		if (this.#letters.get(id)?.state !== 'new' || this.#replaying.has(id)) return false;
		this.#replaying.add(id);
		return true;
	}

	cancelReplay(id: string): void {
		this.#replaying.delete(id);
	}

	isReplaying(id: string): boolean {
		return this.#replaying.has(id);
	}

	/** The events of letters, as JSON. */
	async events(ids: ReadonlySet<string>): Promise<Map<string, string>> {
		const found = new Map<string, string>();
		if (ids.size === 0) return found;
		// Nobody may take the files away meanwhile.
		await this.#enqueue(async () => {
			for await (const { id, event } of this.#stored(this.#log.files)) {
				if (ids.has(id)) found.set(id, event);
			}
		});
		return found;
	}

	/** All letters with their events. */
	each(visit: (whole: WholeLetter) => void): Promise<void> {
		return this.#enqueue(async () => {
			for await (const whole of this.#newest(this.#log.files)) visit(whole);
		});
	}

	/** Null for one that could not be created when it was to be begun. */
	async #openFile(path: string): Promise<DiskFile | null> {
		try {
			return await this.#options.fileSystem.open(path);
		} catch (cause) {
			if (isMissing(cause)) return null;
			throw cause;
		}
	}

	/** Every letter as it was written, oldest first; a later one of the same id replaces it. */
	async *#stored(
		files: readonly LogFile[]
	): AsyncGenerator<{ id: string; event: string; place: string }, void, undefined> {
		for (const { number, path } of files) {
			const file = await this.#openFile(path);
			if (!file) continue;
			try {
				for await (const items of scanFile(file, 0, await file.size())) {
					for (const item of items) {
						const entry = item.type === 'record' ? decodeLetterEntry(item.record.payload) : null;
						if (entry?.type !== 'letter') continue;
						const place = `${number} ${item.offset}`;
						yield { id: entry.letter.id, event: entry.event, place };
					}
				}
			} finally {
				await file.close();
			}
		}
	}

	/** Each letter once, as it is now. */
	async *#newest(files: readonly LogFile[]): AsyncGenerator<WholeLetter, void, undefined> {
		const places = new Map<string, string>();
		for await (const { id, place } of this.#stored(files)) places.set(id, place);
		for await (const { id, event, place } of this.#stored(files)) {
			const letter = this.#letters.get(id);
			if (letter && places.get(id) === place) yield { letter, event };
		}
	}

	/**
	 * Writes all letters to a new file and removes the old ones; answers how many were changed or dropped. A kill in between
	 * leaves old files beside new ones, in which later letters replace earlier ones: whoever asked asks again.
	 */
	rewrite(decide: Decide): Promise<number> {
		return this.#enqueue(async () => {
			await this.#log.rotate();
			const old = this.#log.files.slice(0, -1);
			const changed = await this.#copy(old, decide);
			await this.#log.sync();
			await this.#log.removeFiles((file) => old.includes(file));
			for (const [id, letter] of changed) {
				if (letter) this.#apply({ type: 'letter', letter, event: '' });
				else this.#forget(id);
			}
			return changed.size;
		});
	}

	/** Into the open file. Null: dropped. */
	async #copy(old: readonly LogFile[], decide: Decide): Promise<Map<string, Letter | null>> {
		const changed = new Map<string, Letter | null>();
		for await (const whole of this.#newest(old)) {
			const kept = decide(whole);
			if (kept !== whole) changed.set(whole.letter.id, kept?.letter ?? null);
			if (kept) await this.#write({ type: 'letter', ...kept }, { sync: false });
		}
		return changed;
	}

	#forget(id: string): void {
		this.#letters.delete(id);
		this.#changed.delete(id);
		this.#replaying.delete(id);
	}

	/** Ids changed since the last call, and whether there were any. */
	takeChanged(): ReadonlySet<string> {
		const changed = this.#changed;
		this.#changed = new Set();
		return changed;
	}

	/** `copy` carries letters elsewhere as they are when it begins. */
	async whileCopied<T>(copy: () => Promise<T>): Promise<T> {
		const result = copy();
		this.#copying = result.then(
			() => undefined,
			() => undefined
		);
		return result;
	}

	/** What was begun before this call has arrived, or never will. */
	copied(): Promise<void> {
		return this.#copying;
	}

	putBack(changed: Iterable<string>): void {
		for (const id of changed) this.#changed.add(id);
	}

	async close(): Promise<void> {
		await this.#last;
		await this.#log.close();
	}
}
