/**
 * The bookings of the last day in memory, so that a reading of the floor costs what has changed and not what the day was:
 * commits name the contacts they touched, and only those are asked for again. Where names are missing (no notices, a
 * connection that was lost, commits that nobody listed) the hours that were touched are read anew as a whole, and so is an
 * hour whose settings or whose roll became others. What no notice tells of is found by comparing hours with the database.
 */
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import type { Touched } from '#lib/domain/events/notice.ts';
import type { FloorHour } from '../../queries/floor-hours.ts';
import { BookingColumns } from './booking-columns.ts';
import { BookingSums } from './booking-sums.ts';
import { planHours } from './hour-plan.ts';
import type { HeldHour } from './hour-plan.ts';
import { HourWatch } from './hour-watch.ts';
import { LedgerReader } from './ledger-reader.ts';
import type { LedgerDatabase } from './ledger-reader.ts';
import { Touches } from './touches.ts';
import type { ContactsByHour, Taken } from './touches.ts';

export interface LedgerOptions extends LedgerDatabase {
	/** Monotonic. */
	readonly clock?: () => number;
}

/** The longest today of any zone has 25 hours. */
const REACH_MS = 26 * 3_600_000;
/** Hours that come to rest, settings that change: what a commit with names says nothing of. */
const LOOK_MS = 5000;

type ByQueue = Map<string, Measures>;

export class FloorLedger {
	readonly #options: LedgerOptions;
	readonly #columns = new BookingColumns();
	readonly #touches = new Touches();
	readonly #held = new Map<number, HeldHour>();
	readonly #watch: HourWatch;
	#missed = 0;
	#lookedAt = Number.NEGATIVE_INFINITY;
	#reading: Promise<void> = Promise.resolve();

	constructor(options: LedgerOptions) {
		this.#options = options;
		this.#watch = new HourWatch(this.#columns, options.clock ?? (() => performance.now()));
	}

	/** How many contacts it holds one by one. */
	get contacts(): number {
		return this.#columns.size;
	}

	/** How often it lacked something that no notice had told of. */
	get missed(): number {
		return this.#missed;
	}

	/** Something was committed; null: nobody says what. */
	note(touched: Touched | null): void {
		this.#touches.note(touched);
	}

	/** Takes over what was committed before. Rejects with QueryError; the next reading makes up for it. */
	refresh(nowMs: number): Promise<void> {
		// One after another: each takes what it reads from the touches.
		const next = this.#reading.then(() => this.#refresh(nowMs));
		this.#reading = next.catch(() => undefined);
		return next;
	}

	async #refresh(nowMs: number): Promise<void> {
		const fromMs = Math.floor((nowMs - REACH_MS) / QUARTER_MS) * QUARTER_MS;
		const reader = new LedgerReader(this.#options, fromMs);
		const taken = this.#touches.take();
		try {
			const read = this.#mustLook(taken) ? await this.#look(reader, taken) : new Set<number>();
			const named = new Map([...taken.contacts].filter(([hourS]) => !read.has(hourS)));
			await this.#readContacts(reader, this.#ofFacts(named));
			this.#watch.named(taken.contacts);
			await this.#check(reader, fromMs);
		} catch (error) {
			this.#touches.giveBack(taken);
			this.#lookedAt = Number.NEGATIVE_INFINITY;
			throw error;
		}
	}

	#now(): number {
		return (this.#options.clock ?? (() => performance.now()))();
	}

	/** An hour that is not held by its facts has begun, or does not rest any more. */
	#mustLook({ contacts, isUnsure }: Taken): boolean {
		if (isUnsure || this.#now() - this.#lookedAt >= LOOK_MS) return true;
		return [...contacts.keys()].some((hourS) => this.#held.get(hourS)?.from !== 'facts');
	}

	/** Contacts of an hour that is closed change nothing. */
	#ofFacts(contacts: ContactsByHour): ContactsByHour {
		return new Map([...contacts].filter(([hourS]) => this.#held.get(hourS)?.from === 'facts'));
	}

	/** Answers the hours that were read as a whole. */
	async #look(reader: LedgerReader, { isUnsure }: Taken): Promise<Set<number>> {
		const lookedAt = this.#now();
		const hours = await reader.hours();
		const { facts, rolls, gone } = planHours(hours, this.#held, isUnsure);
		for (const hourS of gone) this.#forget(hourS);
		await this.#readFacts(reader, facts);
		await this.#readRolls(reader, rolls);
		const read = new Set(facts.map(({ hourS }) => hourS));
		this.#watch.saw(hours, read);
		this.#lookedAt = lookedAt;
		return read;
	}

	async #readFacts(reader: LedgerReader, hours: readonly FloorHour[]): Promise<void> {
		for (const part of reader.parts(hours)) {
			// Not held until all of it is there: when the reading fails they are read again.
			for (const { hourS } of part) this.#forget(hourS);
			for await (const bookings of reader.facts(part))
				for (const booking of bookings) this.#columns.add(booking);
			for (const { hourS, rules, nowMs } of part)
				this.#held.set(hourS, { from: 'facts', rules, readAtMs: nowMs, completeAtMs: nowMs });
		}
	}

	async #readRolls(reader: LedgerReader, hours: readonly FloorHour[]): Promise<void> {
		const rollIdsOf = new Map(hours.map(({ hourS, rollIds }) => [hourS, rollIds]));
		for await (const rows of reader.rolls(hours)) {
			for (const [hourS, resting] of rows) {
				this.#forget(hourS);
				this.#columns.addResting(hourS, resting);
				this.#held.set(hourS, { from: 'roll', rollIds: rollIdsOf.get(hourS) ?? [] });
			}
		}
	}

	#forget(hourS: number): void {
		this.#columns.removeHour(hourS);
		this.#held.delete(hourS);
	}

	async #readContacts(reader: LedgerReader, contacts: ContactsByHour): Promise<void> {
		if (contacts.size === 0) return;
		const all = [];
		for await (const bookings of reader.contacts(contacts)) all.push(bookings);
		// At once, so that a reading that fails has taken nothing away.
		for (const [hourS, ids] of contacts)
			for (const id of ids) this.#columns.removeContact(hourS, id);
		for (const booking of all.flat()) this.#columns.add(booking);
	}

	async #check(reader: LedgerReader, fromMs: number): Promise<void> {
		if (this.#touches.isUnsure) return;
		const wrong = await this.#watch.check(this.#held, {
			fromMs,
			ask: (hourS) => reader.sums(hourS)
		});
		if (wrong === null) return;
		// Read as if nothing were known of it, with the next look.
		this.#forget(wrong);
		this.#missed += 1;
		await this.#look(reader, { contacts: new Map(), isUnsure: false });
	}

	/** Since each of some instants, by queue. */
	windows<W extends string>(from: Readonly<Record<W, number>>): Record<W, ByQueue> {
		const { nameOf } = this.#columns;
		const names = Object.keys(from) as W[];
		const sums = this.#columns.windows(names.map((name) => from[name]));
		return Object.fromEntries(
			names.map((name, index) => [name, sums[index]?.measures(nameOf) ?? new Map()])
		) as Record<W, ByQueue>;
	}

	/** Since the beginning of a quarter of an hour, by queue. */
	since(fromMs: number): ByQueue {
		const total = new BookingSums();
		for (const [, sums] of this.#columns.quartersSince(fromMs)) total.addAll(sums);
		return total.measures(this.#columns.nameOf);
	}

	/** The same by quarter. */
	quarters(fromMs: number): Map<number, ByQueue> {
		const { nameOf } = this.#columns;
		return new Map(
			this.#columns.quartersSince(fromMs).map(([startMs, sums]) => [startMs, sums.measures(nameOf)])
		);
	}
}
