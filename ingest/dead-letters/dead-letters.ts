/** Keeps dead letters in files, and knows what became of each. */
import { RECORD_KIND } from '../spool/record.ts';
import { RecordLog } from '../spool/record-log.ts';
import type { RecordLogOptions } from '../spool/record-log.ts';
import { scanFile } from '../spool/scan.ts';
import { decodeLetterEntry } from './letter.ts';
import type { Letter, LetterEntry, LetterState } from './letter.ts';

export type DeadLettersOptions = Omit<RecordLogOptions, 'prefix' | 'kind'>;

export class DeadLetters {
	readonly #options: DeadLettersOptions;
	readonly #log: RecordLog;
	readonly #letters = new Map<string, Letter>();
	/** On their way again; a restart learns it from the spool. */
	readonly #replaying = new Set<string>();
	/** Changed since the last `takeChanged`. */
	#changed = new Set<string>();
	#last: Promise<void> = Promise.resolve();

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
		const result = this.#last.then(async () => {
			await this.#log.append(Buffer.from(JSON.stringify(entry)), { sync: true });
			this.#apply(entry);
		});
		this.#last = result.catch(() => undefined);
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
		await this.#last;
		for (const { path } of this.#log.files) {
			const file = await this.#options.fileSystem.open(path);
			try {
				for await (const items of scanFile(file, 0, await file.size())) {
					for (const item of items) {
						const entry = item.type === 'record' ? decodeLetterEntry(item.record.payload) : null;
						if (entry?.type === 'letter' && ids.has(entry.letter.id)) {
							found.set(entry.letter.id, entry.event);
						}
					}
				}
			} finally {
				await file.close();
			}
		}
		return found;
	}

	/** Ids changed since the last call, and whether there were any. */
	takeChanged(): ReadonlySet<string> {
		const changed = this.#changed;
		this.#changed = new Set();
		return changed;
	}

	putBack(changed: Iterable<string>): void {
		for (const id of changed) this.#changed.add(id);
	}

	async close(): Promise<void> {
		await this.#last;
		await this.#log.close();
	}
}
