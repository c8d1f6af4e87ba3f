/** Local times of a zone as instants, with a policy for those that no clock showed or that it showed twice. */
import { tzOffset } from '@date-fns/tz';
import type { Mapping } from './mapping.ts';
import { RowError } from './row.ts';
import type { Row } from './row.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MOST_DAYS = 10_000;

interface Offsets {
	/** Of the zone a day before and a day after, in milliseconds. */
	readonly before: number;
	readonly after: number;
}

export class LocalTime {
	readonly #zone: Mapping['zone'];
	/** Two offsets a day decide nearly everything; asking the calendar for each time costs more than the rest of a row. */
	readonly #days = new Map<number, Offsets>();

	constructor(zone: Mapping['zone']) {
		this.#zone = zone;
	}

	/** `localMs`: what the clock on the wall shows, counted as if it were UTC. Throws RowError by the policy. */
	instant(localMs: number, row: Row): number {
		const { before, after } = this.#offsets(localMs);
		if (before === after) return localMs - before;
		const instants = [...new Set([before, after])]
			.map((offset) => localMs - offset)
			.filter((ms) => ms + this.#offsetAt(ms) === localMs)
			.sort((a, b) => a - b);
		const [first, second] = instants;
		if (first !== undefined && second === undefined) return first;
		const text = new Date(localMs).toISOString().slice(0, 19);
		if (first !== undefined && second !== undefined) {
			return this.#choose('ambiguous', first, second, text, row);
		}
		// Clocks went forward: read by the offset before it is later, by the one after it earlier.
		return this.#choose('nonexistent', localMs - after, localMs - before, text, row);
	}

	#choose(
		kind: 'ambiguous' | 'nonexistent',
		first: number,
		second: number,
		text: string,
		row: Row
	): number {
		const policy = this.#zone[kind];
		const what = kind === 'ambiguous' ? 'happened twice' : 'did not happen';
		if (policy === 'reject') throw new RowError(`${text} ${what} in ${this.#zone.name}`);
		row.notes.push(`local time that ${what} in ${this.#zone.name}, the ${policy} instant taken`);
		return policy === 'earlier' ? Math.min(first, second) : Math.max(first, second);
	}

	#offsets(localMs: number): Offsets {
		const day = Math.floor(localMs / DAY_MS);
		const known = this.#days.get(day);
		if (known) return known;
		const offsets = {
			before: this.#offsetAt(day * DAY_MS - DAY_MS),
			after: this.#offsetAt(day * DAY_MS + 2 * DAY_MS)
		};
		if (this.#days.size >= MOST_DAYS) this.#days.clear();
		this.#days.set(day, offsets);
		return offsets;
	}

	#offsetAt(ms: number): number {
		return tzOffset(this.#zone.name, new Date(ms)) * MINUTE_MS;
	}
}
