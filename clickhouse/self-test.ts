/** Whether a database keeps what writing relies on. Asked before the first batch, because afterwards it is too late. */
import { ClickHouseError } from '@clickhouse/client';
import { Type } from '@sinclair/typebox';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { askShards } from '#lib/server/clickhouse/on-shards.ts';
import { QueryError, defineQuery } from '#lib/server/clickhouse/query.ts';
import { INSERT_SETTING_NAMES } from '#lib/server/clickhouse/settings.ts';
import { OWN_TABLES } from '#lib/server/queries/row-scope.ts';

/** The oldest long-term release that knows every setting our questions send (the newest of them is of 25.6). */
export const LEAST_VERSION = '25.8';
const UNKNOWN_SETTING = '115';

/** Says what to do about each fault. */
export class SelfTestError extends Error {
	override readonly name = 'SelfTestError';
	readonly faults: readonly string[];
	constructor(faults: readonly string[]) {
		super(`nothing is written to this database: ${faults.join('; ')}`);
		this.faults = faults;
	}
}

const serverVersion = defineQuery({
	name: 'self-test-version',
	sql: 'SELECT version() AS version',
	scope: { none: 'says what server it is, and nothing else' },
	params: Type.Object({}),
	row: Type.Object({ version: Type.String() })
});

const missingSettings = defineQuery({
	name: 'self-test-settings',
	sql: `SELECT arrayJoin({names: Array(String)}) AS name
		WHERE name NOT IN (SELECT name FROM system.settings) ORDER BY name`,
	scope: { none: 'names of settings of the server' },
	params: Type.Object({ names: Type.Array(Type.String()) }),
	row: Type.Object({ name: Type.String() })
});

/**
 * `events` and what its views feed. A repeated batch would be in each of these twice until merges put it together, were
 * it not for the window; a table that does not name one has the default of its kind.
 */
const dedupWindows = defineQuery({
	name: 'self-test-windows',
	sql: `SELECT name,
			if(startsWith(engine, 'Replicated'), 'replicated_deduplication_window', 'non_replicated_deduplication_window') AS setting,
			extract(engine_full, '[ ,](?:non_)?replicated_deduplication_window = ([0-9]+)') AS given,
			toUInt64OrZero(if(given != '', given, if(startsWith(engine, 'Replicated'),
				(SELECT any(value) FROM system.replicated_merge_tree_settings WHERE name = 'replicated_deduplication_window'),
				(SELECT any(value) FROM system.merge_tree_settings WHERE name = 'non_replicated_deduplication_window')))) AS batches
		FROM system.tables
		WHERE database = currentDatabase() AND endsWith(engine, 'MergeTree') AND (name = 'events' OR name IN (
			SELECT splitByChar('.', replaceAll(extract(create_table_query, ' TO ([^ ]+)'), char(96), ''))[-1] FROM system.tables
			WHERE database = currentDatabase() AND engine = 'MaterializedView'))
		ORDER BY name`,
	scope: OWN_TABLES,
	params: Type.Object({}),
	row: Type.Object({ name: Type.String(), setting: Type.String(), batches: Type.Integer() })
});

/** What is wrong with one server, in words that say what to do; empty when all is well. Throws QueryError when it cannot be asked. */
export async function findUnfit(clickhouse: ClickHouse): Promise<string[]> {
	let version: string;
	try {
		version = (await clickhouse.query('ingest', serverVersion, {}))[0]?.version ?? '';
	} catch (cause) {
		const reason = cause instanceof QueryError ? cause.cause : null;
		if (!(reason instanceof ClickHouseError && reason.code === UNKNOWN_SETTING)) throw cause;
		return [`the server does not know a setting that is sent (${reason.message}): ${upgrade}`];
	}
	if (isOlder(version, LEAST_VERSION)) return [`the server is ${version}: ${upgrade}`];
	const names = [...INSERT_SETTING_NAMES];
	const missing = await clickhouse.query('ingest', missingSettings, { names });
	const tables = await clickhouse.query('ingest', dedupWindows, {});
	return [
		...missing.map(({ name }) => `the server has no setting ${name}: ${upgrade}`),
		...(tables.some(({ name }) => name === 'events')
			? []
			: ['there is no table events: run "npm run schema"']),
		...tables
			.filter(({ batches }) => batches === 0)
			.map(
				({ name, setting }) =>
					`table ${name} has no window against repeated batches: ALTER TABLE ${name} MODIFY SETTING ${setting} = 10000`
			)
	];
}

const upgrade = `ClickHouse ${LEAST_VERSION} or newer is needed`;

/** Asks the server, or each shard of a cluster. Throws SelfTestError with every fault. */
export async function selfTest(clickhouse: ClickHouse): Promise<void> {
	const faults = (await askShards(clickhouse, findUnfit)).flat();
	if (faults.length > 0) throw new SelfTestError(faults);
}

export function isOlder(version: string, than: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [leastMajor = 0, leastMinor = 0] = than.split('.').map(Number);
	return major < leastMajor || (major === leastMajor && minor < leastMinor);
}
