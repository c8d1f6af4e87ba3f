/** Which rates and contracts hold on which days: of those of the same thing, the one that began last. */
import type { Day } from './day.ts';

export interface FromDay {
	readonly id: string;
	/** The first day it holds. */
	readonly validFrom: Day;
	readonly createdAtMs: number;
}

/** Later ones first; of the same day the one written last. */
const laterFirst = (a: FromDay, b: FromDay): number =>
	(a.validFrom < b.validFrom ? 1 : 0) - (a.validFrom > b.validFrom ? 1 : 0) ||
	b.createdAtMs - a.createdAtMs ||
	(a.id < b.id ? 1 : -1);

export type EntryState = 'withdrawn' | 'later' | 'now' | 'replaced';

/** What became of each on a day. `isWithdrawn`: it counts on no day. */
export function entryStates<T extends FromDay & { readonly isWithdrawn: boolean }>(
	entries: readonly T[],
	day: Day,
	keyOf: (entry: T) => string
): ReadonlyMap<T, EntryState> {
	const counting = entries.filter(({ isWithdrawn }) => !isWithdrawn);
	const now = new Set(inForce(counting, [day], keyOf).map(({ entry }) => entry));
	const stateOf = (entry: T): EntryState => {
		if (entry.isWithdrawn) return 'withdrawn';
		if (now.has(entry)) return 'now';
		return entry.validFrom > day ? 'later' : 'replaced';
	};
	return new Map(entries.map((entry) => [entry, stateOf(entry)]));
}

export interface InForce<T> {
	readonly entry: T;
	/** Ascending; never empty. */
	readonly days: readonly Day[];
}

/** `days` ascending. What holds on none of them is left out; in the order of what they began. */
export function inForce<T extends FromDay>(
	entries: readonly T[],
	days: readonly Day[],
	keyOf: (entry: T) => string
): InForce<T>[] {
	const sorted = [...entries].sort(laterFirst);
	const found = new Map<T, Day[]>();
	for (const key of new Set(sorted.map(keyOf)))
		for (const day of days) {
			const entry = sorted.find((one) => one.validFrom <= day && keyOf(one) === key);
			if (entry) found.set(entry, [...(found.get(entry) ?? []), day]);
		}
	return [...found].map(([entry, held]) => ({ entry, days: held }));
}
