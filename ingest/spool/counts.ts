/** The counters of the contract, per source. */

export const COUNT_FIELDS = [
	'accepted',
	'duplicate',
	'rejected',
	'committed',
	/** Given up into the dead letters. */
	'dead',
	/** Taken back out of the dead letters into the spool. */
	'replayed'
] as const;
export type CountField = (typeof COUNT_FIELDS)[number];
export type Counts = Record<CountField, number>;

/** Numbers in the order of COUNT_FIELDS, per source: the form on disk. */
export type StoredCounts = Record<string, readonly number[]>;

const NAMED_SOURCES = 1000;
export const OTHER_SOURCES = 'other';

/** Gives each source its name in the counters: its own for the first thousand, then `other`. */
export class SourceNames {
	readonly #names = new Set<string>();

	of(source: string): string {
		if (this.#names.has(source)) return source;
		if (this.#names.size >= NAMED_SOURCES) return OTHER_SOURCES;
		this.#names.add(source);
		return source;
	}
}

const none = (): Counts => ({
	accepted: 0,
	duplicate: 0,
	rejected: 0,
	committed: 0,
	dead: 0,
	replayed: 0
});

export class CountTable {
	readonly #rows = new Map<string, Counts>();

	add(source: string, field: CountField, n: number): void {
		if (n === 0) return;
		let row = this.#rows.get(source);
		if (!row) this.#rows.set(source, (row = none()));
		row[field] += n;
	}

	merge(other: CountTable): void {
		for (const [source, counts] of other.#rows) {
			for (const field of COUNT_FIELDS) this.add(source, field, counts[field]);
		}
	}

	rows(): IterableIterator<[string, Counts]> {
		return this.#rows.entries();
	}

	total(): Counts {
		const sum = none();
		for (const counts of this.#rows.values()) {
			for (const field of COUNT_FIELDS) sum[field] += counts[field];
		}
		return sum;
	}

	toStored(): StoredCounts {
		const stored: [string, number[]][] = [];
		for (const [source, counts] of this.#rows) {
			stored.push([source, COUNT_FIELDS.map((field) => counts[field])]);
		}
		// fromEntries defines own properties, so a source named __proto__ is one more key.
		return Object.fromEntries(stored);
	}

	static fromStored(stored: StoredCounts, names: SourceNames): CountTable {
		const table = new CountTable();
		for (const [source, numbers] of Object.entries(stored)) {
			const name = names.of(source);
			COUNT_FIELDS.forEach((field, index) => {
				table.add(name, field, numbers[index] ?? 0);
			});
		}
		return table;
	}
}

/** Events that were accepted and are neither committed nor dead. */
export const inSpool = (counts: Counts): number =>
	counts.accepted + counts.replayed - counts.committed - counts.dead;
