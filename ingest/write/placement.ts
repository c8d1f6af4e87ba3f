/**
 * Under which placement hour the events of an interaction are stored: one for all of them, so that they lie together. Since
 * one rests as a whole or not at all, and is read from its facts until it rests, it is only a quarter of a real hour; that is
 * as fine as sums are, and a contact adds to hardly more of them than if it were longer.
 */
import { Type } from '@sinclair/typebox';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { QUARTER_MS } from '#lib/domain/metrics/interval.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { TENANT, isOfInteraction } from '#lib/server/events/event-row.ts';

const HOUR_MS = 3_600_000;
const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS) * HOUR_MS;
/** Of an interaction whose first event happened then. */
export const placementHourOf = (ms: number): number => Math.floor(ms / QUARTER_MS) * QUARTER_MS;

/** Contacts that had an event lately, some 15 MB: of any other the database is asked, which it is for each new one anyway. */
const REMEMBERED = 100_000;
/** Another process may have given the same interaction an hour at the same moment: what we gave is checked once. */
const CHECK_AFTER_MS = 5000;
/** The database takes parameters of up to 128 KiB each (its `http_max_field_value_size`). */
const QUERY_BYTES = 100_000;

const placementHours = defineQuery({
	name: 'ingest-placements',
	sql: `SELECT subject, toUnixTimestamp(min(placement_hour)) AS hourS FROM placements
		WHERE tenant = {tenant: String} AND subject IN {subjects: Array(String)} GROUP BY subject`,
	scope: { none: 'the writer asks where contacts lie, for all of them alike' },
	params: Type.Object({ tenant: Type.String(), subjects: Type.Array(Type.String()) }),
	row: Type.Object({ subject: Type.String(), hourS: Type.Integer() })
});

interface Placement {
	hourMs: number;
	/** When this process gave it without knowing of any other; null once that was checked. */
	givenAtMs: number | null;
}

const isUnchecked = ({ givenAtMs }: Placement, nowMs: number): boolean =>
	givenAtMs !== null && nowMs - givenAtMs > CHECK_AFTER_MS;

export type Lookup = (subjects: readonly string[]) => Promise<ReadonlyMap<string, number>>;

/** `signal` ends a question that nobody answers when the process ends. */
export const lookupIn =
	(clickhouse: () => ClickHouse, signal: () => AbortSignal): Lookup =>
	async (subjects) => {
		const hours = new Map<string, number>();
		for (const part of parts(subjects)) {
			const rows = await clickhouse().query(
				'ingest',
				placementHours,
				{ tenant: TENANT, subjects: part },
				{ signal: AbortSignal.any([AbortSignal.timeout(60_000), signal()]) }
			);
			for (const { subject, hourS } of rows) hours.set(subject, hourS * 1000);
		}
		return hours;
	};

function* parts(subjects: readonly string[]): Generator<string[]> {
	let part: string[] = [];
	let bytes = 0;
	for (const subject of subjects) {
		const length = encodeURIComponent(subject.toWellFormed()).length + 12;
		if (bytes + length > QUERY_BYTES && part.length > 0) {
			yield part;
			part = [];
			bytes = 0;
		}
		part.push(subject);
		bytes += length;
	}
	if (part.length > 0) yield part;
}

export class Placements {
	readonly #lookup: Lookup;
	readonly #clock: () => number;
	/** Two maps: when the first is full, the second is forgotten. */
	#recent = new Map<string, Placement>();
	#older = new Map<string, Placement>();

	constructor(lookup: Lookup, clock: () => number) {
		this.#lookup = lookup;
		this.#clock = clock;
	}

	#find(subject: string): Placement | undefined {
		const recent = this.#recent.get(subject);
		if (recent) return recent;
		const older = this.#older.get(subject);
		if (older) this.#remember(subject, older);
		return older;
	}

	#remember(subject: string, placement: Placement): void {
		this.#recent.set(subject, placement);
		if (this.#recent.size < REMEMBERED / 2) return;
		this.#older = this.#recent;
		this.#recent = new Map();
	}

	/** Replaces what was remembered, after a repair. */
	set(subject: string, hourMs: number): void {
		this.#remember(subject, { hourMs, givenAtMs: null });
	}

	/** The hour of each event. Rejects when the database cannot be asked; then nothing was given. */
	async place(events: readonly DomainEvent[]): Promise<number[]> {
		const nowMs = this.#clock();
		const ask = new Set<string>();
		for (const { name, subject } of events) {
			if (!isOfInteraction(name)) continue;
			const known = this.#find(subject);
			if (!known || isUnchecked(known, nowMs)) ask.add(subject);
		}
		if (ask.size > 0) this.#learn(await this.#lookup([...ask]));
		return events.map((event) => this.#hourOf(event, nowMs));
	}

	#learn(found: ReadonlyMap<string, number>): void {
		for (const [subject, hourMs] of found) {
			const known = this.#find(subject);
			if (!known) this.#remember(subject, { hourMs, givenAtMs: null });
			else {
				known.hourMs = Math.min(known.hourMs, hourMs);
				known.givenAtMs = null;
			}
		}
	}

	#hourOf({ name, subject, occurredAtMs }: DomainEvent, nowMs: number): number {
		if (!isOfInteraction(name)) return hourOf(occurredAtMs);
		const known = this.#find(subject);
		if (known) return known.hourMs;
		const hourMs = placementHourOf(occurredAtMs);
		this.#remember(subject, { hourMs, givenAtMs: nowMs });
		return hourMs;
	}

	/** Takes over the hours of a batch that was cut before a restart. */
	restore(events: readonly DomainEvent[], hours: readonly number[]): void {
		for (const [index, { name, subject }] of events.entries()) {
			const hourMs = hours[index];
			if (hourMs !== undefined && isOfInteraction(name)) this.set(subject, hourMs);
		}
	}
}
