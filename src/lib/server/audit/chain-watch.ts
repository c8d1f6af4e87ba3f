/**
 * Keeps an eye on the chain of the audit log for the page: all of it once in a while, what is new whenever somebody looks.
 * What this process has verified is remembered, so that an end that is cut off later is noticed.
 */
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { BEGINNING, verifyAudit } from './verify.ts';
import type { ChainPoint, ChainVerdict } from './verify.ts';

export interface ChainState {
	/** Null: never walked to its end yet. */
	readonly verdict: ChainVerdict | null;
	/** When all of it was walked last. */
	readonly walkedAtMs: number | null;
	readonly isWalking: boolean;
}

export interface ChainWatch {
	readonly state: ChainState;
	/** Verifies what is new, or all of it when that is due; resolves when it is done, or when somebody else's walk is. */
	look(): Promise<void>;
	/** All of it, now. */
	walk(): Promise<void>;
	stop(): Promise<void>;
}

export interface ChainWatchOptions {
	readonly database: Kysely<StoreSchema>;
	readonly key: Buffer;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

const WALK_EVERY_MS = 3_600_000;

class Watch implements ChainWatch {
	readonly #options: ChainWatchOptions;
	readonly #ending = new AbortController();
	#verdict: ChainVerdict | null = null;
	#walkedAtMs: number | null = null;
	#running: Promise<void> | null = null;

	constructor(options: ChainWatchOptions) {
		this.#options = options;
	}

	get state(): ChainState {
		return {
			verdict: this.#verdict,
			walkedAtMs: this.#walkedAtMs,
			isWalking: this.#running !== null
		};
	}

	look(): Promise<void> {
		const { now } = this.#options;
		const isDue = this.#walkedAtMs === null || now() - this.#walkedAtMs >= WALK_EVERY_MS;
		// A chain that is broken may have been put right from a backup.
		const from = isDue || this.#verdict?.ok !== true ? BEGINNING : this.#verdict.head;
		return this.#run(from);
	}

	async walk(): Promise<void> {
		await this.#running;
		await this.#run(BEGINNING);
	}

	async stop(): Promise<void> {
		this.#ending.abort();
		await this.#running;
	}

	#run(from: ChainPoint): Promise<void> {
		return (this.#running ??= this.#verify(from).finally(() => {
			this.#running = null;
		}));
	}

	async #verify(from: ChainPoint): Promise<void> {
		const { database, key, now, onError } = this.#options;
		const { signal } = this.#ending;
		try {
			const known = this.#verdict?.ok === true ? this.#verdict.head : BEGINNING;
			let verdict = await verifyAudit(database, { key, from, signal });
			// Walked from the beginning, it must still reach what was whole before.
			if (verdict.ok && known.seq > verdict.head.seq)
				verdict = await verifyAudit(database, { key, from: known, signal });
			this.#verdict = verdict;
			if (from.seq === 0) this.#walkedAtMs = now();
		} catch (error) {
			if (!signal.aborted) onError(error);
		}
	}
}

export const watchChain = (options: ChainWatchOptions): ChainWatch => new Watch(options);
