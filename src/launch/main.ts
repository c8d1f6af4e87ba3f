/** `npm start`: engine, schema, ingest, web and the demo centre on one machine, in order, and ended in order. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { applySchema } from '../../clickhouse/apply.ts';
import { EngineError } from '../../clickhouse/engine/engine-error.ts';
import { startEngine } from '../../clickhouse/engine/engine.ts';
import type { Engine } from '../../clickhouse/engine/engine.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { createDatabase } from '#lib/server/clickhouse/create-database.ts';
import { readConnection } from '#lib/server/clickhouse/connection.ts';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import type { Config } from '#lib/server/config.ts';
import { isDemoDoorPossible } from '#lib/server/demo/demo-door.ts';
import { createLogger, standardError } from '#lib/server/logger.ts';
import { readSecrets } from '#lib/server/secrets.ts';
import { firstLink, firstLinkWords } from './first-link.ts';
import { historyProgress } from './history-progress.ts';
import { isPortFree, waitForAnswer } from './ports.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';
import { shownHost, webAddress } from './web-address.ts';

const USAGE = `npm start [-- options]
  --no-demo         without the demo centre
  --no-history      demo centre without its history: 30 days, and a day of each of 15 months
  --speed N         demo centre at N times the speed of the clock`;

const READY_WITHIN_MS = 60_000;
const GRACE_MS = 10_000;

interface Options {
	readonly demo: boolean;
	readonly demoArgs: readonly string[];
}

function readOptions(): Options {
	const { values } = parseArgs({
		options: {
			'no-demo': { type: 'boolean', default: false },
			'no-history': { type: 'boolean', default: false },
			speed: { type: 'string' },
			help: { type: 'boolean', default: false }
		}
	});
	if (values.help) {
		console.log(USAGE);
		process.exit(0);
	}
	return {
		demo: !values['no-demo'],
		demoArgs: [
			'--report',
			'json',
			...(values['no-history'] ? ['--no-history'] : []),
			...(values.speed === undefined ? [] : ['--speed', values.speed])
		]
	};
}

class Product {
	readonly #config: Config;
	readonly #options: Options;
	readonly #log;
	readonly #abort = new AbortController();
	#engine: Engine | null = null;
	readonly #services: Service[] = [];
	#ending: Promise<void> | null = null;

	constructor(config: Config, options: Options) {
		this.#config = config;
		this.#options = options;
		this.#log = createLogger({
			level: config.logLevel,
			part: 'start',
			destination: standardError()
		});
	}

	async start(): Promise<void> {
		const { host, port, ingestPort, dataDir } = this.#config;
		for (const [name, wanted] of [
			['PORT', port],
			['INGEST_PORT', ingestPort]
		] as const) {
			if (wanted === 0) throw new Error(`${name}=0 is for tests of single processes: name a port.`);
			if (!(await isPortFree(host, wanted))) {
				throw new Error(
					`Port ${wanted} is in use. End what uses it, or start with another one: ${name}=${wanted + 100} npm start`
				);
			}
		}
		const secrets = readSecrets(this.#config);
		await this.#openDatabase();
		this.#run('ingest', 'ingest/main.ts');
		this.#run('web', 'src/server.ts');
		const web = `http://${shownHost(host)}:${port}`;
		const ingest = `http://${shownHost(host)}:${ingestPort}`;
		await waitForAnswer(`${ingest}/healthz`, READY_WITHIN_MS, this.#abort.signal);
		await waitForAnswer(`${web}/readyz`, READY_WITHIN_MS, this.#abort.signal);
		if (this.#options.demo) this.#runDemo();
		await this.#sayHowToSignIn();
		console.log(
			`\n  Wallboard   ${web}/wallboard/sala\n  All boards  ${web}/\n  Events to   ${ingest}/v1/events`
		);
		// A token that was given from outside is known to whoever gave it.
		if (secrets.created && this.#config.ingestToken === null)
			console.log(
				`\n  Token for producers, shown this once (kept in ${join(dataDir, 'secrets.json')}):\n  ${secrets.ingestToken}`
			);
		console.log('\n  Ctrl-C ends everything.\n');
	}

	async #sayHowToSignIn(): Promise<void> {
		const link = await firstLink(this.#config);
		if (link !== null) console.log(firstLinkWords(link));
		const { host, origin } = this.#config;
		if (this.#options.demo && isDemoDoorPossible({ host, origin }))
			console.log(
				`\n  Entrar con un clic / sign in with one click: ${webAddress(this.#config)}/sign-in`
			);
	}

	async #openDatabase(): Promise<void> {
		const { clickhouse, dataDir, limits } = this.#config;
		if (clickhouse.url === null) {
			this.#engine = await startEngine({
				dataDir,
				database: clickhouse.database,
				memoryBytes: limits.engineMemoryBytes,
				log: this.#log
			});
		}
		const connection = readConnection(this.#config);
		if (clickhouse.url !== null) await createDatabase(connection);
		const client = openClickHouse(connection);
		try {
			const applied = await applySchema(client);
			if (applied.length > 0) console.log(`Schema: ${applied.length} files applied.`);
		} finally {
			await client.close();
		}
	}

	#run(name: string, script: string): void {
		this.#services.push(
			startService({
				name,
				script,
				env: process.env,
				logFile: join(this.#config.dataDir, 'logs', `${name}.log`),
				onDeath: (how, tail) => {
					this.#log.error({ how, tail: tail.slice(-600) }, `${name} died and is started again`);
				}
			})
		);
	}

	#runDemo(): void {
		const onLine = historyProgress();
		this.#services.push(
			startService({
				name: 'demo',
				script: 'ingest/demo/main.ts',
				args: this.#options.demoArgs,
				env: process.env,
				logFile: join(this.#config.dataDir, 'logs', 'demo.log'),
				onLine,
				onDeath: (how, tail) => {
					this.#log.error(
						{ how, tail: tail.slice(-600) },
						'the demo centre died and is started again'
					);
				}
			})
		);
	}

	/** Producers first, the engine last: what was accepted is on disk whatever happens in between. */
	end(): Promise<void> {
		return (this.#ending ??= (async () => {
			this.#abort.abort();
			for (const service of [...this.#services].reverse()) await service.stop(GRACE_MS);
			await this.#engine?.stop();
		})());
	}
}

function explain(error: unknown): string {
	if (error instanceof ConfigError || error instanceof EngineError) return error.message;
	return error instanceof Error ? error.message : String(error);
}

let product: Product | null = null;
try {
	product = new Product(readConfig(process.env), readOptions());
	const running = product;
	let asked = 0;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			// The second time nothing is waited for: the parts notice that we are gone and end themselves.
			if (asked++ > 0) process.exit(130);
			console.log('\nEnding …');
			void running.end().then(() => process.exit(0));
		});
	}
	await product.start();
} catch (error) {
	console.error(`\n${explain(error)}\n`);
	await product?.end();
	process.exit(1);
}
