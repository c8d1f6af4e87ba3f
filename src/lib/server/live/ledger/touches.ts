/** What commits have touched since the ledger last looked: contacts by the hour they lie under, or more than is known. */
import type { Touched } from '#lib/domain/events/notice.ts';

/** Beyond this it is cheaper to read the hours anew, and nobody may be reading for a long time. */
const MOST_CONTACTS = 50_000;

export type ContactsByHour = ReadonlyMap<number, ReadonlySet<string>>;

export interface Taken {
	/** By placement hour, seconds. */
	readonly contacts: ContactsByHour;
	/** Something was committed of which no names are known. */
	readonly isUnsure: boolean;
}

export class Touches {
	#contacts = new Map<number, Set<string>>();
	#size = 0;
	// Before the first reading nothing is known.
	#isUnsure = true;

	get isUnsure(): boolean {
		return this.#isUnsure;
	}

	/** Null: it is not known what was touched. */
	note(touched: Touched | null): void {
		for (const [hourS, ids] of touched ?? []) this.#add(hourS, ids);
		if (touched === null || this.#size > MOST_CONTACTS) this.#forget();
	}

	take(): Taken {
		const taken = { contacts: this.#contacts, isUnsure: this.#isUnsure };
		this.#contacts = new Map();
		this.#size = 0;
		this.#isUnsure = false;
		return taken;
	}

	/** What was taken could not be read. */
	giveBack({ contacts, isUnsure }: Taken): void {
		if (isUnsure) this.#isUnsure = true;
		for (const [hourS, ids] of contacts) this.#add(hourS, ids);
	}

	#add(hourS: number, ids: Iterable<string>): void {
		// Hours are read anew, and whoever is named with them.
		if (this.#isUnsure) return;
		const known = this.#contacts.get(hourS) ?? new Set<string>();
		const before = known.size;
		for (const id of ids) known.add(id);
		this.#contacts.set(hourS, known);
		this.#size += known.size - before;
	}

	#forget(): void {
		this.#contacts = new Map();
		this.#size = 0;
		this.#isUnsure = true;
	}
}
