/** Durable events per second through the door, and into the database, beside what the engine takes directly. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { applySchema } from '../../clickhouse/apply.ts';
import { eventRow } from '#lib/server/events/event-row.ts';
import { hourOf } from '../../ingest/write/placement.ts';
import { startTestEngine } from '../support/engine.ts';
import { TEST_INGEST_TOKEN, startTestIngest } from '../support/ingest.ts';
import type { TestIngest } from '../support/ingest.ts';

const RUN_MS = 5000;
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

/** What a contact centre sends: ten events an interaction. */
const STEPS = [
	['interaction.created', { channel: 'voice', customer: 'customer-4711', language: 'es-ES' }],
	['interaction.queued', { queue: 'sales', priority: 3 }],
	['interaction.offered', { agent: 'agent-17' }],
	['interaction.accepted', { agent: 'agent-17' }],
	[
		'interaction.message',
		{ author: 'customer', text: 'Buenos días, llamo por la factura de noviembre.' }
	],
	['interaction.held', { agent: 'agent-17' }],
	['interaction.resumed', { agent: 'agent-17' }],
	['interaction.message', { author: 'agent', agent: 'agent-17', text: 'Un momento, por favor.' }],
	['interaction.ended', { by: 'customer' }],
	['interaction.wrapped', { agent: 'agent-17', disposition: 'solved', resolved: true }]
] as const;

/** Makes the JSON of new events, cheaply: the generator shares the processor with what it measures. */
class Generator {
	readonly #run = randomUUID().slice(0, 8);
	readonly #time = new Date().toISOString();
	#made = 0;

	events(count: number): string[] {
		return Array.from({ length: count }, () => {
			const n = this.#made++;
			const [name, data] = STEPS[n % STEPS.length] ?? STEPS[0];
			const subject = `${this.#run}-${Math.floor(n / STEPS.length)}`;
			return `{"specversion":"1.0","id":"${this.#run}-${n}","source":"//bench/pbx","type":"atalaya.${name}.v1","subject":"${subject}","time":"${this.#time}","data":${JSON.stringify(data)}}`;
		});
	}
}

function post(agent: Agent, url: string, contentType: string, body: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const sent = request(
			`${url}/v1/events`,
			{
				method: 'POST',
				agent,
				headers: {
					authorization: `Bearer ${TEST_INGEST_TOKEN}`,
					'content-type': contentType,
					'content-length': Buffer.byteLength(body)
				}
			},
			(response) => {
				response.resume();
				response.once('end', () => {
					resolve(response.statusCode ?? 0);
				});
			}
		);
		sent.once('error', reject);
		sent.end(body);
	});
}

interface Result {
	readonly what: string;
	readonly perSecond: number;
	readonly p99Ms: number | null;
}

const percentile = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

async function measureDoor(
	ingest: TestIngest,
	generator: Generator,
	shape: Shape
): Promise<Result[]> {
	const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
	const latencies: number[] = [];
	const startedAt = performance.now();
	let sent = 0;
	const connection = async () => {
		while (performance.now() - startedAt < RUN_MS) {
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
	latencies.sort((a, b) => a - b);
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
async function measureEngine(clickhouse: ClickHouse, generator: Generator): Promise<Result> {
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
					placementHourMs: hourOf(event.occurredAtMs)
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
		if (performance.now() - startedAt > RUN_MS) break;
	}
	const perSecond = (rows / (performance.now() - startedAt)) * 1000;
	return { what: `engine alone, inserts of ${RAW_BATCH_ROWS} rows`, perSecond, p99Ms: null };
}

function print(results: readonly Result[], rawPerSecond: number): void {
	console.log('\nIngest (generator, ingest and engine on the same machine)\n');
	console.log(`| ${'what'.padEnd(40)} | events/s | of the engine alone | p99 ms |`);
	console.log(`|${'-'.repeat(42)}|---------:|--------------------:|-------:|`);
	for (const { what, perSecond, p99Ms } of results) {
		const share = `${((100 * perSecond) / rawPerSecond).toFixed(0)} %`;
		console.log(
			`| ${what.padEnd(40)} | ${perSecond.toFixed(0).padStart(8)} | ${share.padStart(19)} | ${(p99Ms?.toFixed(1) ?? '').padStart(6)} |`
		);
	}
}

export async function run(): Promise<void> {
	const engine = await startTestEngine();
	try {
		await applySchema(engine.clickhouse);
		const { dataDir, connection } = engine;
		const ingest = await startTestIngest({ dataDir, connection, env: { LOG_LEVEL: 'warn' } });
		try {
			const generator = new Generator();
			const raw = await measureEngine(engine.clickhouse, generator);
			const doors: Result[] = [];
			for (const shape of SHAPES) doors.push(...(await measureDoor(ingest, generator, shape)));
			print([raw, ...doors], raw.perSecond);
		} finally {
			await ingest.stop();
		}
	} finally {
		await engine.stop();
	}
}
