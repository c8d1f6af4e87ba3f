/** Several real engines of this machine that make one cluster: a shard each, without replicas. */
import { join } from 'node:path';
import { pino } from 'pino';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import { createDatabase } from '#lib/server/clickhouse/create-database.ts';
import { startEngine } from '../../clickhouse/engine/engine.ts';
import type { Engine } from '../../clickhouse/engine/engine.ts';
import { findPort } from '../../clickhouse/engine/port.ts';
import { TEST_DATABASE, TEST_MEMORY_BYTES, makeDataDir, removeDataDir } from './engine.ts';
import type { TestEngine } from './engine.ts';
import { leaveConnection } from './ingest.ts';

export const TEST_CLUSTER = 'test_cluster';

export interface TestCluster extends TestEngine {
	/** One a shard. */
	readonly engines: readonly Engine[];
	/** Ends the engine of a shard; the returned function starts it again at the same address. */
	stopShard(index: number): Promise<() => Promise<void>>;
}

async function differentPorts(count: number): Promise<number[]> {
	const ports = new Set<number>();
	while (ports.size < count) ports.add(await findPort(null));
	return [...ports];
}

/** Users and secrets of the first, which the others must share to be asked by it. */
const leaveSecrets = (dataDir: string, connection: Connection, port: number): void => {
	leaveConnection(dataDir, { ...connection, url: `http://127.0.0.1:${port}` });
};

export async function startTestCluster(shards = 2): Promise<TestCluster> {
	const [httpPorts, ports] = [await differentPorts(shards), await differentPorts(shards)];
	const dataDir = await makeDataDir();
	const dataDirs = ports.map((_, index) => join(dataDir, `shard-${index + 1}`));
	const engines: Engine[] = [];
	const start = (index: number): Promise<Engine> =>
		startEngine({
			dataDir: dataDirs[index] ?? '',
			database: TEST_DATABASE,
			memoryBytes: TEST_MEMORY_BYTES,
			port: httpPorts[index] ?? 0,
			cluster: { name: TEST_CLUSTER, ownPort: ports[index] ?? 0, ports },
			log: pino({ level: 'silent' })
		});
	const stop = async (): Promise<void> => {
		await Promise.all(engines.map((engine) => engine.stop()));
		await removeDataDir(dataDir);
	};
	try {
		for (let index = 0; index < shards; index += 1) {
			const [first] = engines;
			if (first) leaveSecrets(dataDirs[index] ?? '', first.connection, httpPorts[index] ?? 0);
			engines.push(await start(index));
		}
		const [first] = engines;
		if (!first) throw new Error('a cluster has at least one shard');
		const nodes = engines.map(({ connection }) => connection.url);
		const connection = { ...first.connection, cluster: { name: TEST_CLUSTER, nodes } };
		await createDatabase(connection);
		// Where processes that are given this directory look for it.
		leaveConnection(dataDir, connection);
		const clickhouse = openClickHouse(connection);
		return {
			connection,
			clickhouse,
			engine: first,
			engines,
			dataDir,
			stopShard: async (index) => {
				await engines[index]?.stop();
				return async () => {
					engines[index] = await start(index);
				};
			},
			stop: async () => {
				await clickhouse.close();
				await stop();
			}
		};
	} catch (cause) {
		await stop();
		throw cause;
	}
}
