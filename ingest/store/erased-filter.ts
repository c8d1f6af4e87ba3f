/** Tells events of customers who were erased, in memory, and remembers the contacts they begin anew. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { ownSubject, subjectsOf } from '#lib/domain/privacy/subjects.ts';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';

/** What it asks of the store. */
export interface ErasedStore {
	add(subjects: Iterable<ErasableSubject>): Promise<unknown>;
	hashes(sinceMs?: number): Promise<string[]>;
	count(): Promise<number>;
}

export interface ErasedFilterOptions {
	readonly hash: (subject: ErasableSubject) => string;
	readonly clock: () => number;
}

/** 16 bytes in hexadecimal: two of a billion subjects have the same one with a chance of 1 in 10²⁰. */
const KEPT_CHARACTERS = 32;
/** Entries come from other processes, with other clocks, and may be committed after later ones. */
const OVERLAP_MS = 10 * 60_000;
const MOST_CACHED = 50_000;

const short = (hash: string): string => hash.slice(0, KEPT_CHARACTERS);
const nameOf = ({ kind, id }: ErasableSubject): string => `${kind}\n${id}`;

export class ErasedFilter {
	readonly #options: ErasedFilterOptions;
	readonly #stored = new Set<string>();
	/** Known here and not yet in the store, by hash. */
	readonly #unsaved = new Map<string, ErasableSubject>();
	/** A contact has many events, and a keyed hash costs as much as reading one. */
	readonly #cache = new Map<string, string>();
	#readAtMs = 0;
	#generation = 0;
	#saving: Promise<void> | null = null;

	constructor(options: ErasedFilterOptions) {
		this.#options = options;
	}

	get size(): number {
		return this.#stored.size + this.#unsaved.size;
	}

	/** Rises whenever somebody is added: what was judged under an older one has to be judged again. */
	get generation(): number {
		return this.#generation;
	}

	/** True also for the first event of a contact that names an erased customer; then the contact is erased as well. */
	isErased(event: DomainEvent): boolean {
		if (this.size === 0) return false;
		const isErased = subjectsOf(event).some((subject) => this.#has(this.#hash(subject)));
		if (isErased) this.#remember(ownSubject(event));
		return isErased;
	}

	#has(hash: string): boolean {
		return this.#stored.has(hash) || this.#unsaved.has(hash);
	}

	#hash(subject: ErasableSubject): string {
		const name = nameOf(subject);
		const known = this.#cache.get(name);
		if (known !== undefined) return known;
		const hash = short(this.#options.hash(subject));
		if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
		this.#cache.set(name, hash);
		return hash;
	}

	/** The events that follow no longer name the customer. */
	#remember(subject: ErasableSubject | null): void {
		if (subject === null) return;
		const hash = this.#hash(subject);
		if (this.#has(hash)) return;
		this.#unsaved.set(hash, subject);
		this.#generation += 1;
	}

	/** Takes in what is new in the store; all of it when that does not add up. */
	async refresh(store: ErasedStore): Promise<void> {
		const count = await store.count();
		if (count === this.#stored.size) return;
		const startedAtMs = this.#options.clock();
		if (count > this.#stored.size && this.#readAtMs > 0) {
			this.#take(await store.hashes(this.#readAtMs - OVERLAP_MS));
		}
		if (count !== this.#stored.size) {
			const hashes = await store.hashes();
			// Fewer than before: an older store was put back.
			this.#stored.clear();
			this.#take(hashes);
		}
		this.#readAtMs = startedAtMs;
	}

	#take(hashes: readonly string[]): void {
		for (const hash of hashes) this.#stored.add(short(hash));
		if (hashes.length > 0) this.#generation += 1;
	}

	/** Puts what was found here into the store. Those who ask meanwhile wait for the same round, and for one more. */
	async save(store: ErasedStore): Promise<void> {
		while (this.#unsaved.size > 0) {
			this.#saving ??= this.#saveOnce(store).finally(() => {
				this.#saving = null;
			});
			await this.#saving;
		}
	}

	async #saveOnce(store: ErasedStore): Promise<void> {
		const entries = [...this.#unsaved];
		await store.add(entries.map(([, subject]) => subject));
		for (const [hash] of entries) {
			this.#stored.add(hash);
			this.#unsaved.delete(hash);
		}
	}
}
