/** Durable events per second through the door, and into the database, beside what the engine takes directly. */
import { Agent } from 'node:http';
import { parseArgs } from 'node:util';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { eventRow } from '#lib/server/events/event-row.ts';
import { placementHourOf } from '../../ingest/write/placement.ts';
import { startTestEngine } from '../support/engine.ts';
import { startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';
import { Generator } from './ingest/generator.ts';
import { post } from './ingest/post.ts';
import type { Report, Row } from './report/report.ts';
import { percentile } from './report/runs.ts';

const CONNECTIONS = 8;
const RAW_BATCH_ROWS = 10_000;

interface Shape {
	readonly name: string;
	readonly events: number;
	readonly contentType: string;
	readonly join: (events: readonly string[]) => string;
}

const SHAPES: readonly Shape[] = [
	{
		name: 'batches of 100',
		events: 100,
		contentType: 'application/cloudevents-batch+json',
		join: (events) => `[${events.join(',')}]`
	},
	{
		name: 'NDJSON of 1,000',
		events: 1000,
		contentType: 'application/x-ndjson',
		join: (events) => events.join('\n')
	}
];

interface Result {
	readonly what: string;
	readonly perSecond: number;
	readonly p99Ms: number | null;
}

interface Options {
	readonly generator: Generator;
	readonly runMs: number;
}

async function measureDoor(
	ingest: TestIngest,
	{ generator, runMs }: Options,
	shape: Shape
): Promise<Result[]> {
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const latencies: number[] = [];
	const startedAt = performance.now();
	let sent = 0;
	const connection = async () => {
		while (performance.now() - startedAt < runMs) {
			const body = shape.join(generator.events(shape.events));
			const postedAt = performance.now();
			const status = await post(agent, ingest.url, shape.contentType, body);
			latencies.push(performance.now() - postedAt);
			if (status !== 202) throw new Error(`answered ${status}`);
			sent += shape.events;
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, connection));
	const durableS = (performance.now() - startedAt) / 1000;
	while ((await ingest.status()).total.inSpool > 0) await new Promise((go) => setTimeout(go, 10));
	const storedS = (performance.now() - startedAt) / 1000;
	agent.destroy();
	return [
		{
			what: `${shape.name}: durable`,
			perSecond: sent / durableS,
			p99Ms: percentile(latencies, 0.99)
		},
		{ what: `${shape.name}: in the database`, perSecond: sent / storedS, p99Ms: null }
	];
}

/** The same rows, made beforehand, straight into the engine. */
async function measureEngine(
	clickhouse: ClickHouse,
	{ generator, runMs }: Options
): Promise<Result> {
	const nowMs = Date.now();
	const batches = Array.from({ length: 12 }, (_none, index) =>
		generator
			.events(RAW_BATCH_ROWS)
			.map((json) => {
				const parsed = parseEvent(JSON.parse(json), { nowMs, backfill: false });
				if (!parsed.ok) throw new Error(parsed.error.message);
				const { event } = parsed;
				const context = {
					receivedAtMs: nowMs,
					batchId: `bench-${index}`,
					placementHourMs: placementHourOf(event.occurredAtMs)
				};
				return JSON.stringify(eventRow(event, context));
			})
			.join('\n')
	);
	const startedAt = performance.now();
	let rows = 0;
	for (const [index, lines] of batches.entries()) {
		await clickhouse.insert('events', lines, { token: `bench-${nowMs}-${index}` });
		rows += RAW_BATCH_ROWS;
		if (performance.now() - startedAt > runMs) break;
	}
	const perSecond = (rows / (performance.now() - startedAt)) * 1000;
	return { what: `engine alone, inserts of ${RAW_BATCH_ROWS} rows`, perSecond, p99Ms: null };
}

const rowsOf = ({ what, perSecond, p99Ms }: Result, raw: Result): Row[] => [
	{
		...{ name: what, figure: perSecond, unit: 'events/s' },
		...(raw.what === what ? {} : { against: { name: raw.what, figure: raw.perSecond } })
	},
	...(p99Ms === null ? [] : [{ name: `${what}, answered, p99`, figure: p99Ms, unit: 'ms' }])
];

export const help = `Durable events per second through the door and into the database, beside the engine alone.
  --seconds 5            each shape`;

export async function run(args: readonly string[]): Promise<Report> {
	const { values } = parseArgs({
		args: [...args],
		options: { seconds: { type: 'string', default: '5' } }
	});
	const options = { generator: new Generator(), runMs: Number(values.seconds) * 1000 };
	const engine = await startTestEngine();
	try {
		await applySchema(engine.clickhouse);
		const { dataDir, connection } = engine;
		const ingest = await startTestIngest({ dataDir, connection, env: { LOG_LEVEL: 'warn' } });
		try {
			const raw = await measureEngine(engine.clickhouse, options);
			const results = [raw];
			for (const shape of SHAPES) results.push(...(await measureDoor(ingest, options, shape)));
			return {
				title: 'Ingest',
				conditions: [`${values.seconds} s each, ${CONNECTIONS} connections`],
				tables: [
					{ title: 'Events per second', rows: results.flatMap((result) => rowsOf(result, raw)) }
				]
			};
		} finally {
			await ingest.stop();
		}
	} finally {
		await engine.stop();
	}
}
