/** Applies the numbered files of `schema/` to the database: each once, in order, never one that was changed since. */
import { randomUUID } from 'node:crypto';
import {
	DEFAULT_THRESHOLD_MS,
	OTHER_THRESHOLD_MS,
	defaultRule
} from '#lib/domain/metrics/queue-defaults.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { readPending, recordApplied } from './applied-files.ts';
import { applyToCluster } from './apply-to-cluster.ts';
import { SCHEMA_DIRECTORY, readSchemaFiles } from './schema-files.ts';
import type { SchemaFile } from './schema-files.ts';

/** Names of the files applied now; empty when the database was up to date. Safe to run by several processes at once. */
export async function applySchema(
	clickhouse: ClickHouse,
	directory = SCHEMA_DIRECTORY
): Promise<string[]> {
	const files = readSchemaFiles(directory);
	const { cluster } = clickhouse;
	const applied =
		cluster === null
			? await applyToServer(clickhouse, files)
			: await applyToCluster(clickhouse, cluster, files);
	await writeChannelDefaults(clickhouse);
	return applied.map(({ file }) => file);
}

async function applyToServer(
	clickhouse: ClickHouse,
	files: readonly SchemaFile[]
): Promise<SchemaFile[]> {
	const pending = await readPending(clickhouse, files);
	for (const file of pending) {
		await clickhouse.command(`schema-${file.file}`, file.sql);
		await recordApplied(clickhouse, file);
	}
	return pending;
}

/** The database judges queues without settings by the same figures as the code. */
async function writeChannelDefaults(clickhouse: ClickHouse): Promise<void> {
	const rows = Object.keys(DEFAULT_THRESHOLD_MS).map((channel) => {
		const rule = defaultRule(channel);
		return { channel, threshold_ms: rule.thresholdMs, short_abandon_ms: rule.shortAbandonMs };
	});
	rows.push({ channel: '', threshold_ms: OTHER_THRESHOLD_MS, short_abandon_ms: 0 });
	const lines = rows.map((row) => JSON.stringify(row)).join('\n');
	// A token of its own each time: what was written before and since replaced must be written again.
	await clickhouse.insert('channel_defaults', lines, { token: randomUUID() });
}
