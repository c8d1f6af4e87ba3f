/** `npm run schema`: applies the schema files that are missing. */
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { createDatabase } from '#lib/server/clickhouse/create-database.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { readConfig } from '#lib/server/config.ts';
import { applySchema } from '../apply.ts';

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
