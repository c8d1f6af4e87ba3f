/**
 * Recomputes everything derived from the raw events, while the product runs. Each derived table is filled anew beside the
 * old one, month by month, and takes its place partition by partition; whatever was inserted meanwhile is then merged in
 * once more, which changes nothing where it is already. Roll-ups stop counting and are computed again by ingest.
 *
 * What was made of events that are deleted by age stays as it is: nobody could make it again.
 */
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { quoteIdentifier } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { reopenHours } from '#lib/server/queries/closed-hours.ts';
import { readReach } from './rebuild-reach.ts';
import type { Reach } from './rebuild-reach.ts';
import { OWN_TABLES } from '#lib/server/queries/row-scope.ts';

/** Not rebuilt: when an hour was touched is no fact of the events, and later than it was is what a rebuild needs. */
const NOT_REBUILT = new Set(['touched_hours', 'touched_days']);
/** Hours touched in the last minutes before the start are merged in again too: clocks differ. */
const MARGIN_MS = 5 * 60_000;
/** Tables over events that touch no hour: merged in again as a whole. */
const WITHOUT_HOURS = new Set([
	'agent_states',
	'queue_versions',
	'queue_schedules',
	'agent_moments',
	'agent_day_ends',
	'shift_plans',
	'exception_decisions',
	'survey_states',
	'evaluation_states'
]);
const TOUCHED_SINCE = `(tenant, placement_hour) IN (
	SELECT tenant, placement_hour FROM touched_hours WHERE touched_at >= {since: DateTime64(3)})`;

const feeders = defineQuery({
	name: 'rebuild-feeders',
	sql: `SELECT v.name AS name, v.as_select AS select, t.partition_key != '' AS byMonth FROM system.tables AS v
		LEFT JOIN system.tables AS t ON t.database = v.database AND t.name = replaceRegexpOne(v.name, '_mv$', '')
		WHERE v.database = currentDatabase() AND v.engine = 'MaterializedView' ORDER BY name`,
	scope: OWN_TABLES,
	params: Type.Object({}),
	row: Type.Object({ name: Type.String(), select: Type.String(), byMonth: Type.Integer() })
});

const months = defineQuery({
	name: 'rebuild-months',
	sql: `SELECT toString(toYYYYMM(placement_hour)) AS month, count() AS events FROM events GROUP BY month ORDER BY month`,
	scope: OWN_TABLES,
	params: Type.Object({}),
	row: Type.Object({ month: Type.String(), events: Type.Integer() })
});

const partitions = defineQuery({
	name: 'rebuild-partitions',
	sql: `SELECT DISTINCT partition_id AS id FROM system.parts WHERE database = currentDatabase() AND table = {table: String} AND active ORDER BY id`,
	scope: OWN_TABLES,
	params: Type.Object({ table: Type.String() }),
	row: Type.Object({ id: Type.String() })
});

export interface RebuildOptions {
	readonly clickhouse: ClickHouse;
	readonly now: () => number;
	readonly onProgress: (share: number, words: string) => void;
	readonly signal: AbortSignal;
}

interface Feeder {
	readonly target: string;
	/** The view's own SELECT, to be run over a part of the events. */
	readonly select: string;
	/** Whether it lies by placement hour, in a part for each month. */
	readonly byMonth: boolean;
}

async function readFeeders(clickhouse: ClickHouse): Promise<Feeder[]> {
	const rows = await clickhouse.query('ingest', feeders, {});
	return rows
		.map(({ name, select, byMonth }) => ({
			target: quoteIdentifier(name.replace(/_mv$/, '')),
			select,
			byMonth: byMonth === 1
		}))
		.filter(({ target }) => !NOT_REBUILT.has(target));
}

/** The SELECT of a feeder over those events only that the condition names. */
function over({ select }: Feeder, condition: string): string {
	const from = /FROM\s+(?:\S+\.)?events AS e\b/;
	if (!from.test(select))
		throw new Error(`a feeder does not read "events AS e": ${select.slice(0, 80)}`);
	return select.replace(from, `FROM (SELECT * FROM events FINAL WHERE ${condition}) AS e`);
}

/** Months before the first that was filled are not touched. */
async function replaceWith(
	clickhouse: ClickHouse,
	{ target, byMonth }: Feeder,
	staging: string,
	{ fromMonth }: Reach
): Promise<void> {
	const isReached = ({ id }: { id: string }): boolean => !byMonth || Number(id) >= fromMonth;
	const filled = await clickhouse.query('ingest', partitions, { table: staging });
	const old = await clickhouse.query('ingest', partitions, { table: target });
	for (const { id } of filled) {
		await clickhouse.command(
			'rebuild-replace',
			`ALTER TABLE ${target} REPLACE PARTITION ID '${partitionId(id)}' FROM ${staging}`
		);
	}
	const kept = new Set(filled.map(({ id }) => id));
	for (const { id } of old.filter(isReached)) {
		if (!kept.has(id))
			await clickhouse.command(
				'rebuild-drop',
				`ALTER TABLE ${target} DROP PARTITION ID '${partitionId(id)}'`
			);
	}
}

/** Partition ids are made by the database from dates: digits, or `all`. */
function partitionId(id: string): string {
	if (!/^[0-9a-z-]+$/.test(id)) throw new TypeError(`not a partition: ${id}`);
	return id;
}

/** Takes over what was made of events that are not all there any more. */
async function keepOld(
	clickhouse: ClickHouse,
	{ target, byMonth }: Feeder,
	staging: string,
	{ eventsFromS, fromS, fromMonth }: Reach
): Promise<void> {
	if ((byMonth ? fromS : eventsFromS) === 0) return;
	const below = byMonth
		? `WHERE placement_hour < toDateTime({fromS: UInt32}, 'UTC') AND toYYYYMM(placement_hour) = {fromMonth: UInt32}`
		: '';
	await clickhouse.command(
		'rebuild-keep',
		`INSERT INTO ${staging} SELECT * FROM ${target} ${below}`,
		{
			fromS,
			fromMonth
		}
	);
}

async function fill(
	feeder: Feeder,
	staging: string,
	{ clickhouse, signal }: RebuildOptions,
	{ fromS, fromMonth }: Reach,
	onEvents: (count: number) => void
): Promise<void> {
	const reached = feeder.byMonth ? ` AND placement_hour >= toDateTime({fromS: UInt32}, 'UTC')` : '';
	for (const { month, events } of await clickhouse.query('ingest', months, {})) {
		signal.throwIfAborted();
		if (!feeder.byMonth || Number(month) >= fromMonth) {
			const part = over(feeder, `toYYYYMM(placement_hour) = {month: UInt32}${reached}`);
			await clickhouse.command('rebuild-fill', `INSERT INTO ${staging} ${part}`, { month, fromS });
		}
		onEvents(events);
	}
}

async function rebuildTable(
	feeder: Feeder,
	options: RebuildOptions,
	reach: Reach,
	since: Date,
	onEvents: (count: number) => void
): Promise<void> {
	const { clickhouse } = options;
	const { target } = feeder;
	const staging = `${target}_rebuild`;
	await clickhouse.command('rebuild-clean', `DROP TABLE IF EXISTS ${staging} SYNC`);
	await clickhouse.command(
		'rebuild-stage',
		`CREATE TABLE ${staging} AS ${target} COMMENT 'Being filled by a rebuild'`
	);
	try {
		await fill(feeder, staging, options, reach, onEvents);
		await keepOld(clickhouse, feeder, staging, reach);
		try {
			await replaceWith(clickhouse, feeder, staging, reach);
		} finally {
			// Also after a failure: a part that was replaced lacks what came while the staging was filled.
			const rest = over(feeder, WITHOUT_HOURS.has(target) ? '1' : TOUCHED_SINCE);
			await clickhouse.command('rebuild-catch-up', `INSERT INTO ${target} ${rest}`, { since });
		}
	} finally {
		await clickhouse.command('rebuild-clean', `DROP TABLE IF EXISTS ${staging} SYNC`);
	}
}

const replicatedTables = defineQuery({
	name: 'rebuild-replicated',
	sql: `SELECT count() AS tables FROM system.tables WHERE database = currentDatabase() AND startsWith(engine, 'Replicated')`,
	scope: OWN_TABLES,
	params: Type.Object({}),
	row: Type.Object({ tables: Type.Integer() })
});

/** One shard after the other. Throws at once where tables are replicated. */
export async function rebuild(
	options: RebuildOptions
): Promise<{ tables: number; events: number }> {
	const shards = await options.clickhouse.shards();
	for (const clickhouse of shards) {
		const [found] = await clickhouse.query('ingest', replicatedTables, {});
		if (found && found.tables > 0)
			throw new Error(
				'tables with replicas cannot be rebuilt in place: a replica would take parts of the table that is being filled for its own'
			);
	}
	let tables = 0;
	let events = 0;
	for (const [index, clickhouse] of shards.entries()) {
		const done = await rebuildShard({
			...options,
			clickhouse,
			onProgress: (share, words) => {
				options.onProgress((index + share) / shards.length, words);
			}
		});
		tables = done.tables;
		events += done.events;
	}
	return { tables, events };
}

/**
 * Interrupted it leaves each table as it was or rebuilt; killed in the moment in which a table changes places, it leaves
 * that one without the events of the last minutes until it is run again.
 */
async function rebuildShard(options: RebuildOptions): Promise<{ tables: number; events: number }> {
	const { clickhouse, now, onProgress } = options;
	const since = new Date(now() - MARGIN_MS);
	const reach = await readReach(clickhouse);
	const tables = await readFeeders(clickhouse);
	const total = (await clickhouse.query('ingest', months, {})).reduce(
		(sum, { events }) => sum + events,
		0
	);
	let done = 0;
	for (const feeder of tables) {
		await rebuildTable(feeder, options, reach, since, (events) => {
			done += events;
			onProgress(done / Math.max(1, total * tables.length), feeder.target);
		});
	}
	// Their facts are whole again, and kept.
	await reopenHours(clickhouse, reach.fromS);
	// Every roll-up was computed from what was there before: numbers come from the facts until there are new ones.
	await clickhouse.command(
		'rebuild-touch',
		`INSERT INTO touched_hours SELECT DISTINCT tenant, placement_hour, now64(3, 'UTC') FROM touched_hours`
	);
	return { tables: tables.length, events: total };
}
