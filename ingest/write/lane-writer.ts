/** Carries the events of one lane into the database, batch by batch, until it has taken them. */
import type { Lane } from '../spool/lane.ts';
import type { SpooledEvent } from '../spool/spooled-event.ts';
import { batchPrefix, buildBatch } from './batch.ts';
import type { Batch } from './batch.ts';
import type { CommitWatch } from './commit-watch.ts';
import type { Delivery } from './delivery.ts';
import type { Placements } from './placement.ts';
import { restoreBatch } from './restore-batch.ts';
import type { RetryLoop } from './retry-loop.ts';

const MOST_ROWS = 10_000;
const MOST_BYTES = 8 * 1024 * 1024;
/** A batch is begun no sooner than this after the one before: what comes after a pause goes at once, the next wait. */
const LEAST_BETWEEN_MS = 100;
/**
 * And after an insert there is a pause of so many times what it took: each costs the database nearly the same however few
 * its rows, and small ones without a pause would fill a core. A full batch goes at once.
 */
const REST = 2;
const MOST_REST_MS = 500;

export interface LaneWriterOptions {
	readonly lane: Lane;
	readonly node: string;
	readonly placements: Placements;
	readonly delivery: Delivery;
	readonly commits: CommitWatch;
	readonly retry: RetryLoop;
	readonly clock: () => number;
	/** Rejects while the database is not fit for rows of this program. */
	readonly fitness: () => Promise<void>;
	/** Resolves when this lane may use the database. */
	readonly mayGo: () => Promise<void>;
	/** A fault of ours ended the writing; nothing moves any more. */
	readonly onFatal: (cause: unknown) => void;
}

export class LaneWriter {
	readonly #options: LaneWriterOptions;
	readonly #prefix: string;
	#stopped = false;
	#begunAtMs = Number.NEGATIVE_INFINITY;
	/** When the database has rested from the last insert; monotonic. */
	#restedAt = Number.NEGATIVE_INFINITY;
	#running: Promise<void> | null = null;
	/** The batch under way; it ends without rejecting. */
	#delivering: Promise<void> | null = null;

	constructor(options: LaneWriterOptions) {
		this.#options = options;
		this.#prefix = batchPrefix(options.node, options.lane.name);
	}

	/** Returns the function that ends it; what is under way is finished or left to the next process. */
	start(): () => Promise<void> {
		this.#running = this.#run().catch(this.#options.onFatal);
		return async () => {
			this.#stopped = true;
			this.#options.lane.backlog.nudge();
			await this.#running;
		};
	}

	async #run(): Promise<void> {
		await restoreBatch(this.#options, this.#prefix);
		const { lane } = this.#options;
		while (!this.#isOver()) {
			await lane.backlog.arrival();
			await this.#gather();
			if (this.#isOver()) break;
			const events = await this.#options.retry.run('spool-read', () =>
				lane.take(MOST_ROWS, MOST_BYTES)
			);
			const unreadable = lane.backlog.takeUnreadable();
			const batch = events && events.length > 0 ? await this.#prepare(events) : null;
			// One at a time; the next one is made ready meanwhile.
			await this.#delivering;
			for (const met of unreadable) await this.#options.delivery.buryUnreadable(met);
			this.#delivering = batch && !this.#isOver() ? this.#deliver(batch) : null;
		}
		await this.#delivering;
	}

	#isOver(): boolean {
		return this.#stopped || this.#options.retry.isStopped;
	}

	/** Until there is a full batch, or time is up and the database is free. */
	async #gather(): Promise<void> {
		const { lane, clock } = this.#options;
		// A clock that was set back must not hold anything up.
		const mayBeginAtMs = Math.min(this.#begunAtMs, clock()) + LEAST_BETWEEN_MS;
		while (!this.#stopped) {
			const { ready, readyBytes, hasMoreOnDisk } = lane.backlog;
			if (ready >= MOST_ROWS || readyBytes >= MOST_BYTES) break;
			const leftMs = Math.max(mayBeginAtMs - clock(), this.#restedAt - performance.now());
			const isFree = this.#delivering === null;
			if (isFree && (leftMs <= 0 || hasMoreOnDisk)) break;
			await pause(isFree ? Math.min(leftMs, 20) : 5);
		}
		this.#begunAtMs = clock();
	}

	async #prepare(events: readonly SpooledEvent[]): Promise<Batch | null> {
		const { placements, retry, clock, fitness } = this.#options;
		if ((await retry.run('fitness', fitness)) === null) return null;
		const hours = await retry.run('placements', () =>
			placements.place(events.map(({ event }) => event))
		);
		return hours ? buildBatch(this.#prefix, events, hours, clock()) : null;
	}

	async #deliver(batch: Batch): Promise<void> {
		await this.#options.mayGo();
		const startedAt = performance.now();
		await this.#options.delivery.deliver(batch);
		const endedAt = performance.now();
		this.#restedAt = endedAt + Math.min(MOST_REST_MS, REST * (endedAt - startedAt));
		this.#delivering = null;
	}
}

const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, Math.max(1, ms));
	});
