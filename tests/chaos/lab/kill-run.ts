/** One run: load from all kinds of producers, kills of all parts at random moments, faults in between, and the verdict. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../../ingest/demo/random.ts';
import { until } from '../../support/until.ts';
import { exception, exceptionText } from './fault.ts';
import type { Fault } from './fault.ts';
import { Feed } from './feed.ts';
import { Office } from './office.ts';
import { judge, settled } from './oracle.ts';
import type { Verdict } from './oracle.ts';
import { Producers } from './producers.ts';
import { PARTS } from './stage.ts';
import type { Part, Stage } from './stage.ts';

export interface KillRunOptions {
	readonly kills: number;
	readonly seed: string;
	/** Producers of each kind. */
	readonly each: number;
	/** Mean pause of a producer after each answer. */
	readonly pauseMs: number;
	/** Between a start and the next kill. */
	readonly lifeMs: { readonly least: number; readonly most: number };
	readonly onProgress: (text: string) => void;
	/** How likely a part that is starting is killed once more. */
	readonly whileStartingShare?: number;
	readonly signal: AbortSignal;
}

export interface KillReport extends Verdict {
	readonly kills: Readonly<Record<Part, number>>;
	/** Kills that met a part that was still starting. */
	readonly whileStarting: number;
	/** Requests to the database that had a fault of the proxy. */
	readonly faultyRequests: number;
	readonly repeated: number;
	readonly seconds: number;
}

/** Ingest holds what was acknowledged, so it is met most. */
const WEIGHTS: Record<Part, number> = { ingest: 5, engine: 3, web: 2, store: 2 };
const WHILE_STARTING_SHARE = 0.3;
const LONGEST_START_MS = 900;
const FAULT_SHARE = 0.25;
const AWAY_SHARE = 0.15;
const ENGINE_BACK_MS = 60_000;

export async function runKills(stage: Stage, options: KillRunOptions): Promise<KillReport> {
	const startedAt = performance.now();
	const { seed, each, pauseMs, onProgress, signal } = options;
	const feed = new Feed(seed, Date.now());
	const producers = new Producers({ url: stage.ingestUrl, feed, seed, each, pauseMs });
	const office = new Office(stage);
	const rain = new FaultRain(stage, new Random(`${seed}|faults`));
	const killer = new Killer(stage, options);
	try {
		await killer.run(() => `${feed.sent} sent, ${feed.acknowledged.size} acknowledged`);
	} finally {
		rain.stop();
		await Promise.all([producers.stop(), office.stop()]);
	}
	signal.throwIfAborted();
	// What is left in the outbox is for the next process to send; one that lives would look after it in its own time.
	await killer.killOnce('web');
	onProgress('no more kills; waiting until nothing is on its way');
	const status = await settled(stage, office);
	onProgress('drained; comparing');
	const verdict = await judge(stage, feed, office, status);
	const refusals = producers.refusals.map((status) => `a producer was answered ${status}`);
	const deaths = [...stage.ingest.faults, ...stage.web.faults];
	return {
		...verdict,
		faults: [...verdict.faults, ...new Set(refusals), ...deaths],
		kills: killer.kills,
		whileStarting: killer.whileStarting,
		faultyRequests: rain.faults,
		repeated: producers.repeated,
		seconds: Math.round((performance.now() - startedAt) / 1000)
	};
}

/** Kills one part after the other. */
class Killer {
	readonly #stage: Stage;
	readonly #options: KillRunOptions;
	readonly #random: Random;
	readonly kills: Record<Part, number> = { ingest: 0, web: 0, engine: 0, store: 0 };
	whileStarting = 0;

	constructor(stage: Stage, options: KillRunOptions) {
		this.#stage = stage;
		this.#options = options;
		this.#random = new Random(`${options.seed}|kills`);
	}

	async run(describe: () => string): Promise<void> {
		const { kills, lifeMs, onProgress, signal } = this.#options;
		const { postgres, proxy } = this.#stage;
		const choices = PARTS.filter((part) => part !== 'store' || postgres !== null).map(
			(part) => [part, WEIGHTS[part]] as const
		);
		// The last one is that of web, at the end.
		for (let count = 1; count < kills && !signal.aborted;) {
			await sleep(this.#random.between(lifeMs.least, lifeMs.most));
			if (this.#random.chance(AWAY_SHARE)) {
				await proxy.goAway();
				await sleep(this.#random.between(50, 500));
				await proxy.comeBack();
			}
			const part = this.#random.weighted(choices);
			count += await this.#killAndBringBack(part, kills - count);
			onProgress(`kill ${count} of ${kills}: ${part}; ${describe()}`);
		}
	}

	async killOnce(part: Part): Promise<void> {
		(await this.#kill(part))();
		await this.#ready(part);
	}

	/** How many kills it took: some come while the part is starting. */
	async #killAndBringBack(part: Part, most: number): Promise<number> {
		const { whileStartingShare = WHILE_STARTING_SHARE } = this.#options;
		let count = 1;
		const launch = await this.#kill(part);
		launch();
		while (count < most && this.#random.chance(whileStartingShare)) {
			await sleep(this.#random.between(0, LONGEST_START_MS));
			(await this.#kill(part))();
			this.whileStarting += 1;
			count += 1;
		}
		await this.#ready(part);
		return count;
	}

	/** Returns what starts it again. */
	async #kill(part: Part): Promise<() => void> {
		this.kills[part] += 1;
		const { ingest, web, engine, postgres } = this.#stage;
		switch (part) {
			case 'ingest':
			case 'web': {
				const process = part === 'ingest' ? ingest : web;
				await process.kill();
				return () => {
					process.launch();
				};
			}
			case 'engine':
				// Its keeper starts it again by itself.
				if (engine.pid !== null) process.kill(engine.pid, 'SIGKILL');
				return () => undefined;
			case 'store':
				await postgres?.kill();
				return () => {
					// Waited for by whoever wants it ready; a kill in between ends it.
					void postgres?.start().catch(() => undefined);
				};
			default:
				return part satisfies never;
		}
	}

	async #ready(part: Part): Promise<void> {
		const { ingest, web, engine, postgres } = this.#stage;
		switch (part) {
			case 'ingest':
				return ingest.ready();
			case 'web':
				return web.ready();
			case 'engine':
				await until(
					'the engine is back',
					() => Promise.resolve(engine.health().state === 'running'),
					ENGINE_BACK_MS
				);
				return undefined;
			case 'store':
				return postgres?.start();
			default:
				return part satisfies never;
		}
	}
}

/** Gives some of the requests to the database a fault. */
class FaultRain {
	readonly #stage: Stage;
	readonly #random: Random;
	faults = 0;

	constructor(stage: Stage, random: Random) {
		this.#stage = stage;
		this.#random = random;
		stage.proxy.script(() => {
			stage.proxy.forget();
			if (!this.#random.chance(FAULT_SHARE)) return null;
			this.faults += 1;
			return this.#draw();
		});
	}

	stop(): void {
		this.#stage.proxy.script(null);
	}

	#draw(): Fault {
		const random = this.#random;
		return random.pick<() => Fault>([
			() => ({ kind: 'delay', ms: random.integer(5, 800) }),
			() => ({ kind: 'reset' }),
			() => ({ kind: 'cut-request', afterBytes: random.integer(0, 20_000) }),
			() => ({ kind: 'cut-answer', afterBytes: random.integer(0, 400) }),
			() => ({ kind: 'swallow' }),
			() => ({ kind: 'swallow' }),
			() => ({ kind: 'half-close' }),
			() => ({ kind: 'drip', bytes: 16_384, everyMs: 2 }),
			() => exception(241, 'Memory limit exceeded', 'MEMORY_LIMIT_EXCEEDED'),
			() => exception(252, 'Too many parts', 'TOO_MANY_PARTS'),
			() => ({ kind: 'answer', status: 502, code: null, body: 'Bad Gateway' }),
			() => ({
				kind: 'answer',
				status: 200,
				code: null,
				body: exceptionText(159, 'Timeout exceeded', 'TIMEOUT_EXCEEDED')
			})
		])();
	}
}
