/** Events from the door to the sums, in steps: how fast, at what cost of processor, memory and disk. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { contactEvents } from '../../../ingest/demo/load.ts';
import type { TestEngine } from '../../support/engine.ts';
import { startTestIngest } from '../../support/ingest.ts';
import type { TestIngest } from '../../support/ingest.ts';
import { until } from '../../support/until.ts';
import { cpuSecondsOf, residentBytesOf } from '../live/processes.ts';
import { median, percentile } from '../report/runs.ts';
import type { Measured, Point } from './formulas.ts';
import { lineThrough } from './formulas.ts';

const BATCH = 200;
const CONNECTIONS = 4;
const SETTLE_MS = 600_000;
/** Half an hour of a large centre: no event is of the future, and contacts are as long as they are. */
const SPAN_MS = 1_800_000;

const stored = defineQuery({
	name: 'bench-stored',
	sql: `SELECT (SELECT count() FROM events) AS events, (SELECT uniqExact(interaction_id) FROM interaction_states) AS contacts,
			sumIf(bytes_on_disk, match(table, '^events')) AS raw, sum(bytes_on_disk) AS all
		FROM system.parts WHERE active AND database = currentDatabase()`,
	scope: { none: 'a bench' },
	params: Type.Object({}),
	row: Type.Object({
		events: Type.Integer(),
		contacts: Type.Integer(),
		raw: Type.Integer(),
		all: Type.Integer()
	})
});

interface Step {
	readonly durablePerSecond: number;
	readonly storedPerSecond: number;
	readonly ingestCpu: number;
	readonly engineCpu: number;
	readonly answeredMs: readonly number[];
}

export type PathMeasured = Pick<
	Measured,
	| 'durablePerSecond'
	| 'storedPerSecond'
	| 'ingestCpu'
	| 'engineCpu'
	| 'bytesPerEvent'
	| 'ingestMemory'
> & {
	readonly rawBytesPerEvent: number;
	readonly answeredP99Ms: number;
	readonly events: number;
	readonly contacts: number;
};

function take(source: Generator<{ event: CloudEvent }, void>, count: number): CloudEvent[] {
	return Array.from({ length: count }, () => {
		const { value } = source.next();
		if (!value) throw new Error('the load has ended');
		return value.event;
	});
}

interface Path {
	readonly ingest: TestIngest;
	readonly engine: TestEngine;
	readonly source: Generator<{ event: CloudEvent }, void>;
}

async function sendAll({ ingest, source }: Path, count: number): Promise<number[]> {
	const answeredMs: number[] = [];
	let left = count;
	const connection = async (): Promise<void> => {
		while (left > 0) {
			const size = Math.min(BATCH, left);
			left -= size;
			const batch = take(source, size);
			const sentAt = performance.now();
			const { status } = await ingest.post(batch);
			if (status !== 202) throw new Error(`answered ${status}`);
			answeredMs.push(performance.now() - sentAt);
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, connection));
	return answeredMs;
}

async function measureStep(path: Path, count: number): Promise<Step> {
	const { ingest, engine } = path;
	const cpu = () => [cpuSecondsOf(ingest.pid), cpuSecondsOf(engine.engine.pid ?? -1)] as const;
	const [startedAt, before] = [performance.now(), cpu()];
	const answeredMs = await sendAll(path, count);
	const durableS = (performance.now() - startedAt) / 1000;
	const isEmpty = async () => (await ingest.status()).total.inSpool === 0;
	await until('the spool is empty', isEmpty, SETTLE_MS);
	const storedS = (performance.now() - startedAt) / 1000;
	const after = cpu();
	const each = (index: 0 | 1): number => ((after[index] - before[index]) / count) * 1000;
	return {
		durablePerSecond: count / durableS,
		storedPerSecond: count / storedS,
		ingestCpu: each(0),
		engineCpu: each(1),
		answeredMs
	};
}

async function measureSteps(path: Path, sizes: readonly number[]): Promise<PathMeasured> {
	const { engine, ingest } = path;
	const steps: Step[] = [];
	const memory: Point[] = [];
	for (const size of sizes) {
		steps.push(await measureStep(path, size));
		const [found] = await engine.clickhouse.query('ingest', stored, {});
		memory.push({ x: found?.contacts ?? 0, y: residentBytesOf(ingest.pid) ?? 0 });
	}
	const [found] = await engine.clickhouse.query('ingest', stored, {});
	const { events, contacts, raw, all } = found ?? { events: 1, contacts: 0, raw: 0, all: 0 };
	const of = (figure: (step: Step) => number): number => median(steps.map(figure));
	return {
		durablePerSecond: of((step) => step.durablePerSecond),
		storedPerSecond: of((step) => step.storedPerSecond),
		ingestCpu: of((step) => step.ingestCpu),
		engineCpu: of((step) => step.engineCpu),
		bytesPerEvent: all / events,
		rawBytesPerEvent: raw / events,
		ingestMemory: lineThrough(memory),
		answeredP99Ms: percentile(
			steps.flatMap(({ answeredMs }) => answeredMs),
			0.99
		),
		events,
		contacts
	};
}

/** On an engine with our tables and nothing in them; begins with a step that is not counted. */
export async function measurePath(
	engine: TestEngine,
	sizes: readonly number[]
): Promise<PathMeasured> {
	const [smallest = 1000] = sizes;
	const total = sizes.reduce((sum, size) => sum + size, smallest);
	const ratePerSecond = (total / SPAN_MS) * 1000;
	const startMs = Date.now() - SPAN_MS;
	const source = contactEvents({ seed: 'scale', ratePerSecond, startMs, source: '//bench/scale' });
	const { dataDir, connection } = engine;
	const ingest = await startTestIngest({ dataDir, connection, env: { LOG_LEVEL: 'warn' } });
	try {
		const path = { ingest, engine, source };
		await measureStep(path, smallest);
		return await measureSteps(path, sizes);
	} finally {
		await ingest.stop();
	}
}
