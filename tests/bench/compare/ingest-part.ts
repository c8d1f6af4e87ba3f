/** How fast events are safe: through our door, and in the tables of others. */
import type { ClickHouseSettings } from '@clickhouse/client';
import { applySchema } from '../../../clickhouse/apply.ts';
import { startTestEngine } from '../../support/engine.ts';
import type { TestEngine } from '../../support/engine.ts';
import { startTestIngest } from '../../support/ingest.ts';
import { postgresBin, startTestPostgres } from '../../support/postgres.ts';
import type { TestPostgres } from '../../support/postgres.ts';
import { Generator } from '../ingest/generator.ts';
import type { Row, Table } from '../report/report.ts';
import { median, percentile, rowOfRuns } from '../report/runs.ts';
import { ENGINE } from './contacts-sql.ts';
import { createPlainEvents, plainClient } from './engine-events.ts';
import { NO_POSTGRES, postgresVersion, say } from './findings.ts';
import type { Findings } from './findings.ts';
import type { CompareOptions } from './options.ts';
import { POSTGRES_SETTINGS, createEvents } from './postgres.ts';
import { intoEngine, intoPostgres, throughOurDoor } from './ways-in.ts';
import type { Sender, Shape, Way } from './ways-in.ts';

const SHAPES: readonly Shape[] = [
	{ name: 'One event a request, 1 connection', events: 1, connections: 1 },
	{ name: 'One event a request, 32 connections', events: 1, connections: 32 },
	{ name: '100 events a request, 1 connection', events: 100, connections: 1 },
	{ name: '100 events a request, 8 connections', events: 100, connections: 8 },
	{ name: '1,000 events a request, 8 connections', events: 1000, connections: 8 }
];
const WARM_UP: Shape = { name: 'warm-up', events: 100, connections: 1 };
const WARM_UP_MS = 2000;
const SYNCED = 'plain_events_synced';

interface Measured {
	readonly way: string;
	readonly perSecond: number[];
	/** Until everything can be asked for as well. */
	readonly settledPerSecond: number[];
	readonly p99Ms: number[];
	trouble: string | null;
}

const emptyOf = (way: string): Measured => ({
	...{ way, perSecond: [], settledPerSecond: [], p99Ms: [] },
	trouble: null
});

interface Sent {
	readonly events: number;
	readonly answeredMs: number[];
	readonly fault: string | null;
}

/** One request after the other until the time is over or one fails. */
async function sendFor(sender: Sender, count: number, runMs: number): Promise<Sent> {
	const startedAt = performance.now();
	const answeredMs: number[] = [];
	let events = 0;
	while (performance.now() - startedAt < runMs) {
		const sentAt = performance.now();
		try {
			await sender.send(count);
		} catch (error) {
			return { events, answeredMs, fault: String(error).slice(0, 160) };
		}
		answeredMs.push(performance.now() - sentAt);
		events += count;
	}
	return { events, answeredMs, fault: null };
}

async function measure(way: Way, { events, connections }: Shape, into: Measured, runMs: number) {
	const senders = await Promise.all(Array.from({ length: connections }, () => way.open()));
	try {
		// The first request of a connection is of the connection.
		const first = await Promise.all(senders.map((sender) => sendFor(sender, events, 1)));
		const startedAt = performance.now();
		const sent = await Promise.all(senders.map((sender) => sendFor(sender, events, runMs)));
		const seconds = (performance.now() - startedAt) / 1000;
		await way.settle?.();
		const settledSeconds = (performance.now() - startedAt) / 1000;
		const total = sent.reduce((sum, one) => sum + one.events, 0);
		into.perSecond.push(total / seconds);
		if (way.settle) into.settledPerSecond.push(total / settledSeconds);
		into.p99Ms.push(
			percentile(
				sent.flatMap(({ answeredMs }) => answeredMs),
				0.99
			)
		);
		into.trouble ??= [...first, ...sent].find(({ fault }) => fault !== null)?.fault ?? null;
	} finally {
		await Promise.all(senders.map((sender) => sender.close()));
	}
}

function speedRows(all: readonly Measured[]): Row[] {
	const [ours] = all;
	const against = ours && { name: ours.way, figure: median(ours.perSecond) };
	return all.flatMap((one) => [
		rowOfRuns({
			...{ name: one.way, values: one.perSecond, unit: 'events/s', better: 'higher' },
			against: one === ours ? undefined : against,
			...(one.trouble === null ? {} : { remark: `some refused: ${one.trouble}` })
		}),
		...(one.settledPerSecond.length === 0
			? []
			: [
					rowOfRuns({
						name: `${one.way}, until it is in the sums`,
						...{ values: one.settledPerSecond, unit: 'events/s', better: 'higher' },
						against
					})
				])
	]);
}

function answerRows(all: readonly Measured[]): Row[] {
	const [ours] = all;
	return all.map((one) =>
		rowOfRuns({
			name: `${one.way}, answered, p99`,
			...{ values: one.p99Ms, unit: 'ms', better: 'lower' },
			against: ours && one !== ours ? { name: ours.way, figure: median(ours.p99Ms) } : undefined
		})
	);
}

async function runAll(ways: readonly Way[], options: CompareOptions): Promise<Table[]> {
	const measured = SHAPES.map((shape) => ({
		shape,
		ways: ways.filter((way) => way.takes(shape)).map((way) => ({ way, found: emptyOf(way.name) }))
	}));
	// Programs that have just started are slow, whoever wrote them.
	for (const way of ways) await measure(way, WARM_UP, emptyOf(way.name), WARM_UP_MS);
	for (let run = 0; run < options.runs; run += 1) {
		for (const { shape, ways: taking } of measured) {
			say(`ingest, run ${run + 1} of ${options.runs}: ${shape.name}`);
			for (let turn = 0; turn < taking.length; turn += 1) {
				const next = taking[(run + turn) % taking.length];
				if (next) await measure(next.way, shape, next.found, options.ingestSeconds * 1000);
			}
		}
	}
	return measured.map(({ shape, ways: taking }) => {
		const found = taking.map((one) => one.found);
		return { title: shape.name, rows: [...speedRows(found), ...answerRows(found)] };
	});
}

/** A table whose inserts are on the disk before they are answered, as ours are. */
const createSynced = ({ clickhouse }: TestEngine): Promise<void> =>
	clickhouse.command(
		'bench-plain',
		`CREATE TABLE ${SYNCED} AS ${ENGINE.events} ENGINE = MergeTree ORDER BY (at_ms, subject)
			SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1`
	);

async function postgresWays(server: TestPostgres, generator: Generator): Promise<Way[]> {
	const url = await createEvents({ server, rollUps: false });
	const rolled = await createEvents({ server, rollUps: true });
	return [
		intoPostgres({ name: 'PostgreSQL, insert', url, write: 'insert' }, generator),
		intoPostgres({ name: 'PostgreSQL, COPY', url, write: 'copy' }, generator),
		intoPostgres(
			{ name: 'PostgreSQL, insert with roll-ups', url: rolled, write: 'insert', isAlone: true },
			generator
		)
	];
}

export async function compareIngest(options: CompareOptions): Promise<Findings> {
	const generator = new Generator();
	const engine = await startTestEngine();
	const bin = postgresBin();
	const postgres = bin === null ? null : await startTestPostgres(bin, POSTGRES_SETTINGS);
	const client = plainClient(engine.connection);
	try {
		await applySchema(engine.clickhouse);
		await createPlainEvents(engine.clickhouse);
		await createSynced(engine);
		const { dataDir, connection } = engine;
		const ingest = await startTestIngest({ dataDir, connection, env: { LOG_LEVEL: 'warn' } });
		const into = (name: string, table: string, settings: ClickHouseSettings): Way =>
			intoEngine({ name, table, settings }, client, generator);
		try {
			const ways = [
				throughOurDoor(ingest, generator),
				...(postgres ? await postgresWays(postgres, generator) : []),
				into('the engine, insert', ENGINE.events, { async_insert: 0 }),
				into('the engine, insert with fsync', SYNCED, { async_insert: 0 }),
				into('the engine, async insert, waited for', ENGINE.events, {
					...{ async_insert: 1, wait_for_async_insert: 1 }
				})
			];
			return {
				conditions: [
					`ingest: ${options.ingestSeconds} s a way and shape, producers on this machine`
				],
				versions: postgresVersion(),
				tables: await runAll(ways, options),
				notes: [
					'Ours and PostgreSQL answer after an fsync (synchronous_commit = on); the engine answers before it, except where it says fsync.',
					'Ours checks each event, masks, looks whether it is known and keeps all of it, and its engine works off the spool on the same cores meanwhile; the others get seven columns of it. COPY does not look whether an event is known.',
					...(postgres ? [] : [NO_POSTGRES])
				]
			};
		} finally {
			await ingest.stop();
		}
	} finally {
		await client.close();
		await postgres?.stop();
		await engine.stop();
	}
}
