/** A real engine of its own for a test file: fresh directory, free port, gone with `stop`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import type { Engine } from '../../clickhouse/engine/engine.ts';
import { startEngine } from '../../clickhouse/engine/engine.ts';
import { startTestCluster } from './cluster.ts';

export const TEST_DATABASE = 'atalaya';
export const TEST_MEMORY_BYTES = 1_500_000_000;

export interface TestEngine {
	readonly connection: Connection;
	readonly clickhouse: ClickHouse;
	readonly engine: Engine;
	readonly dataDir: string;
	/** Ends the engine and removes its directory. */
	stop(): Promise<void>;
}

export const makeDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'atalaya-test-'));

export const removeDataDir = (dataDir: string): Promise<void> =>
	rm(dataDir, { recursive: true, force: true, maxRetries: 5 });

/** An engine on a directory the test owns and keeps. */
export const startEngineIn = (dataDir: string): Promise<Engine> =>
	startEngine({
		dataDir,
		database: TEST_DATABASE,
		memoryBytes: TEST_MEMORY_BYTES,
		log: pino({ level: 'silent' })
	});

/** Over so many shards every test engine is spread: `TEST_CLUSTER_SHARDS=2 npx vitest run …` asks the same of a cluster. */
const TEST_SHARDS = Number(process.env['TEST_CLUSTER_SHARDS'] ?? 1);

export async function startTestEngine(): Promise<TestEngine> {
	if (TEST_SHARDS > 1) return startTestCluster(TEST_SHARDS);
	const dataDir = await makeDataDir();
	const engine = await startEngineIn(dataDir).catch(async (cause: unknown) => {
		await removeDataDir(dataDir);
		throw cause;
	});
	const clickhouse = openClickHouse(engine.connection);
	return {
		connection: engine.connection,
		clickhouse,
		engine,
		dataDir,
		stop: async () => {
			await clickhouse.close();
			await engine.stop();
			await removeDataDir(dataDir);
		}
	};
}
