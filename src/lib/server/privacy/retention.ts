/** Makes the database delete by age what the settings say, and nothing else. */
import type { RetentionSettings, RetentionTable } from '#lib/domain/settings/settings.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { closeHours, countOpenHours } from '../queries/closed-hours.ts';
import {
	AGED_EVENTS,
	AGED_FACTS,
	AGED_LETTERS,
	AGED_TEXTS,
	AGED_WORDS,
	readTtlDays,
	ttlOf
} from '../queries/table-ttl.ts';
import type { AgedTable } from '../queries/table-ttl.ts';

const AGED: Record<RetentionTable, readonly AgedTable[]> = {
	texts: [AGED_TEXTS, AGED_WORDS],
	events: [AGED_EVENTS],
	deadLetters: [AGED_LETTERS],
	facts: AGED_FACTS
};

/**
 * The instants of the database end in 2106: what would be deleted after that would be deleted at once. Whoever says more
 * than 50 years means never.
 */
const MOST_DAYS = 18_250;

/**
 * A new age is worked out for what is there without writing it again, and what is due goes once a day: the parts of a month
 * are large, and with every round the one that is growing out of its time is written anew.
 */
const MERGE_SETTINGS = 'materialize_ttl_recalculate_only = 1, merge_with_ttl_timeout = 86400';

const FACT_TABLES = new Set(AGED_FACTS.map(({ table }) => table));

interface Change extends AgedTable {
	readonly now: number;
	readonly wanted: number;
}

async function readChanges(clickhouse: ClickHouse, settings: RetentionSettings): Promise<Change[]> {
	const names = Object.keys(AGED) as RetentionTable[];
	const wanted = names.flatMap((name) =>
		AGED[name].map((aged) => ({ ...aged, wanted: settings[name] > MOST_DAYS ? 0 : settings[name] }))
	);
	const now = await readTtlDays(clickhouse, wanted);
	return wanted
		.map((aged, index) => ({ ...aged, now: now[index] ?? 0 }))
		.filter((change) => change.now !== change.wanted);
}

/** What the setting of until now may have deleted, before it is forgotten: a rebuild has to know. */
async function rememberHorizon(clickhouse: ClickHouse, { table, now }: Change): Promise<void> {
	await clickhouse.command(
		'retention-horizon',
		`INSERT INTO retention_horizons SELECT {table: String}, now('UTC') - toIntervalDay({days: UInt32})`,
		{ table, days: now }
	);
}

function statement(change: Change): string {
	const { table, column, wanted } = change;
	const ttl = wanted === 0 ? 'REMOVE TTL' : `TTL ${ttlOf(change, wanted)}`;
	if (column !== null) return `ALTER TABLE ${table} MODIFY COLUMN ${column} ${ttl}`;
	return `ALTER TABLE ${table} ${wanted === 0 ? ttl : `MODIFY ${ttl}`}`;
}

/** False while sums are still being made of what would be deleted: ingest does it in a few minutes. */
async function mayApply(clickhouse: ClickHouse, { table, wanted }: Change): Promise<boolean> {
	if (wanted === 0 || !FACT_TABLES.has(table)) return true;
	if ((await countOpenHours(clickhouse, wanted)) > 0) return false;
	await closeHours(clickhouse, wanted);
	return true;
}

async function apply(clickhouse: ClickHouse, change: Change): Promise<void> {
	const { table, column, now, wanted } = change;
	if (table === AGED_EVENTS.table && column === null && now > 0) {
		await rememberHorizon(clickhouse, change);
	}
	if (wanted > 0) {
		await clickhouse.command(
			'retention-merges',
			`ALTER TABLE ${table} MODIFY SETTING ${MERGE_SETTINGS}`
		);
	}
	// Not waited for: on large tables it takes minutes.
	await clickhouse.command('retention-ttl', `${statement(change)} SETTINGS alter_sync = 0`);
}

export interface AppliedRetention {
	/** Tables and columns whose age was changed and is now as the settings say on every shard; none when all was so before. */
	readonly changed: readonly string[];
	/** Tables to be changed by a later call, once their hours are summed up; on several shards each of them waits for its own. */
	readonly waiting: readonly string[];
}

const nameOf = ({ table, column }: AgedTable): string =>
	column === null ? table : `${table}.${column}`;

/** May be called at any time by any number of processes; what waits is done by one of the next calls. */
export async function applyRetention(
	clickhouse: ClickHouse,
	settings: RetentionSettings
): Promise<AppliedRetention> {
	const changed = new Set<string>();
	const waiting = new Set<string>();
	for (const shard of await clickhouse.shards()) {
		const applied = await applyToShard(shard, settings);
		for (const name of applied.changed) changed.add(name);
		for (const name of applied.waiting) waiting.add(name);
	}
	return { changed: [...changed].filter((name) => !waiting.has(name)), waiting: [...waiting] };
}

async function applyToShard(
	clickhouse: ClickHouse,
	settings: RetentionSettings
): Promise<AppliedRetention> {
	const changed: string[] = [];
	const waiting: string[] = [];
	for (const change of await readChanges(clickhouse, settings)) {
		if (!(await mayApply(clickhouse, change))) {
			waiting.push(nameOf(change));
			continue;
		}
		try {
			await apply(clickhouse, change);
		} catch (cause) {
			// Another process may have been faster.
			const left = await readChanges(clickhouse, settings);
			if (left.some((other) => nameOf(other) === nameOf(change))) throw cause;
		}
		changed.push(nameOf(change));
	}
	return { changed, waiting };
}
