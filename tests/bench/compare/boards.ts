/** Three servers with the events of a day: the product, PostgreSQL with roll-ups, and the engine with a table of events. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import { connectionFile } from '#lib/server/clickhouse/connection.ts';
import type { Connection } from '#lib/server/clickhouse/connection.ts';
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import { readFile } from 'node:fs/promises';
import { startTestEngine } from '../../support/engine.ts';
import type { TestEngine } from '../../support/engine.ts';
import { postgresBin, startTestPostgres } from '../../support/postgres.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { startBuiltProduct } from '../live/built-product.ts';
import type { Product } from '../../support/product.ts';
import { openStoreParts } from '../../support/store-parts.ts';
import { QUEUES_TILE } from '../live/probe.ts';
import { Stage } from '../live/stage.ts';
import { loadSpan } from '../queries/centre.ts';
import { ENGINE } from './contacts-sql.ts';
import { DAYS, exportEvents } from './data.ts';
import { createPlainEvents, plainClient } from './engine-events.ts';
import type { Moment } from './moment.ts';
import type { CompareOptions } from './options.ts';
import { measurePolled } from './polled-board.ts';
import type { BoardFigures } from './polled-board.ts';
import { POSTGRES_SETTINGS, copyEvents, createEvents } from './postgres.ts';
import type { SqlTarget } from './sql-store.ts';

const WARM_UP_S = 6;
const base = { title: '', queues: [], width: 3, height: 3, bands: { warn: null, bad: null } };

/** Who waits and three windows of the same sums: what the other boards ask in SQL, and no more. */
const LAYOUT: BoardLayout = {
	name: 'Compare',
	zone: '',
	tiles: [
		{
			...{ id: QUEUES_TILE, kind: 'queues', title: '', queues: [], width: 12, height: 6 },
			...{ window: 'today', serviceLevelBands: base.bands }
		},
		{ ...base, id: 'offered-15m', kind: 'number', metric: 'offered', window: '15m' },
		{ ...base, id: 'service-level-60m', kind: 'number', metric: 'service_level', window: '60m' }
	]
};

export interface Board {
	readonly name: string;
	measure(): Promise<BoardFigures>;
	stop(): Promise<void>;
}

export interface BoardsOptions extends CompareOptions {
	readonly moment: Moment;
}

/** Contacts of a day of the comparison, up to now. */
async function loadToday(connection: Connection, { contacts, seed, moment }: BoardsOptions) {
	const clickhouse = openClickHouse(connection);
	const { nowMs, midnightMs } = moment;
	const ofToday = { fromMs: midnightMs, toMs: nowMs, contacts: Math.ceil(contacts / DAYS) };
	try {
		await loadSpan(clickhouse, { ...ofToday, first: 0, seed, untilMs: nowMs });
	} finally {
		await clickhouse.close();
	}
}

async function createBoard({ dataDir }: Product): Promise<string> {
	const parts = await openStoreParts(dataDir);
	try {
		return (await parts.board(LAYOUT.name, 'company', LAYOUT)).id;
	} finally {
		await parts.store.close();
	}
}

async function measurePushed(product: Product, board: string, options: BoardsOptions) {
	const { viewers, rate, seconds } = options;
	const asked = { rate, viewers, seconds, warmUpSeconds: WARM_UP_S, browser: false };
	const stage = new Stage(product, asked, board);
	try {
		await stage.start();
		await new Promise((go) => setTimeout(go, WARM_UP_S * 1000));
		const found = await stage.measure(null);
		const { cpu, gaps, lost, producer } = found;
		const isFine = gaps + lost + producer.refused + found.missing === 0;
		return {
			p50Ms: found.frame.p50,
			p95Ms: found.frame.p95,
			cpu: (cpu.engine + cpu.ingest + cpu.web) / found.seconds,
			bytes: found.bytes / found.seconds,
			events: producer.events / found.seconds,
			trouble: isFine
				? null
				: `${gaps} gaps, ${lost} viewers lost, ${producer.refused} events refused, ${found.missing} changes never seen`
		};
	} finally {
		await stage.end();
	}
}

/** Also leaves the events of today in a file, for the others. */
export async function pushedBoard(options: BoardsOptions): Promise<{ board: Board; file: string }> {
	const product = await startBuiltProduct({ TIME_ZONE: options.moment.zone });
	try {
		const written = await readFile(connectionFile(product.dataDir), 'utf8');
		const connection = JSON.parse(written) as Connection;
		await loadToday(connection, options);
		const file = join(product.dataDir, 'today.tsv');
		await exportEvents(connection, file);
		const id = await createBoard(product);
		const board = {
			name: 'Atalaya, pushed',
			measure: () => measurePushed(product, id, options),
			stop: () => product.stop()
		};
		return { board, file };
	} catch (cause) {
		await product.stop();
		throw cause;
	}
}

interface Polled {
	readonly target: SqlTarget;
	readonly pid: () => number;
	readonly everyMs: number;
}

const polled = (board: Polled, options: BoardsOptions) =>
	measurePolled({ ...options, ...board, warmUpSeconds: WARM_UP_S });

/** As dashboards do by default, and as often as it would take to be about as fresh as what is pushed. */
const SLOW_MS = 5000;
const FAST_MS = 500;

/** None where it is not installed. */
export async function postgresBoards(file: string, options: BoardsOptions): Promise<Board[]> {
	const bin = postgresBin();
	if (bin === null) return [];
	const server: TestPostgres = await startTestPostgres(bin, POSTGRES_SETTINGS);
	const url = await createEvents({ server, rollUps: true });
	await copyEvents(url, file);
	const board = (everyMs: number, stop: Board['stop']): Board => ({
		name: `PostgreSQL with roll-ups, polled every ${everyMs / 1000} s`,
		measure: () =>
			polled({ target: { kind: 'postgres', url }, pid: () => server.pid(), everyMs }, options),
		stop
	});
	// One server for both: the first ends it.
	return [board(SLOW_MS, () => server.stop()), board(FAST_MS, () => Promise.resolve())];
}

export async function engineBoard(file: string, options: BoardsOptions): Promise<Board> {
	const engine: TestEngine = await startTestEngine();
	const { connection } = engine;
	await createPlainEvents(engine.clickhouse);
	const client = plainClient(connection);
	await client.insert({
		table: ENGINE.events,
		values: createReadStream(file),
		format: 'TabSeparated'
	});
	await client.close();
	return {
		name: `the engine with events, polled every ${SLOW_MS / 1000} s`,
		measure: () =>
			polled(
				{
					target: { kind: 'engine', connection },
					pid: () => engine.engine.pid ?? -1,
					everyMs: SLOW_MS
				},
				options
			),
		stop: () => engine.stop()
	};
}
