/** The whole product as processes, with a proxy before the engine: what the laboratory kills. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { applySchema } from '../../../clickhouse/apply.ts';
import type { Engine } from '../../../clickhouse/engine/engine.ts';
import { startEngineIn } from '../../support/engine.ts';
import { TEST_INGEST_TOKEN, TEST_INTERNAL_TOKEN, leaveConnection } from '../../support/ingest.ts';
import { postgresBin, startTestPostgres } from '../../support/postgres.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { API_TOKEN, freePort } from '../../support/product.ts';
import { FaultProxy } from './fault-proxy.ts';
import { LabProcess } from './lab-process.ts';

export const PARTS = ['ingest', 'web', 'engine', 'store'] as const;
export type Part = (typeof PARTS)[number];

export interface Stage {
	readonly ingest: LabProcess;
	readonly web: LabProcess;
	readonly engine: Engine;
	/** Null: the store is SQLite, which has no server to kill. */
	readonly postgres: TestPostgres | null;
	readonly proxy: FaultProxy;
	/** Not through the proxy. */
	readonly clickhouse: ClickHouse;
	readonly ingestUrl: string;
	readonly webUrl: string;
	readonly dataDir: string;
	readonly databaseUrl: string | null;
	/** Ends everything and removes what it left. */
	close(): Promise<void>;
}

const answers = async (url: string): Promise<boolean> =>
	(await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;

/** Undoes what was done, last first, also when only half of it was. */
class Undo {
	readonly #steps: (() => Promise<unknown>)[] = [];
	add(step: () => Promise<unknown>): void {
		this.#steps.unshift(step);
	}
	async run(): Promise<void> {
		for (const step of this.#steps.splice(0)) await step();
	}
}

export async function openStage(): Promise<Stage> {
	const undo = new Undo();
	try {
		return await assemble(undo);
	} catch (cause) {
		await undo.run();
		throw cause;
	}
}

async function assemble(undo: Undo): Promise<Stage> {
	const directory = await mkdtemp(join(tmpdir(), 'atalaya-lab-'));
	undo.add(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
	const bin = postgresBin();
	const postgres = bin === null ? null : await startTestPostgres(bin);
	if (postgres) undo.add(() => postgres.stop());
	const databaseUrl = (await postgres?.createDatabase()) ?? null;
	const engine = await startEngineIn(join(directory, 'engine'));
	undo.add(() => engine.stop());
	const clickhouse = openClickHouse(engine.connection);
	undo.add(() => clickhouse.close());
	await applySchema(clickhouse);
	const proxy = await FaultProxy.open({ target: () => engine.connection.url });
	undo.add(() => proxy.close());
	const dataDir = join(directory, 'product');
	leaveConnection(dataDir, { ...engine.connection, url: proxy.url });
	const [ingestPort, webPort] = [await freePort(), await freePort()];
	const ingestUrl = `http://127.0.0.1:${ingestPort}`;
	const webUrl = `http://127.0.0.1:${webPort}`;
	const env = {
		DATA_DIR: dataDir,
		PORT: String(webPort),
		INGEST_PORT: String(ingestPort),
		INGEST_URLS: ingestUrl,
		INGEST_TOKEN: TEST_INGEST_TOKEN,
		INTERNAL_TOKEN: TEST_INTERNAL_TOKEN,
		API_TOKEN,
		TIME_ZONE: 'Europe/Madrid',
		...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl })
	};
	const part = (name: string, script: string, isReady: () => Promise<boolean>): LabProcess => {
		const made = new LabProcess({ name, script, env, isReady });
		undo.add(() => made.kill());
		return made;
	};
	const ingest = part('ingest', 'ingest/main.ts', () => answers(`${ingestUrl}/healthz`));
	const web = part('web', 'src/server.ts', () => answers(`${webUrl}/healthz`));
	ingest.launch();
	web.launch();
	await Promise.all([ingest.ready(), web.ready()]);
	return {
		...{ ingest, web, engine, postgres, proxy, clickhouse },
		...{ ingestUrl, webUrl, dataDir, databaseUrl },
		close: () => undo.run()
	};
}
