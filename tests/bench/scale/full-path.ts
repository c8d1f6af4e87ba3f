/** Events from the door to the sums, in steps: how fast, at what cost of processor, memory and disk. */
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { defineQuery } from '#lib/server/clickhouse/query.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { contactEvents } from '../../../ingest/demo/load.ts';
import type { Engine } from '../../../clickhouse/engine/engine.ts';
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

/** One server, or the shards of a cluster that is asked at the first of them. */
export type Database = Pick<TestEngine, 'clickhouse' | 'connection' | 'dataDir'> & {
	readonly engines: readonly Engine[];
};

/** A process of ingest with the contacts that come in there. */
interface Door {
	readonly ingest: TestIngest;
	readonly source: Generator<{ event: CloudEvent }, void>;
}

interface Path {
	readonly doors: readonly Door[];
	readonly database: Database;
}

/** All doors share the connections, and what is left to be sent. */
async function sendAll({ doors }: Path, count: number): Promise<number[]> {
	const answeredMs: number[] = [];
	let left = count;
	const connection = async ({ ingest, source }: Door): Promise<void> => {
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
	const each = Array.from({ length: CONNECTIONS / doors.length }, () => doors).flat();
	await Promise.all(each.map(connection));
	return answeredMs;
}

async function measureStep(path: Path, count: number): Promise<Step> {
	const ingests = path.doors.map(({ ingest }) => ingest);
	const { engines } = path.database;
	const spent = (pids: readonly (number | null)[]): number =>
		pids.reduce<number>((sum, pid) => sum + cpuSecondsOf(pid ?? -1), 0);
	const cpu = () =>
		[spent(ingests.map(({ pid }) => pid)), spent(engines.map(({ pid }) => pid))] as const;
	const [startedAt, before] = [performance.now(), cpu()];
	const answeredMs = await sendAll(path, count);
	const durableS = (performance.now() - startedAt) / 1000;
	const isEmpty = async (): Promise<boolean> => {
		const states = await Promise.all(ingests.map((ingest) => ingest.status()));
		return states.every(({ total }) => total.inSpool === 0);
	};
	await until('the spools are empty', isEmpty, SETTLE_MS);
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
	const { clickhouse } = path.database;
	const processes = path.doors.length;
	const steps: Step[] = [];
	const memory: Point[] = [];
	for (const size of sizes) {
		steps.push(await measureStep(path, size));
		const [found] = await clickhouse.query('ingest', stored, {});
		const bytes = path.doors.reduce(
			(sum, door) => sum + (residentBytesOf(door.ingest.pid) ?? 0),
			0
		);
		memory.push({ x: (found?.contacts ?? 0) / processes, y: bytes / processes });
	}
	const [found] = await clickhouse.query('ingest', stored, {});
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

/**
 * On a database with our tables and nothing in them; begins with a step that is not counted. Bytes on disk are those of
 * the shard that is asked.
 */
export async function measurePath(
	database: Database,
	sizes: readonly number[],
	processes: 1 | 2 = 1
): Promise<PathMeasured> {
	const [smallest = 1000] = sizes;
	const total = sizes.reduce((sum, size) => sum + size, smallest);
	const ratePerSecond = (total / processes / SPAN_MS) * 1000;
	const startMs = Date.now() - SPAN_MS;
	const { connection } = database;
	const doors: Door[] = [];
	try {
		for (let number = 1; number <= processes; number += 1) {
			const name = `scale-${number}`;
			const dataDir = join(database.dataDir, name);
			const env = { LOG_LEVEL: 'warn' };
			doors.push({
				ingest: await startTestIngest({ dataDir, connection, env }),
				source: contactEvents({ seed: name, ratePerSecond, startMs, source: `//bench/${name}` })
			});
		}
		const path = { doors, database };
		await measureStep(path, smallest);
		return await measureSteps(path, sizes);
	} finally {
		await Promise.all(doors.map(({ ingest }) => ingest.stop()));
	}
}
