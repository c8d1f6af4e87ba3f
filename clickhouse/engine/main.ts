/** `npm run engine`: the embedded engine alone, for several processes on one machine to share. */
import { connectionFile } from '#lib/server/clickhouse/connection.ts';
import type { Config } from '#lib/server/config.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import { createLogger, standardError } from '#lib/server/logger.ts';
import { EngineError } from './engine-error.ts';
import type { Engine } from './engine.ts';
import { startEngine } from './engine.ts';

const say = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

/** Reads the secrets out of the file into curl's standard input: neither the screen nor the list of processes shows them. */
function curlExample(file: string): string {
	const script = [
		'const c=JSON.parse(require("fs").readFileSync(process.argv[1]));',
		'const u=c.lanes.report;',
		'console.log("url="+c.url+"/?database="+c.database+"\\nuser="+u.username+":"+u.password);',
		'for(const h in c.headers)console.log("header="+JSON.stringify(h+": "+c.headers[h]))'
	].join('');
	return `node -e '${script}' ${quoteForShell(file)} \\\n  | curl -sS -K - --data-binary 'SHOW TABLES'`;
}

const quoteForShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function describe(engine: Engine, config: Config): string {
	const file = connectionFile(config.dataDir);
	return `
The engine is running at ${engine.connection.url} (only this machine can reach it).
Its passwords and its key are in ${file}
Processes with the same DATA_DIR find it there by themselves.

To ask it something yourself:

${curlExample(file)}

Ctrl-C stops it.
`;
}

const untilSignal = (): Promise<void> =>
	new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				resolve();
			});
		}
	});

async function main(): Promise<void> {
	const config = readConfig(process.env);
	if (config.clickhouse.url !== null) {
		throw new EngineError(
			'CLICKHOUSE_URL is set, so nothing would use an embedded engine. Unset it to start one.'
		);
	}
	const log = createLogger({
		level: config.logLevel,
		part: 'engine',
		destination: standardError()
	});
	const signalled = untilSignal();
	const engine = await startEngine({
		dataDir: config.dataDir,
		database: config.clickhouse.database,
		memoryBytes: config.limits.engineMemoryBytes,
		log
	});
	say(describe(engine, config));
	await signalled;
	await engine.stop();
	say('The engine has stopped; its data stay where they are.');
}

try {
	await main();
} catch (error) {
	if (!(error instanceof EngineError || error instanceof ConfigError)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}
