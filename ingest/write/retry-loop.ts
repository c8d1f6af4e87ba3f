/** Tries again, with growing pauses, until it works or the process ends. */
import { setTimeout as sleep } from 'node:timers/promises';
import { backOffMs, judgeFailure } from './insert-failure.ts';
import type { Failure } from './insert-failure.ts';

export interface RetryLoopOptions {
	readonly random: () => number;
	/** Told of each failure, before the pause. */
	readonly onFailure: (step: string, failure: Failure, attempt: number) => void;
}

export class RetryLoop {
	readonly #options: RetryLoopOptions;
	readonly #stop = new AbortController();
	readonly #abort = new AbortController();

	constructor(options: RetryLoopOptions) {
		this.#options = options;
	}

	get isStopped(): boolean {
		return this.#stop.signal.aborted;
	}

	/** Ends what is still under way. */
	get abortSignal(): AbortSignal {
		return this.#abort.signal;
	}

	/** No further attempts; the one under way may finish. */
	stop(): void {
		this.#stop.abort();
	}

	abort(): void {
		this.#stop.abort();
		this.#abort.abort();
	}

	/** Rejects when the process ends: for questions that a database may never answer. */
	unlessAborted<T>(asked: Promise<T>): Promise<T> {
		const { signal } = this.#abort;
		return new Promise((resolve, reject) => {
			const end = (): void => {
				reject(new Error('the process ends'));
			};
			signal.addEventListener('abort', end, { once: true });
			if (signal.aborted) end();
			void asked.then(resolve, reject).finally(() => {
				signal.removeEventListener('abort', end);
			});
		});
	}

	/** Null when the process ends first. */
	async run<T>(step: string, attempt: () => Promise<T>): Promise<T | null> {
		for (let count = 0; ; count += 1) {
			try {
				return await attempt();
			} catch (cause) {
				await this.pause(step, judgeFailure(cause), count);
			}
			if (this.isStopped) return null;
		}
	}

	async pause(step: string, failure: Failure, attempt: number): Promise<void> {
		this.#options.onFailure(step, failure, attempt);
		const ms = backOffMs(failure.class, attempt, this.#options.random);
		await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined);
	}
}
