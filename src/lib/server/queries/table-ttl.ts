/** After how many days the database deletes rows, and the texts of events, by age: read from the tables themselves. */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '../clickhouse/client.ts';
import { askShards } from '../clickhouse/on-shards.ts';
import { defineQuery } from '../clickhouse/query.ts';

/** A table whose rows have an age, and the column it counts from. */
export interface AgedTable {
	readonly table: string;
	/** As a DateTime. */
	readonly age: string;
	/** Only this column is emptied; null: the row is deleted. */
	readonly column: string | null;
}

export const AGED_TEXTS: AgedTable = {
	table: 'events',
	age: 'toDateTime(received_at)',
	column: 'texts'
};
/** Words of the texts, as far as they made a score; the score stays. */
export const AGED_WORDS: AgedTable = { ...AGED_TEXTS, column: 'sentiment_words' };
export const AGED_EVENTS: AgedTable = {
	table: 'events',
	age: 'toDateTime(received_at)',
	column: null
};
export const AGED_LETTERS: AgedTable = {
	table: 'dead_letters',
	age: 'toDateTime(dead_at)',
	column: null
};
/** By the hour they lie under and not by an event: rows of one contact that are not merged yet must go together. */
export const AGED_FACTS: readonly AgedTable[] = [
	'interaction_states',
	'segment_states',
	'message_turns',
	'sentiment_states',
	'topic_states',
	'language_states',
	'placements'
].map((table) => ({ table, age: 'placement_hour', column: null }));

const tableDefinitions = defineQuery({
	name: 'retention-tables',
	sql: `SELECT name, create_table_query AS definition, engine_full AS engine FROM system.tables
		WHERE database = currentDatabase() AND name IN {names: Array(String)}`,
	scope: { none: 'what the database says of its own tables' },
	params: Type.Object({ names: Type.Array(Type.String()) }),
	row: Type.Object({ name: Type.String(), definition: Type.String(), engine: Type.String() })
});

export const ttlOf = ({ age }: AgedTable, days: number): string =>
	`${age} + toIntervalDay(${days})`;

const escaped = (text: string): string => text.replaceAll(/[()+]/g, String.raw`\$&`);

/** 0: never. */
function daysIn(definition: string, engine: string, { age, column }: AgedTable): number {
	const ttl = `TTL ${escaped(age)} ${escaped('+')} toIntervalDay\\((\\d+)\\)`;
	// Of a column: before the name of the next one.
	const found =
		column === null
			? new RegExp(` ${ttl}`).exec(engine)
			: new RegExp(`\`${column}\` [^\`]* ${ttl}`).exec(definition);
	return Number(found?.[1] ?? 0);
}

/** Days of each table as they are in force, in the order asked; where shards differ, the fewest. */
export async function readTtlDays(
	clickhouse: ClickHouse,
	tables: readonly AgedTable[]
): Promise<number[]> {
	const byShard = await askShards(clickhouse, (shard) => readOwnDays(shard, tables));
	return tables.map((_, index) => fewest(byShard.map((days) => days[index] ?? 0)));
}

/** 0: never. */
function fewest(days: readonly number[]): number {
	const limited = days.filter((each) => each > 0);
	return limited.length === 0 ? 0 : Math.min(...limited);
}

async function readOwnDays(
	clickhouse: ClickHouse,
	tables: readonly AgedTable[]
): Promise<number[]> {
	const names = [...new Set(tables.map(({ table }) => table))];
	const rows = await clickhouse.query('ingest', tableDefinitions, { names });
	const byName = new Map(rows.map((row) => [row.name, row]));
	return tables.map((aged) => {
		const row = byName.get(aged.table);
		if (!row) throw new Error(`there is no table ${aged.table}: run "npm run schema" first`);
		return daysIn(row.definition, row.engine, aged);
	});
}

/** Days contacts are kept; 0: for ever. */
export async function readFactDays(clickhouse: ClickHouse): Promise<number> {
	// While the setting is being changed the tables may differ: what is deleted first decides.
	return fewest(await readTtlDays(clickhouse, AGED_FACTS));
}
