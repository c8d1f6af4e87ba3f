/** `npm run chaos -- viewers`: W1, W3, W4 and W10 at size. */
import { setTimeout as sleep } from 'node:timers/promises';
import { summarise } from '../bench/live/latencies.ts';
import type { Latencies } from '../bench/live/latencies.ts';
import { machineLines } from '../bench/machine.ts';
import { startPart } from '../bench/live/part.ts';
import { until } from '../support/until.ts';
import { Stage } from './soak/stage.ts';
import { readMetrics } from './support/metrics-text.ts';
import { processFigures } from './support/process-figures.ts';
import { openSwallowingProxy } from './support/swallowing-proxy.ts';
import { HELP, readOptions } from './viewers/options.ts';
import type { ViewersScenario } from './viewers/options.ts';
import type { SilentViewersOptions } from './viewers/silent-viewers.ts';

export const help = HELP;

const WARM_UP_MS = 15_000;
const EVERY_MS = 2000;
const AIM_P99_MS = 500;
const STALLED_MOST = 2000;
const PULLED = 100;
const BACK_WITHIN_MS = 30_000;
/** Two pings and the moment until the next. */
const REAPED_WITHIN_MS = 60_000;
/** One frame too many for each, and what a heap takes. */
const MOST_GROWTH_MIB = 300;
const WAIT_MS = 180_000;

interface Check {
	readonly what: string;
	readonly found: string;
	readonly isKept: boolean;
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;

/** Event to frame of the viewer that is given each frame last. */
async function latencies(stage: Stage, forMs: number): Promise<Latencies> {
	await stage.sampler.sample();
	stage.sampler.takeFrames();
	const untilMs = Date.now() + forMs;
	while (Date.now() < untilMs) {
		await stage.sampler.sample();
		await sleep(EVERY_MS);
	}
	return summarise(stage.sampler.takeFrames());
}

const webRss = (stage: Stage): number =>
	processFigures(stage.product.pidOf('src/server.ts') ?? -1)?.rssMib ?? Number.NaN;

const viewersOf = async ({ product }: Stage): Promise<number> =>
	(await readMetrics(product.web)).figure('atalaya_web_viewers') ?? Number.NaN;

async function untilReaped(stage: Stage, left: number): Promise<number> {
	const startedAt = performance.now();
	const isReaped = async (): Promise<boolean> => (await viewersOf(stage)) <= left;
	await until('they are let go', isReaped, WAIT_MS).catch(() => undefined);
	return performance.now() - startedAt;
}

/** [W1] */
async function steady(stage: Stage, { seconds, viewers }: ViewersScenario): Promise<Check[]> {
	const seen = await latencies(stage, seconds * 1000);
	const { viewers: of } = stage.sampler.totals;
	return [
		{
			what: `W1 event to frame, ${viewers} viewers`,
			found: `p50 ${ms(seen.p50)}, p99 ${ms(seen.p99)} (${seen.n} markers), web ${webRss(stage).toFixed(0)} MiB`,
			isKept: seen.p99 <= AIM_P99_MS
		},
		{
			what: 'W1 frames are whole',
			found: `${of.frames} frames, ${of.gaps} gaps, ${of.lost} viewers lost, ${of.refused} refused`,
			isKept: of.gaps + of.lost + of.refused === 0
		}
	];
}

/** [W3] */
async function stalled(stage: Stage, { viewers }: ViewersScenario): Promise<Check[]> {
	const before = { rss: webRss(stage), viewers: await viewersOf(stage) };
	const [watching] = stage.watching;
	const options: SilentViewersOptions = {
		web: stage.product.web,
		viewers: Math.min(STALLED_MOST, viewers),
		board: watching?.board ?? '',
		token: watching?.token ?? ''
	};
	const part = await startPart<number>('../../chaos/viewers/silent-viewers.ts', options);
	const count = await part.report();
	let most = before.rss;
	const watch = setInterval(() => {
		most = Math.max(most, webRss(stage));
	}, EVERY_MS);
	const seen = latencies(stage, REAPED_WITHIN_MS / 2);
	const reapedMs = await untilReaped(stage, before.viewers);
	const { p99 } = await seen;
	clearInterval(watch);
	await part.end();
	const grown = most - before.rss;
	return [
		{
			what: `W3 ${count} viewers stop reading`,
			found: `web grew by at most ${grown.toFixed(0)} MiB, all let go after ${(reapedMs / 1000).toFixed(0)} s, p99 of the others ${ms(p99)}`,
			isKept: grown <= MOST_GROWTH_MIB && reapedMs <= REAPED_WITHIN_MS && p99 <= AIM_P99_MS
		}
	];
}

/** [W10] */
async function pulled(stage: Stage): Promise<Check[]> {
	const before = await viewersOf(stage);
	const proxy = await openSwallowingProxy(stage.product.web);
	const [watching] = stage.watching;
	const part = await startPart<number>('../../chaos/soak/viewers.ts', {
		web: proxy.url,
		viewers: PULLED,
		watching: [watching],
		restlessOneIn: 0
	});
	proxy.pull();
	// They would come back by themselves, through a cable that is whole.
	await part.end();
	const reapedMs = await untilReaped(stage, before);
	await proxy.stop();
	return [
		{
			what: `W10 ${PULLED} cables are pulled`,
			found: `the last is let go after ${(reapedMs / 1000).toFixed(0)} s`,
			isKept: reapedMs <= REAPED_WITHIN_MS
		}
	];
}

/** [W4] */
async function storm(stage: Stage, { viewers }: ViewersScenario): Promise<Check[]> {
	const old = stage.product.pidOf('src/server.ts') ?? -1;
	process.kill(old, 'SIGKILL');
	const startedAt = performance.now();
	const answers = async (): Promise<boolean> =>
		(await fetch(`${stage.product.web}/healthz`, { signal: AbortSignal.timeout(1000) })).ok;
	await until('web is back', answers, WAIT_MS);
	const upMs = performance.now() - startedAt;
	const isLevel = async (): Promise<boolean> => {
		await stage.sampler.sample();
		return stage.sampler.level >= viewers;
	};
	await until('everybody has numbers again', isLevel, WAIT_MS).catch(() => undefined);
	const backMs = performance.now() - startedAt - upMs;
	return [
		{
			what: `W4 web is killed, ${viewers} come back`,
			found: `it answers after ${(upMs / 1000).toFixed(1)} s; ${stage.sampler.level} have numbers ${(backMs / 1000).toFixed(1)} s later`,
			isKept: stage.sampler.level >= viewers && backMs <= BACK_WITHIN_MS
		}
	];
}

export async function run(args: readonly string[]): Promise<boolean> {
	const options = readOptions(args);
	console.log(machineLines().join('\n'));
	console.error(`seed ${options.seed}`);
	const stage = await Stage.open(options, 0);
	const interrupt = (): void => {
		void stage.close().finally(() => process.exit(130));
	};
	process.once('SIGINT', interrupt);
	process.once('SIGTERM', interrupt);
	const checks: Check[] = [];
	try {
		await sleep(WARM_UP_MS);
		await stage.sampler.sample();
		for (const step of [steady, stalled, pulled, storm]) {
			const found = await step(stage, options);
			for (const { what, found: words, isKept } of found)
				console.error(`${isKept ? 'kept  ' : 'BROKEN'} ${what}: ${words}`);
			checks.push(...found);
		}
	} finally {
		await stage.close();
	}
	console.log(
		checks
			.map(({ what, found, isKept }) => `${isKept ? 'kept' : 'broken'}\t${what}\t${found}`)
			.join('\n')
	);
	return checks.every(({ isKept }) => isKept);
}
