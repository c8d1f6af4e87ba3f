/** For a server of one's own, where the database may not exist yet. */
import { quoteIdentifier } from './client.ts';
import { localDatabase } from './cluster-names.ts';
import { nodeUrls, openServer } from './cluster-nodes.ts';
import type { Connection } from './connection.ts';

export async function createDatabase(connection: Connection): Promise<void> {
	const { cluster, database, url } = connection;
	const urls = cluster ? await nodeUrls({ ...connection, cluster }) : [url];
	const names = cluster ? [database, localDatabase(database)] : [database];
	for (const each of urls) {
		const client = openServer({ ...connection, url: each });
		try {
			for (const name of names) {
				await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(name)}` });
			}
		} finally {
			await client.close();
		}
	}
}
