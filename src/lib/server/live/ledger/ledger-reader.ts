/** Asks the database for bookings, in pieces that neither side has trouble with. */
import { SEGMENT_MEASURES } from '#lib/domain/metrics/measures.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import {
	bookingsAtRest,
	bookingsOfContacts,
	bookingsOfHours,
	hourCuts,
	hourSums
} from '../../queries/floor-bookings.ts';
import type { FloorBooking, GroupSums } from '../../queries/floor-bookings.ts';
import { floorHours } from '../../queries/floor-hours.ts';
import type { FloorHour } from '../../queries/floor-hours.ts';
import type { RestingRow } from './booking-columns.ts';
import { GROUPS } from './hour-check.ts';
import type { ContactsByHour } from './touches.ts';

/** The database takes parameters of up to 128 KiB each (its `http_max_field_value_size`). */
const PARAMETER_BYTES = 100_000;
const CONTACTS_AT_ONCE = 5000;
/** Contacts of whole hours in one answer: two rows each, about 2 MB. */
const PIECE_CONTACTS = 8000;
const HOURS_AT_ONCE = { recent: 4, old: 2000 } as const;
/** A day and a bit, so that an answer stays below what one may be. */
const ROLLS_AT_ONCE = 200;

export interface LedgerDatabase {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
}

interface Pairs {
	readonly hours: number[];
	readonly ids: string[];
}

function* inParts<T>(all: readonly T[], most: number): Generator<T[]> {
	for (let from = 0; from < all.length; from += most) yield all.slice(from, from + most);
}

function* pairsOf(contacts: ContactsByHour): Generator<Pairs> {
	let pairs: Pairs = { hours: [], ids: [] };
	let bytes = 0;
	for (const [hourS, ids] of contacts) {
		for (const id of ids) {
			// As it is written into the parameter, with quotes and a comma; an id may double by what is escaped in it.
			const length = 2 * Buffer.byteLength(id) + 3;
			if (pairs.ids.length === CONTACTS_AT_ONCE || bytes + length > PARAMETER_BYTES) {
				yield pairs;
				pairs = { hours: [], ids: [] };
				bytes = 0;
			}
			pairs.hours.push(hourS);
			pairs.ids.push(id);
			bytes += length;
		}
	}
	if (pairs.ids.length > 0) yield pairs;
}

export class LedgerReader {
	readonly #database: LedgerDatabase;
	/** Bookings since then, seconds. */
	readonly #fromS: number;

	constructor(database: LedgerDatabase, fromMs: number) {
		this.#database = database;
		this.#fromS = fromMs / 1000;
	}

	get #params(): { tenant: string; fromS: number } {
		return { tenant: this.#database.tenant, fromS: this.#fromS };
	}

	hours(): Promise<FloorHour[]> {
		return this.#database.clickhouse.query('live', floorHours, this.#params);
	}

	/** What named contacts have booked; nothing is said of one that has booked nothing. */
	async *contacts(contacts: ContactsByHour): AsyncGenerator<FloorBooking[]> {
		for (const pairs of pairsOf(contacts)) {
			yield await this.#database.clickhouse.query('live', bookingsOfContacts, {
				...this.#params,
				...pairs
			});
		}
	}

	/** Hours that are read together, each part in pieces: what was read of one part need not be read again when another fails. */
	*parts(hours: readonly FloorHour[]): Generator<FloorHour[]> {
		const rising = [...hours].sort((a, b) => a.hourS - b.hourS);
		// Of hours before, only the few contacts that changed since are looked at: an import touches thousands.
		const isOld = ({ hourS }: FloorHour): boolean => hourS < this.#fromS;
		yield* inParts(rising.filter(isOld), HOURS_AT_ONCE.old);
		const recent = rising.filter((hour) => !isOld(hour));
		yield* inParts(recent, HOURS_AT_ONCE.recent);
	}

	/** The facts of the hours of a part. */
	async *facts(part: readonly FloorHour[]): AsyncGenerator<FloorBooking[]> {
		const { clickhouse } = this.#database;
		const hours = part.map(({ hourS }) => hourS);
		const params = { ...this.#params, hours };
		const cuts = await clickhouse.query('live', hourCuts, { ...params, piece: PIECE_CONTACTS });
		let after = { hourS: 0, id: '' };
		for (const upTo of [...cuts, null]) {
			const { hourS: upToHourS, id: upToId } = upTo ?? after;
			yield await clickhouse.query('live', bookingsOfHours, {
				...params,
				// Only those that the piece is in: the others need not be looked at.
				hours: hours.filter((h) => h >= after.hourS && (upTo === null || h <= upToHourS)),
				afterHourS: after.hourS,
				afterId: after.id,
				isLast: upTo === null,
				upToHourS,
				upToId
			});
			after = upTo ?? after;
		}
	}

	/** The sums of hours at rest. */
	async *rolls(hours: readonly FloorHour[]): AsyncGenerator<Map<number, RestingRow[]>> {
		for (const part of inParts(hours, ROLLS_AT_ONCE)) {
			const rows = await this.#database.clickhouse.query('live', bookingsAtRest, {
				...this.#params,
				hours: part.flatMap(({ hourS, rollIds }) => rollIds.map(() => hourS)),
				rolls: part.flatMap(({ rollIds }) => rollIds)
			});
			const byHour = new Map<number, RestingRow[]>(part.map(({ hourS }) => [hourS, []]));
			for (const row of rows)
				byHour.get(row.hourS)?.push({
					queue: row.queue,
					startMs: row.startS * 1000,
					measures: SEGMENT_MEASURES.map((measure) => row[measure])
				});
			yield byHour;
		}
	}

	sums(hourS: number): Promise<GroupSums[]> {
		const params = { ...this.#params, hourS, groups: GROUPS };
		return this.#database.clickhouse.query('live', hourSums, params);
	}
}
