/** A process of its own that works on erasures, to be killed in the middle. Argument: data directory. */
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { readConfig } from '#lib/server/config.ts';
import { openJobs } from './privacy.ts';

const [dataDir = ''] = process.argv.slice(2);
const clickhouse = openClickHouse(readConnection(readConfig({ DATA_DIR: dataDir })));
await openJobs({ dataDir }, clickhouse);
process.stdout.write('working\n');
