/**
 * Compares what the ledger holds of an hour with the database, in groups of contacts. Contacts that are under way differ for
 * a moment and will be named by their commit: a group counts as wrong only when none of its contacts was named around then.
 */
import { crc32 } from 'node:zlib';
import type { GroupSums } from '../../queries/floor-bookings.ts';
import type { BookingColumns } from './booking-columns.ts';
import type { Page } from './pages.ts';

export const GROUPS = 1024;

export const groupOf = (id: string): number => crc32(id) % GROUPS;

type Sums = Pick<GroupSums, 'n' | 'booked' | 'said'>;
const NOTHING: Sums = { n: 0, booked: 0, said: 0 };

function saidBy(
	{ flags, x, y, z, queue }: Page,
	index: number,
	wordOf: (queue: number) => number
): number {
	const durations = (x[index] ?? 0) + 3 * (y[index] ?? 0) + 7 * (z[index] ?? 0);
	return (flags[index] ?? 0) * 1_000_003 + durations + wordOf(queue[index] ?? 0);
}

/** What the name of a queue adds, worked out once. */
function queueWords(columns: BookingColumns): (queue: number) => number {
	const words = new Map<number, number>();
	return (queue) => {
		const word = words.get(queue) ?? crc32(columns.nameOf(queue)) % 65_536;
		words.set(queue, word);
		return word;
	};
}

/** What `hourSums` answers, of the ledger. */
function heldSums(columns: BookingColumns, hourS: number, fromMs: number): Map<number, Sums> {
	const groups = new Map<number, Sums>();
	const wordOf = queueWords(columns);
	columns.eachBooking(hourS, (id, page, index) => {
		const at = page.at[index] ?? 0;
		if (at < fromMs) return;
		const group = groupOf(id);
		const { n, booked, said } = groups.get(group) ?? NOTHING;
		const says = said + saidBy(page, index, wordOf);
		groups.set(group, { n: n + 1, booked: booked + at, said: says });
	});
	return groups;
}

const isSame = (a: Sums, b: Sums): boolean =>
	a.n === b.n && a.booked === b.booked && a.said === b.said;

/** Groups in which both differ. */
export function differingGroups(
	stored: readonly GroupSums[],
	columns: BookingColumns,
	{ hourS, fromMs }: { hourS: number; fromMs: number }
): Set<number> {
	const held = heldSums(columns, hourS, fromMs);
	const there = new Map(stored.map((sums) => [sums.g, sums]));
	const isOther = (group: number): boolean =>
		!isSame(held.get(group) ?? NOTHING, there.get(group) ?? NOTHING);
	return new Set([...held.keys(), ...there.keys()].filter(isOther));
}
