/** `npm run schema:check`: says what of the database does not conform; `--write` makes its state the golden file. */
import { writeFileSync } from 'node:fs';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { readConfig } from '#lib/server/config.ts';
import { GOLDEN_FILE, checkSchema, describeSchema } from '../check.ts';

const clickhouse = openClickHouse(readConnection(readConfig(process.env)));
try {
	if (process.argv.includes('--write'))
		writeFileSync(GOLDEN_FILE, await describeSchema(clickhouse));
	const faults = await checkSchema(clickhouse);
	for (const fault of faults) console.error(fault);
	console.log(
		faults.length === 0 ? 'The database conforms to the schema files.' : `${faults.length} faults.`
	);
	process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
	await clickhouse.close();
}
