/**
 * The bookings of contacts and the sums of hours at rest, in memory. The bookings of a contact are replaced as a whole; the
 * sums of quarters of an hour change with them, and only windows that begin between two quarters look at single bookings.
 *
 * A contact takes about 270 bytes: two bookings of 42, its id, and its place in the map of its hour. Hours at rest take a
 * few hundred bytes for each queue and quarter instead.
 */
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import type { FloorBooking } from '../../queries/floor-bookings.ts';
import { BookingSums } from './booking-sums.ts';
import type { Row } from './booking-sums.ts';
import { NO_ROW, PAGE_ROWS, Pages } from './pages.ts';
import type { Page } from './pages.ts';

/** What an hour at rest adds to a queue in a quarter. */
export interface RestingRow {
	readonly queue: string;
	readonly startMs: number;
	readonly measures: Row;
}

interface Resting {
	readonly queue: number;
	readonly startMs: number;
	readonly measures: Row;
}

interface Window {
	readonly from: number;
	/** The first quarter that is in it as a whole. */
	readonly to: number;
	readonly sums: BookingSums;
}

/** Adds the bookings between the beginning of each window and its first quarter. */
function addBefore(page: Page, windows: readonly Window[]): void {
	const earliest = Math.min(...windows.map(({ from }) => from));
	for (let index = 0; index < PAGE_ROWS; index++) {
		const at = page.at[index] ?? 0;
		if (at < earliest) continue;
		for (const { from, to, sums } of windows)
			if (at >= from && at < to) sums.addBooking(page, index, 1);
	}
}

const quarterOf = (atMs: number): number => Math.floor(atMs / QUARTER_MS) * QUARTER_MS;

export class BookingColumns {
	readonly #pages = new Pages();
	/** By hour and id: the first row of a contact. */
	readonly #contacts = new Map<number, Map<string, number>>();
	readonly #resting = new Map<number, readonly Resting[]>();
	readonly #quarters = new Map<number, BookingSums>();
	readonly #names: string[] = [];
	readonly #numbers = new Map<string, number>();
	#size = 0;

	/** How many contacts there are. */
	get size(): number {
		return this.#size;
	}

	readonly nameOf = (queue: number): string => this.#names[queue] ?? '';

	#numberOf(queue: string): number {
		const known = this.#numbers.get(queue);
		if (known !== undefined) return known;
		const number = this.#names.push(queue) - 1;
		this.#numbers.set(queue, number);
		return number;
	}

	/** Adds a booking to those of its contact. */
	add({ h, i, q, t, f, x, y, z }: FloorBooking): void {
		const ids = this.#contacts.get(h) ?? new Map<string, number>();
		this.#contacts.set(h, ids);
		const first = ids.get(i);
		if (first === undefined) this.#size += 1;
		const row = this.#pages.take();
		const page = this.#pages.pageOf(row);
		const index = row % PAGE_ROWS;
		page.at[index] = t;
		page.x[index] = x;
		page.y[index] = y;
		page.z[index] = z;
		page.queue[index] = this.#numberOf(q);
		page.flags[index] = f;
		page.next[index] = first ?? NO_ROW;
		ids.set(i, row);
		this.#quarter(t).addBooking(page, index, 1);
	}

	/** Forgets a contact; one that is not there is forgotten already. */
	removeContact(hourS: number, id: string): void {
		const ids = this.#contacts.get(hourS);
		const first = ids?.get(id);
		if (!ids || first === undefined) return;
		this.#removeRows(first);
		ids.delete(id);
		this.#size -= 1;
		if (ids.size === 0) this.#contacts.delete(hourS);
	}

	/** Forgets whatever is known of an hour. */
	removeHour(hourS: number): void {
		const ids = this.#contacts.get(hourS);
		for (const first of ids?.values() ?? []) this.#removeRows(first);
		this.#size -= ids?.size ?? 0;
		this.#contacts.delete(hourS);
		for (const { queue, startMs, measures } of this.#resting.get(hourS) ?? [])
			this.#changeQuarter(startMs, (sums) => {
				sums.addRow(queue, measures, -1);
			});
		this.#resting.delete(hourS);
	}

	/** The sums of an hour of which nothing is there. */
	addResting(hourS: number, rows: readonly RestingRow[]): void {
		const resting = rows.map(({ queue, ...row }) => ({ ...row, queue: this.#numberOf(queue) }));
		for (const { queue, startMs, measures } of resting)
			this.#quarter(startMs).addRow(queue, measures, 1);
		if (resting.length > 0) this.#resting.set(hourS, resting);
	}

	#removeRows(first: number): void {
		for (let row = first; row !== NO_ROW;) {
			const page = this.#pages.pageOf(row);
			const index = row % PAGE_ROWS;
			const next = page.next[index] ?? NO_ROW;
			this.#changeQuarter(page.at[index] ?? 0, (sums) => {
				sums.addBooking(page, index, -1);
			});
			this.#pages.giveBack(row);
			row = next;
		}
	}

	#quarter(atMs: number): BookingSums {
		const startMs = quarterOf(atMs);
		const sums = this.#quarters.get(startMs) ?? new BookingSums();
		this.#quarters.set(startMs, sums);
		return sums;
	}

	#changeQuarter(atMs: number, change: (sums: BookingSums) => void): void {
		const sums = this.#quarter(atMs);
		change(sums);
		if (sums.isEmpty) this.#quarters.delete(quarterOf(atMs));
	}

	/** Whole quarters from an instant on, which is the beginning of one. */
	quartersSince(fromMs: number): readonly (readonly [number, BookingSums])[] {
		return [...this.#quarters].filter(([startMs]) => startMs >= fromMs);
	}

	/** Sums since each of some instants: of whole quarters, and of the single bookings before the first of them. */
	windows(fromMs: readonly number[]): BookingSums[] {
		const windows = fromMs.map((from) => ({
			from,
			to: Math.ceil(from / QUARTER_MS) * QUARTER_MS,
			sums: new BookingSums()
		}));
		for (const page of this.#pages.all) addBefore(page, windows);
		for (const [startMs, quarter] of this.#quarters)
			for (const { to, sums } of windows) if (startMs >= to) sums.addAll(quarter);
		return windows.map(({ sums }) => sums);
	}

	/** Calls with each booking of an hour. */
	eachBooking(hourS: number, call: (id: string, page: Page, index: number) => void): void {
		for (const [id, first] of this.#contacts.get(hourS) ?? []) {
			for (let row = first; row !== NO_ROW;) {
				const page = this.#pages.pageOf(row);
				const index = row % PAGE_ROWS;
				call(id, page, index);
				row = page.next[index] ?? NO_ROW;
			}
		}
	}
}
