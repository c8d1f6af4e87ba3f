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
