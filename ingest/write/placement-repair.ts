/**
 * Two ingest processes may give one interaction two placement hours at the same moment. Finds such interactions and
 * moves their events under the earlier hour. Every step may be repeated; what was begun is written down first.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { commandOnShards } from '#lib/server/clickhouse/on-shards.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { TENANT } from '#lib/server/events/event-row.ts';
import { touchHours } from './touch-hours.ts';

/** Why it asks everything. */
const PLACES = { none: 'the writer mends where contacts lie, of all of them alike' } as const;

const EVERY_MS = 60_000;
const AT_ONCE = 200;

const Torn = Type.Object({ subject: Type.String(), hourS: Type.Integer() });
type Torn = Static<typeof Torn>;
const Begun = Type.Array(Torn);

/** Rows that merges have put together show both hours; those that are not merged yet are found a round later. */
const tornInteractions = defineQuery({
	name: 'ingest-torn-interactions',
	sql: `SELECT subject, toUnixTimestamp(min(placement_hour)) AS hourS FROM placements
		WHERE tenant = {tenant: String} AND placement_hour != last_hour
		GROUP BY subject ORDER BY subject LIMIT {atOnce: UInt32}`,
	scope: PLACES,
	params: Type.Object({ tenant: Type.String(), atOnce: Type.Integer() }),
	row: Torn
});

/** Looks at every interaction, merged or not: for the start, where nothing is known. */
const allTornInteractions = defineQuery({
	name: 'ingest-all-torn-interactions',
	sql: `SELECT subject, toUnixTimestamp(min(placement_hour)) AS hourS FROM placements
		WHERE tenant = {tenant: String}
		GROUP BY subject HAVING min(placement_hour) != max(last_hour) ORDER BY subject LIMIT {atOnce: UInt32}`,
	scope: PLACES,
	params: Type.Object({ tenant: Type.String(), atOnce: Type.Integer() }),
	row: Torn
});

/** The earliest hour of all rows, merged or not. */
const earliestHour = defineQuery({
	name: 'ingest-earliest-hour',
	sql: `SELECT subject, toUnixTimestamp(min(placement_hour)) AS hourS FROM placements
		WHERE tenant = {tenant: String} AND subject = {subject: String} GROUP BY subject`,
	scope: PLACES,
	params: Type.Object({ tenant: Type.String(), subject: Type.String() }),
	row: Torn
});

const OF_INTERACTION = `subject = {subject: String}
	AND (startsWith(name, 'interaction.') OR startsWith(name, 'recording.') OR startsWith(name, 'transcript.'))`;

const notCopied = defineQuery({
	name: 'ingest-not-copied',
	sql: `SELECT count() AS events FROM events WHERE tenant = {tenant: String}
		AND placement_hour != toDateTime({hourS: UInt32}) AND ${OF_INTERACTION}
		AND (source, event_id) NOT IN (
			SELECT source, event_id FROM events
			WHERE tenant = {tenant: String} AND placement_hour = toDateTime({hourS: UInt32}) AND ${OF_INTERACTION}
		)`,
	scope: PLACES,
	params: Type.Object({ tenant: Type.String(), subject: Type.String(), hourS: Type.Integer() }),
	row: Type.Object({ events: Type.Integer() })
});

/** Hours besides the right one under which something of the interaction lies. */
const hoursElsewhere = defineQuery({
	name: 'ingest-repair-hours',
	sql: `SELECT DISTINCT toUnixTimestamp(placement_hour) AS hourS FROM (
			SELECT placement_hour FROM events WHERE tenant = {tenant: String} AND ${OF_INTERACTION}
			UNION ALL SELECT placement_hour FROM segment_states WHERE tenant = {tenant: String} AND interaction_id = {subject: String}
			UNION ALL SELECT placement_hour FROM interaction_states WHERE tenant = {tenant: String} AND interaction_id = {subject: String}
			UNION ALL SELECT placement_hour FROM message_turns WHERE tenant = {tenant: String} AND interaction_id = {subject: String}
			UNION ALL SELECT placement_hour FROM sentiment_states WHERE tenant = {tenant: String} AND interaction_id = {subject: String}
			UNION ALL SELECT placement_hour FROM topic_states WHERE tenant = {tenant: String} AND interaction_id = {subject: String}
			UNION ALL SELECT placement_hour FROM language_states WHERE tenant = {tenant: String} AND interaction_id = {subject: String}
			UNION ALL SELECT last_hour FROM placements WHERE tenant = {tenant: String} AND subject = {subject: String}
		) WHERE placement_hour != toDateTime({hourS: UInt32})`,
	scope: PLACES,
	params: Type.Object({ tenant: Type.String(), subject: Type.String(), hourS: Type.Integer() }),
	row: Type.Object({ hourS: Type.Integer() })
});

export interface RepairOptions {
	readonly clickhouse: () => ClickHouse;
	/** Where the interactions under repair are written down. */
	readonly directory: string;
	/** `leftMs`: the hours under which something of it lay beside the right one. */
	readonly onRepaired: (subject: string, hourMs: number, leftMs: readonly number[]) => void;
}

/** Answers how many interactions were put together. */
export async function repairPlacements(
	options: RepairOptions,
	{ thorough = true }: { thorough?: boolean } = {}
): Promise<number> {
	const { clickhouse, directory } = options;
	const begun = await readBegun(directory);
	const params = { tenant: TENANT, atOnce: AT_ONCE };
	const question = thorough ? allTornInteractions : tornInteractions;
	const found = await clickhouse().query('ingest', question, params);
	const torn = [
		...begun,
		...found.filter(({ subject }) => !begun.some((b) => b.subject === subject))
	];
	if (torn.length === 0) return 0;
	const exact: Torn[] = [];
	for (const { subject, hourS } of torn) {
		const [now] = await clickhouse().query('ingest', earliestHour, { tenant: TENANT, subject });
		exact.push({ subject, hourS: Math.min(hourS, now?.hourS ?? hourS) });
	}
	await writeBegun(directory, exact);
	for (const each of exact) {
		const leftMs = await putTogether(clickhouse(), each);
		options.onRepaired(each.subject, each.hourS * 1000, leftMs);
	}
	await writeBegun(directory, []);
	return exact.length;
}

/** Answers the hours it took it from. */
async function putTogether(
	clickhouse: ClickHouse,
	{ subject, hourS }: Torn
): Promise<readonly number[]> {
	const params = { tenant: TENANT, subject, hourS };
	const elsewhere = `tenant = {tenant: String} AND placement_hour != toDateTime({hourS: UInt32})`;
	// Its own token: without one the database may take the rows for a repetition of an earlier repair and drop them.
	await clickhouse.command(
		'ingest-repair-copy',
		`INSERT INTO events SELECT * REPLACE (toDateTime({hourS: UInt32}) AS placement_hour)
			FROM (SELECT * FROM events FINAL WHERE ${elsewhere} AND ${OF_INTERACTION})
			SETTINGS insert_deduplication_token = '${randomUUID()}', do_not_merge_across_partitions_select_final = 0`,
		params
	);
	const [missing] = await clickhouse.query('ingest', notCopied, params);
	if (missing?.events !== 0)
		throw new Error(`events of ${subject} were not copied; nothing is deleted`);
	// Before and after: a roll-up of those hours counts again only when nothing changed for a while.
	const left = await clickhouse.query('ingest', hoursElsewhere, params);
	const hoursMs = left.map((row) => row.hourS * 1000);
	await touchHours(clickhouse, hoursMs);
	// Only what has its copy: another process may write to the old hour until it learns of the new one.
	await commandOnShards(
		clickhouse,
		'ingest-repair-events',
		`DELETE FROM events WHERE ${elsewhere} AND ${OF_INTERACTION} AND (source, event_id) IN (
			SELECT source, event_id FROM events
			WHERE tenant = {tenant: String} AND placement_hour = toDateTime({hourS: UInt32}) AND ${OF_INTERACTION})`,
		params
	);
	for (const table of [
		'segment_states',
		'interaction_states',
		'message_turns',
		'sentiment_states',
		'topic_states',
		'language_states'
	]) {
		await commandOnShards(
			clickhouse,
			`ingest-repair-${table.replace('_', '-')}`,
			`DELETE FROM ${table} WHERE ${elsewhere} AND interaction_id = {subject: String}`,
			params
		);
	}
	await touchHours(clickhouse, hoursMs);
	await commandOnShards(
		clickhouse,
		'ingest-repair-placements',
		`DELETE FROM placements WHERE tenant = {tenant: String} AND subject = {subject: String}
			AND last_hour != toDateTime({hourS: UInt32})`,
		params
	);
	const hour = new Date(hourS * 1000).toISOString();
	const row = { tenant: TENANT, subject, placement_hour: hour, last_hour: hour };
	await clickhouse.insert('placements', `${JSON.stringify(row)}\n`, { token: randomUUID() });
	return hoursMs;
}

const begunFile = (directory: string): string => join(directory, 'placement-repair.json');

async function readBegun(directory: string): Promise<Torn[]> {
	try {
		return Value.Parse(Begun, JSON.parse(await readFile(begunFile(directory), 'utf8')));
	} catch {
		return [];
	}
}

async function writeBegun(directory: string, torn: readonly Torn[]): Promise<void> {
	const file = begunFile(directory);
	if (torn.length === 0) return rm(file, { force: true });
	await mkdir(directory, { recursive: true });
	await writeFile(`${file}.draft`, JSON.stringify(torn), { flush: true });
	return rename(`${file}.draft`, file);
}

/** Returns the function that ends it. */
export function startPlacementRepair(
	options: RepairOptions & {
		readonly log: {
			info(details: object, message: string): void;
			debug(details: object, message: string): void;
		};
	}
): () => void {
	let running = false;
	let thorough = true;
	const timer = setInterval(() => {
		if (running) return;
		running = true;
		repairPlacements(options, { thorough })
			.then(
				(repaired) => {
					thorough = false;
					if (repaired > 0)
						options.log.info({ repaired }, 'placements of interactions were put together');
				},
				(err: unknown) => {
					options.log.debug(
						{ err },
						'placements could not be looked at; the next round tries again'
					);
				}
			)
			.finally(() => {
				running = false;
			});
	}, EVERY_MS);
	return () => {
		clearInterval(timer);
	};
}
