/** The demo centre as a process: a producer like any other; all the product knows of it is whether it runs. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError, readConfig } from '#lib/server/config.ts';
import { whenSupervisorIsGone } from '#lib/server/supervised.ts';
import type { Config } from '#lib/server/config.ts';
import { demoDirectory } from '#lib/server/demo/demo-presence.ts';
import { DirectoryInUseError, lockDirectory } from '#lib/server/lock.ts';
import { findDoor } from '../sources/upload/door.ts';
import { broadcast } from './broadcast.ts';
import { startClock } from './demo-clock.ts';
import { HistoryMarker } from './history-marker.ts';
import { loadHistory } from './history.ts';
import { dateAt, shiftDate } from './local-day.ts';
import { Studio } from './media/studio.ts';
import { USAGE, UsageError, readOptions } from './options.ts';
import type { DemoOptions } from './options.ts';
import { referenceEvents } from './reference.ts';
import { jsonReport, textReport } from './report.ts';
import type { Report } from './report.ts';
import { Sender, SenderStopped } from './sender.ts';
import { simulateDay } from './simulate-day.ts';
import type { SimulatedDay } from './simulate-day.ts';
import { timeline } from './timeline.ts';

const EXIT = { ok: 0, usage: 2, stopped: 3 } as const;
/** Whoever asks whether the demo runs has the lock for an instant. */
const LOCK_MS = 2000;
const HEARD_AT_ONCE = 500;

async function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
	await wait(delayMs, undefined, { signal }).catch(() => undefined);
}

/** Makes recordings beside everything else. Whoever cannot write them has a centre without recordings. */
async function record(
	studio: Studio,
	yesterday: SimulatedDay | null,
	{ warn }: Pick<Report, 'warn'>,
	signal: AbortSignal
): Promise<void> {
	try {
		let heard = 0;
		for (const timed of yesterday === null ? [] : simulateDay(yesterday)) {
			studio.hear(timed);
			heard += 1;
			// The live part must not wait for a whole day.
			if (heard % HEARD_AT_ONCE === 0) await sleep(0, signal);
			if (signal.aborted) return;
		}
		await studio.run();
	} catch (error) {
		warn(`recordings: ${error instanceof Error ? error.message : String(error)}`);
	}
}

async function run(
	config: Config,
	options: DemoOptions,
	report: Report,
	signal: AbortSignal
): Promise<void> {
	const { seed, speed, behindMs, historyDays, historyMonths } = options;
	const zone = config.timeZone;
	const sender = new Sender({
		door: () => findDoor(config, null),
		fetch,
		sleep,
		nowMs: Date.now,
		jitter: Math.random,
		signal,
		warn: report.warn
	});
	report.phase('waiting', 0);
	await sender.send(
		referenceEvents(seed, zone).map(({ event }) => event),
		'backfill'
	);
	const clock = startClock({ realNowMs: Date.now, speed, behindMs });
	const simulated = { seed, zone, date: dateAt(clock.startMs, zone) };
	const studio = new Studio({ directory: join(config.recordingsDir, 'demo'), sleep, signal });
	let recordings = Promise.resolve();
	let history = Promise.resolve();
	const onLive = (events: number) => {
		report.phase('live', events);
		const yesterday = { ...simulated, date: shiftDate(simulated.date, -1) };
		recordings = record(studio, historyDays === 0 ? null : yesterday, report, signal);
		if (historyDays === 0 && historyMonths === 0) return;
		// The present first: the past comes in while the boards move already.
		history = HistoryMarker.open(config.dataDir, seed, zone).then((marker) =>
			loadHistory({
				simulated,
				days: historyDays,
				months: historyMonths,
				marker,
				sender,
				onProgress: report.history,
				signal
			})
		);
		history.catch((error: unknown) => {
			report.warn(`history: ${error instanceof Error ? error.message : String(error)}`);
		});
	};
	const events = studio.listen(timeline(simulated));
	await broadcast({ timeline: events, clock, sender, sleep, signal, onLive });
	await Promise.all([history, recordings]);
	report.phase('ended', 0);
}

function outputOf(stream: NodeJS.WriteStream) {
	return {
		isTTY: stream.isTTY,
		write: (text: string) => {
			stream.write(text);
		}
	};
}

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	if (options.help) {
		process.stdout.write(`${USAGE}\n`);
		return EXIT.ok;
	}
	const config = readConfig(process.env);
	const makeReport = options.report === 'json' ? jsonReport : textReport;
	const report = makeReport(outputOf(process.stdout), outputOf(process.stderr));
	const ending = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		process.once(name, () => {
			ending.abort();
		});
	}
	whenSupervisorIsGone(() => {
		ending.abort();
	});
	// The web process sees by it that the demo runs, and offers to sign in as its people.
	const unlock = lockDirectory(demoDirectory(config.dataDir), { waitMs: LOCK_MS });
	try {
		await run(config, options, report, ending.signal);
	} finally {
		unlock();
	}
	return EXIT.ok;
}

/** The code to end with; what is no expected failure is thrown on. */
function failed(error: unknown): number {
	if (error instanceof UsageError || error instanceof ConfigError) {
		process.stderr.write(`${error.message}\n`);
		return EXIT.usage;
	}
	if (error instanceof DirectoryInUseError) {
		process.stderr.write(`demo: another demo centre runs already: ${error.message}\n`);
		return EXIT.stopped;
	}
	if (error instanceof SenderStopped) {
		process.stderr.write(`demo: ingest does not take the events: ${error.message}\n`);
		return EXIT.stopped;
	}
	throw error;
}

process.exitCode = await main().catch(failed);
