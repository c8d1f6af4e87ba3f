/** `npm run dev`: the product with Vite's development server in place of the built pages. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { applySchema } from '../../clickhouse/apply.ts';
import { startEngine } from '../../clickhouse/engine/engine.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { createDatabase } from '#lib/server/clickhouse/create-database.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { readConfig } from '#lib/server/config.ts';
import { createLogger, standardError } from '#lib/server/logger.ts';
import { firstLink, firstLinkWords } from './first-link.ts';
import { startService } from './service.ts';

const config = readConfig(process.env);
const log = createLogger({ level: 'warn', part: 'dev', destination: standardError() });
const engine =
	config.clickhouse.url === null
		? await startEngine({
				dataDir: config.dataDir,
				database: config.clickhouse.database,
				memoryBytes: config.limits.engineMemoryBytes,
				log
			})
		: null;
const connection = readConnection(config);
if (config.clickhouse.url !== null) await createDatabase(connection);
const client = openClickHouse(connection);
await applySchema(client);
await client.close();

const service = (name: string, script: string, args: readonly string[] = []) =>
	startService({
		name,
		script,
		args,
		env: process.env,
		logFile: join(config.dataDir, 'logs', `${name}.log`),
		onDeath: (how) => {
			log.error({ how }, `${name} died and is started again`);
		}
	});
const services = [service('ingest', 'ingest/main.ts')];
if (!process.argv.includes('--no-demo'))
	services.push(service('demo', 'ingest/demo/main.ts', ['--no-history']));
const link = await firstLink(config);
if (link !== null) console.log(`${firstLinkWords(link)}\n`);
const vite = spawn(
	process.execPath,
	[
		'node_modules/vite/bin/vite.js',
		'dev',
		'--strictPort',
		'--host',
		config.host,
		'--port',
		String(config.port)
	],
	{ stdio: 'inherit' }
);

async function end(): Promise<void> {
	vite.kill('SIGTERM');
	for (const running of services.reverse()) await running.stop(5000);
	await engine?.stop();
	process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end());
vite.on('exit', () => void end());
