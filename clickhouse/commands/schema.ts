/**
 * `npm run schema`: applies the schema files that are missing. `-- --print --cluster <name>` only prints what a cluster of
 * that name is told, with replicas and ON CLUSTER, and asks no server.
 */
import { parseArgs } from 'node:util';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { createDatabase } from '#lib/server/clickhouse/create-database.ts';
import { readConfig } from '#lib/server/config.ts';
import { applySchema } from '../apply.ts';
import { printClusterForm } from '../cluster-form.ts';
import { readSchemaFiles } from '../schema-files.ts';

async function apply(): Promise<void> {
	const connection = readConnection(readConfig(process.env));
	await createDatabase(connection);
	const clickhouse = openClickHouse(connection);
	try {
		const applied = await applySchema(clickhouse);
		console.log(
			applied.length === 0
				? 'The schema is up to date.'
				: `Applied:\n${applied.map((file) => `  ${file}`).join('\n')}`
		);
	} finally {
		await clickhouse.close();
	}
}

function print(cluster: string | undefined): void {
	const { clickhouse } = readConfig(process.env);
	const files = readSchemaFiles();
	const text =
		cluster === undefined
			? files.map(({ sql }) => `${sql.trimEnd()};\n`).join('\n')
			: printClusterForm(files, { cluster, database: clickhouse.database, replicated: true });
	process.stdout.write(text);
}

const { values } = parseArgs({
	options: { print: { type: 'boolean' }, cluster: { type: 'string' } }
});
if (values.print === true) print(values.cluster);
else if (values.cluster !== undefined)
	throw new Error('--cluster goes with --print; a server is told by CLICKHOUSE_CLUSTER');
else await apply();
