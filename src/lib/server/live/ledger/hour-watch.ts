/**
 * Finds hours of which the ledger lacks something that no notice told of: one hour at a time, the one that was longest not
 * compared, and only hours that were touched since. Takes at most a twentieth of the time.
 */
import type { GroupSums } from '../../queries/floor-bookings.ts';
import type { FloorHour } from '../../queries/floor-hours.ts';
import type { BookingColumns } from './booking-columns.ts';
import { differingGroups, groupOf } from './hour-check.ts';
import { mayLack } from './hour-plan.ts';
import type { HeldHour } from './hour-plan.ts';
import type { ContactsByHour } from './touches.ts';

const LEAST_BETWEEN_MS = 5000;
const REST = 20;
/** So long after its rows a commit is named at the latest, while it is heard of at all. */
const NAMED_WITHIN_MS = 3000;

interface Doubt {
	readonly hourS: number;
	/** Those of whose contacts none was named since. */
	readonly groups: Set<number>;
	readonly fromAt: number;
}

interface Asking {
	readonly fromMs: number;
	readonly ask: (hourS: number) => Promise<GroupSums[]>;
}

export class HourWatch {
	readonly #columns: BookingColumns;
	readonly #clock: () => number;
	#touchedMs = new Map<number, number>();
	#databaseMs = 0;
	/** When each hour was compared last. */
	readonly #comparedAt = new Map<number, number>();
	#doubt: Doubt | null = null;
	#mayAskAt: number;

	constructor(columns: BookingColumns, clock: () => number) {
		this.#columns = columns;
		this.#clock = clock;
		this.#mayAskAt = clock() + LEAST_BETWEEN_MS;
	}

	/** What the database says of its hours, and which of them were read anew. */
	saw(hours: readonly FloorHour[], read: ReadonlySet<number>): void {
		if (this.#doubt && read.has(this.#doubt.hourS)) this.#doubt = null;
		this.#touchedMs = new Map(hours.map(({ hourS, touchedMs }) => [hourS, touchedMs]));
		this.#databaseMs = hours[0]?.nowMs ?? this.#databaseMs;
		for (const hourS of this.#comparedAt.keys())
			if (!this.#touchedMs.has(hourS)) this.#comparedAt.delete(hourS);
	}

	/** Contacts that were read again. */
	named(contacts: ContactsByHour): void {
		if (!this.#doubt) return;
		for (const id of contacts.get(this.#doubt.hourS) ?? []) this.#doubt.groups.delete(groupOf(id));
	}

	/** The hour to be read anew, or null. Hours that were found complete are noted in `held`. */
	async check(held: Map<number, HeldHour>, asking: Asking): Promise<number | null> {
		if (this.#doubt) return this.#settle(this.#doubt, held);
		if (this.#clock() < this.#mayAskAt) return null;
		const hourS = this.#longestNotCompared(held);
		if (hourS === null) return null;
		const startedAt = this.#clock();
		this.#comparedAt.set(hourS, startedAt);
		const databaseMs = this.#databaseMs;
		const stored = await asking.ask(hourS);
		const groups = differingGroups(stored, this.#columns, { hourS, fromMs: asking.fromMs });
		const endedAt = this.#clock();
		this.#mayAskAt = endedAt + Math.max(LEAST_BETWEEN_MS, REST * (endedAt - startedAt));
		if (groups.size > 0) this.#doubt = { hourS, groups, fromAt: endedAt };
		else complete(held, hourS, databaseMs);
		return null;
	}

	#settle(doubt: Doubt, held: Map<number, HeldHour>): number | null {
		if (this.#clock() - doubt.fromAt < NAMED_WITHIN_MS) return null;
		this.#doubt = null;
		// Of groups that were named meanwhile nothing is known; their turn comes again.
		return doubt.groups.size > 0 && held.has(doubt.hourS) ? doubt.hourS : null;
	}

	#longestNotCompared(held: ReadonlyMap<number, HeldHour>): number | null {
		const due = [...held].flatMap(([hourS, hour]) =>
			hour.from === 'facts' && mayLack(this.#touchedMs.get(hourS) ?? 0, hour.completeAtMs)
				? [{ hourS, at: this.#comparedAt.get(hourS) ?? Number.NEGATIVE_INFINITY }]
				: []
		);
		due.sort((a, b) => a.at - b.at);
		return due[0]?.hourS ?? null;
	}
}

function complete(held: Map<number, HeldHour>, hourS: number, completeAtMs: number): void {
	const hour = held.get(hourS);
	if (hour?.from === 'facts') held.set(hourS, { ...hour, completeAtMs });
}
