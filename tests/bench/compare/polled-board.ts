/** Dashboards that poll a database under load, and one measured stretch of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { match } from '../live/latencies.ts';
import { startPart } from '../live/part.ts';
import type { Part } from '../live/part.ts';
import { ProbeSender } from '../live/probe.ts';
import type { Deliver } from '../live/probe.ts';
import { cpuSecondsOfTree } from '../live/processes.ts';
import { percentile } from '../report/runs.ts';
import type { Moment } from './moment.ts';
import type { PollersOptions, PollersReport } from './pollers.ts';
import type { SqlProducerOptions, SqlProducerReport } from './sql-producer.ts';
import { openSqlStore, rowOf } from './sql-store.ts';
import type { SqlStore, SqlTarget } from './sql-store.ts';

const LOOKING = 24;
/** What was asked for in the last moment is waited for. */
const SETTLE_MS = 1000;

/** What a board cost and how old a change was when it got there, pushed or polled. */
export interface BoardFigures {
	readonly p50Ms: number;
	readonly p95Ms: number;
	/** Of the processes of servers, each second. */
	readonly cpu: number;
	/** To all viewers, each second. */
	readonly bytes: number;
	/** Events that went in, each second. */
	readonly events: number;
	/** What went wrong, in words; null: nothing. */
	readonly trouble: string | null;
}

export interface PolledOptions {
	readonly target: SqlTarget;
	/** Of the server, the parent of all that work for it. */
	readonly pid: () => number;
	readonly moment: Moment;
	readonly everyMs: number;
	readonly viewers: number;
	readonly rate: number;
	readonly seconds: number;
	readonly warmUpSeconds: number;
}

const deliverTo =
	(store: SqlStore): Deliver =>
	async (events) => {
		const atMs = Date.now();
		await store.insert(events.map(rowOf));
		return { atMs, committedAtMs: Date.now() };
	};

interface Parts {
	readonly pollers: Part<PollersReport>;
	readonly producer: Part<SqlProducerReport>;
	readonly probes: ProbeSender;
}

const troubleOf = ({ failed, skipped, polls }: PollersReport, lost: number): string | null => {
	if (failed + skipped + lost === 0) return null;
	return `${polls} polls, ${skipped} came too late for the next, ${failed} failed; ${lost} events refused`;
};

async function stretch(
	{ pollers, producer, probes }: Parts,
	options: PolledOptions
): Promise<BoardFigures> {
	await Promise.all([pollers.report(), producer.report()]);
	const [fromMs, before] = [Date.now(), cpuSecondsOfTree(options.pid())];
	await sleep(options.seconds * 1000);
	const [toMs, after] = [Date.now(), cpuSecondsOfTree(options.pid())];
	const [during, sent] = [await pollers.report(), await producer.report()];
	await sleep(options.everyMs + SETTLE_MS);
	const late = await pollers.report();
	const sentProbes = await probes.sentBetween(fromMs, toMs);
	const ages = during.sightings.flatMap((first, viewer) =>
		match(sentProbes, [...first, ...(late.sightings[viewer] ?? [])]).seen.map(
			({ probe, atMs }) => atMs - probe.atMs
		)
	);
	const seconds = (toMs - fromMs) / 1000;
	return {
		p50Ms: percentile(ages, 0.5),
		p95Ms: percentile(ages, 0.95),
		cpu: (after - before) / seconds,
		bytes: during.bytes / seconds,
		events: sent.events / seconds,
		trouble: troubleOf(during, sent.failed)
	};
}

export async function measurePolled(options: PolledOptions): Promise<BoardFigures> {
	const { target, moment, viewers, rate, everyMs } = options;
	const store = openSqlStore(target, 1);
	const probes = new ProbeSender(deliverTo(store));
	const looking = Math.min(LOOKING, viewers);
	const pollers = await startPart<PollersReport>('../compare/pollers.ts', {
		...{ target, moment, viewers, looking, everyMs }
	} satisfies PollersOptions);
	const producer = await startPart<SqlProducerReport>('../compare/sql-producer.ts', {
		target,
		rate
	} satisfies SqlProducerOptions);
	try {
		probes.start();
		await sleep(options.warmUpSeconds * 1000);
		return await stretch({ pollers, producer, probes }, options);
	} finally {
		await producer.end();
		await probes.stop();
		await pollers.end();
		await store.close();
	}
}
