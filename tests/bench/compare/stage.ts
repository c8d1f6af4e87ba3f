/** All systems side by side, with the same events in each. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { ClickHouseClient } from '@clickhouse/client';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import { applySchema } from '../../../clickhouse/apply.ts';
import type { Engine } from '../../../clickhouse/engine/engine.ts';
import { makeDataDir, removeDataDir, startEngineIn } from '../../support/engine.ts';
import { postgresBin, startTestPostgres } from '../../support/postgres.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { atalaya } from './atalaya.ts';
import { ENGINE } from './contacts-sql.ts';
import { exportEvents, loadData } from './data.ts';
import type { DataOptions } from './data.ts';
import { duckDbPeer } from './duckdb.ts';
import { copyPlainEvents, engineEvents, plainClient } from './engine-events.ts';
import type { Peer } from './peer.ts';
import { POSTGRES_SETTINGS, postgresPeer } from './postgres.ts';
import type { System } from './questions.ts';

const sizes = defineQuery({
	name: 'bench-sizes',
	sql: `SELECT sumIf(bytes_on_disk, table != '${ENGINE.events}') AS ours, sumIf(bytes_on_disk, table = '${ENGINE.events}') AS plain
		FROM system.parts WHERE active AND database = currentDatabase()`,
	scope: { none: 'a bench' },
	params: Type.Object({}),
	row: Type.Object({ ours: Type.Integer(), plain: Type.Integer() })
});

const versions = defineQuery({
	name: 'bench-facts',
	sql: 'SELECT version() AS version, count() AS events FROM events',
	scope: { none: 'a bench' },
	params: Type.Object({}),
	row: Type.Object({ version: Type.String(), events: Type.Integer() })
});

export interface Size {
	readonly name: string;
	readonly bytes: number;
}

export class Stage {
	readonly #dataDir: string;
	readonly #options: DataOptions;
	#engine: Engine | null = null;
	#clickhouse: ClickHouse | null = null;
	#plain: ClickHouseClient | null = null;
	#server: TestPostgres | null = null;
	#peers: Peer[] = [];

	constructor(dataDir: string, options: DataOptions) {
		this.#dataDir = dataDir;
		this.#options = options;
	}

	get systems(): readonly System[] {
		const { moment } = this.#options;
		return [
			atalaya(() => opened(this.#clickhouse), moment),
			...this.#peers,
			engineEvents(() => opened(this.#plain), moment)
		];
	}

	/** Without PostgreSQL where it is not installed. */
	async start(say: (what: string) => void): Promise<void> {
		await this.#startEngine();
		const clickhouse = opened(this.#clickhouse);
		await applySchema(clickhouse);
		say(`events of ${this.#options.contacts} contacts`);
		await loadData(clickhouse, this.#options);
		await copyPlainEvents(clickhouse);
		const folder = join(this.#dataDir, 'compare');
		await mkdir(folder, { recursive: true });
		const file = join(folder, 'events.tsv');
		await exportEvents(opened(this.#engine).connection, file);
		say('DuckDB');
		const { moment } = this.#options;
		this.#peers.push(await duckDbPeer(join(folder, 'events.duckdb'), file, moment));
		const bin = postgresBin();
		if (bin === null) return;
		const server = await startTestPostgres(bin, POSTGRES_SETTINGS);
		this.#server = server;
		for (const rollUps of [false, true]) {
			say(`PostgreSQL, ${rollUps ? 'through its triggers' : 'events'}`);
			this.#peers.push(await postgresPeer(file, { server, rollUps, moment }));
		}
	}

	async facts(): Promise<{ version: string; events: number }> {
		const [found] = await opened(this.#clickhouse).query('ingest', versions, {});
		return found ?? { version: 'unknown', events: 0 };
	}

	async sizes(): Promise<Size[]> {
		const [parts] = await opened(this.#clickhouse).query('ingest', sizes, {});
		const names = this.systems.map(({ name }) => name);
		return [
			{ name: names[0] ?? '', bytes: parts?.ours ?? 0 },
			...(await Promise.all(
				this.#peers.map(async (peer) => ({ name: peer.name, bytes: await peer.bytes() }))
			)),
			{ name: names.at(-1) ?? '', bytes: parts?.plain ?? 0 }
		];
	}

	/** Every server starts again. */
	async restart(): Promise<void> {
		for (const peer of this.#peers) await peer.restart();
		await this.#server?.restart();
		await this.#stopEngine();
		await this.#startEngine();
	}

	async stop(): Promise<void> {
		for (const peer of this.#peers) await peer.stop();
		await this.#server?.stop();
		await this.#stopEngine();
	}

	async #startEngine(): Promise<void> {
		this.#engine = await startEngineIn(this.#dataDir);
		this.#clickhouse = openClickHouse(this.#engine.connection);
		this.#plain = plainClient(this.#engine.connection);
	}

	async #stopEngine(): Promise<void> {
		await this.#clickhouse?.close();
		await this.#plain?.close();
		await this.#engine?.stop();
	}
}

function opened<T>(part: T | null): T {
	if (part === null) throw new Error('the stage has not started');
	return part;
}

/** Started, used and taken down again, whatever happens. */
export async function onStage<T>(
	options: DataOptions,
	say: (what: string) => void,
	use: (stage: Stage) => Promise<T>
): Promise<T> {
	const dataDir = await makeDataDir();
	const stage = new Stage(dataDir, options);
	try {
		await stage.start(say);
		return await use(stage);
	} finally {
		await stage.stop();
		await removeDataDir(dataDir);
	}
}
