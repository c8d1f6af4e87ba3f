/** `npm run chaos -- soak`: the whole product under an even load for an hour, and whether anything grows. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFormatted } from '../bench/report/document.ts';
import { HELP, readOptions } from './soak/options.ts';
import type { SoakOptions } from './soak/options.ts';
import { isKept, judgeAll, soakChart, soakText } from './soak/report.ts';
import type { SoakResult } from './soak/report.ts';
import type { Sample } from './soak/series.ts';
import { Stage } from './soak/stage.ts';
import type { Balance } from './soak/stage.ts';

export const help = HELP;

const EVERY_MS = 5000;
const SAID_EVERY = 12;
const MINUTE_MS = 60_000;
/** Agents are hired, caches fill, the first merges come: a sixth of the run, at most ten minutes. */
const WARM_UP_SHARE = 1 / 6;
const LONGEST_WARM_UP_MS = 10 * MINUTE_MS;

function say(sample: Sample, sinceMs: number): void {
	const shown = (value: number | null): string => (value === null ? '–' : value.toFixed(0));
	console.error(
		[
			`${((sample.atMs - sinceMs) / MINUTE_MS).toFixed(1)} min`,
			`rss ${shown(sample.ingestRss)} ${shown(sample.webRss)} ${shown(sample.engineRss)} MiB`,
			`frame ${shown(sample.frameP50)}/${shown(sample.frameP99)} ms`,
			`ack ${shown(sample.ackP50)}/${shown(sample.ackP99)} ms`,
			`pending ${shown(sample.pending)}`
		].join('  ')
	);
}

async function watch(stage: Stage, untilMs: number, signal: AbortSignal): Promise<Sample[]> {
	const samples: Sample[] = [];
	const sinceMs = Date.now();
	while (Date.now() < untilMs && !signal.aborted) {
		const startedAt = Date.now();
		const sample = await stage.sampler.sample();
		samples.push(sample);
		if (samples.length % SAID_EVERY === 1) say(sample, sinceMs);
		const pauseMs = Math.max(0, EVERY_MS - (Date.now() - startedAt));
		await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
	}
	return samples;
}

async function measure(options: SoakOptions, signal: AbortSignal): Promise<SoakResult> {
	const stage = await Stage.open(options);
	try {
		const startMs = Date.now();
		const lengthMs = options.minutes * MINUTE_MS;
		const samples = await watch(stage, startMs + lengthMs, signal);
		const { totals } = stage.sampler;
		// As they are now: what ends the run is not part of it.
		const kept = { ...totals, viewers: { ...totals.viewers } };
		const balance = await stage.balance().catch((cause: unknown): Balance | null => {
			console.error('the events could not be counted:', cause);
			return null;
		});
		return {
			options,
			samples,
			warmUpEndMs: startMs + Math.min(lengthMs * WARM_UP_SHARE, LONGEST_WARM_UP_MS),
			isInterrupted: signal.aborted,
			balance,
			totals: kept,
			asked: stage.questions.asked,
			faults: stage.questions.faults
		};
	} finally {
		await stage.close();
	}
}

export async function run(args: readonly string[]): Promise<boolean> {
	const options = readOptions(args);
	const interrupted = new AbortController();
	const interrupt = (): void => {
		if (interrupted.signal.aborted) process.exit(130);
		console.error('ending: what was measured until now is written');
		interrupted.abort();
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	console.error(`seed ${options.seed}`);
	const result = await measure(options, interrupted.signal);
	const judged = judgeAll(result);
	mkdirSync(options.out, { recursive: true });
	const text = soakText(result, judged);
	await writeFormatted(join(options.out, 'soak.md'), text);
	writeFileSync(join(options.out, 'soak.svg'), soakChart(result, judged));
	console.log(text);
	return isKept(result, judged);
}
