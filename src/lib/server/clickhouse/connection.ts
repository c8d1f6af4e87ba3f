/** Where the database is and as whom each lane of work talks to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Config } from '#lib/server/config.ts';

/**
 * Lanes keep kinds of work from waiting for each other: `ingest` writes and migrates, `live` answers boards
 * (read only, first in the queue of the processor), `report` answers people and programs (read only, limited).
 */
export const LANES = ['ingest', 'live', 'report'] as const;
export type Lane = (typeof LANES)[number];

/** A cluster of the server: its tables are spread over several databases of the same name (see clickhouse/README.md). */
export const Cluster = Type.Object({
	/** As the server calls it in system.clusters. */
	name: Type.String(),
	/** HTTP address of each node; empty: the hosts of system.clusters at the port of `url`. */
	nodes: Type.Array(Type.String())
});
export type Cluster = Static<typeof Cluster>;

const Credentials = Type.Object({ username: Type.String(), password: Type.String() });

export const Connection = Type.Object({
	url: Type.String(),
	database: Type.String(),
	/** Sent with each request: the embedded engine answers 404 to whoever lacks its key. */
	headers: Type.Record(Type.String(), Type.String()),
	lanes: Type.Object({ ingest: Credentials, live: Credentials, report: Credentials }),
	/** Absent: one server holds everything. */
	cluster: Type.Optional(Cluster)
});
export type Connection = Static<typeof Connection>;

export class NoEngineError extends Error {
	override readonly name = 'NoEngineError';
}

/** The file the embedded engine leaves for the other processes (mode 0600). */
export const connectionFile = (dataDir: string): string =>
	join(dataDir, 'engine', 'connection.json');

/** Throws NoEngineError when no address is configured and no embedded engine has been started. */
export function readConnection(config: Config): Connection {
	const { url, database, username, password, cluster } = config.clickhouse;
	if (url !== null) {
		const same = { username, password };
		const lanes = { ingest: same, live: same, report: same };
		return { url, database, headers: {}, lanes, ...(cluster === null ? {} : { cluster }) };
	}
	const file = connectionFile(config.dataDir);
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (cause) {
		throw new NoEngineError(
			`no engine: CLICKHOUSE_URL is not set and ${file} does not exist. Start one with "npm run engine" or "npm start".`,
			{ cause }
		);
	}
	return Value.Parse(Connection, JSON.parse(text));
}
