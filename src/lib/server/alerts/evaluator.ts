/** Looks at all rules every few seconds, in one web process at a time. */
import type { Lease } from '../store/lease.ts';
import { EVALUATIONS, EVALUATION_FAILURES, EVALUATION_SECONDS, TRANSITIONS } from './counters.ts';
import type { Turn } from './evaluate.ts';

export interface EvaluatorTimes {
	readonly tickMs: number;
	/** Without a sign of life another process takes over after this long. */
	readonly leaseMs: number;
}

export const EVALUATOR_TIMES: EvaluatorTimes = { tickMs: 5000, leaseMs: 15_000 };

export interface EvaluatorOptions {
	readonly lease: Lease;
	readonly turn: () => Promise<Turn>;
	/** Something opened, ended or is to be told again. */
	readonly onChanged: () => void;
	/** Once in a while, by whoever holds the lease. */
	readonly tidy: () => Promise<void>;
	readonly onError: (error: unknown) => void;
	readonly times?: EvaluatorTimes;
}

export interface Evaluator {
	/** Rules were changed: the next look is soon. */
	wake(): void;
	/** Leaves the lease to another process. */
	stop(): Promise<void>;
}

const TIDY_EVERY_MS = 3_600_000;

class Loop implements Evaluator {
	readonly #options: EvaluatorOptions;
	readonly #times: EvaluatorTimes;
	#timer: NodeJS.Timeout | undefined;
	#running: Promise<void> | null = null;
	#again = false;
	#stopped = false;
	#tidiedAt = Number.NEGATIVE_INFINITY;

	constructor(options: EvaluatorOptions) {
		this.#options = options;
		this.#times = options.times ?? EVALUATOR_TIMES;
		this.#rest(this.#times.tickMs / 5);
	}

	wake(): void {
		if (this.#running) this.#again = true;
		else this.#rest(0);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		clearTimeout(this.#timer);
		await this.#running;
		await this.#options.lease.release().catch(() => undefined);
	}

	#rest(pauseMs: number): void {
		clearTimeout(this.#timer);
		if (this.#stopped) return;
		this.#timer = setTimeout(() => {
			const startedAt = performance.now();
			this.#running = this.#look()
				.catch((error: unknown) => {
					EVALUATION_FAILURES.inc();
					this.#options.onError(error);
				})
				.finally(() => {
					this.#running = null;
					const tookMs = performance.now() - startedAt;
					// Whatever it costs, at most half of the time goes to it.
					const restMs = Math.max(this.#times.tickMs - tookMs, tookMs);
					this.#rest(this.#again ? 0 : restMs);
					this.#again = false;
				});
		}, pauseMs);
		this.#timer.unref();
	}

	async #look(): Promise<void> {
		const { lease, turn, onChanged, tidy } = this.#options;
		if (!(await lease.take(this.#times.leaseMs))) return;
		const measured = EVALUATION_SECONDS.startTimer();
		const done = await turn();
		measured();
		EVALUATIONS.inc(done.rules);
		for (const what of ['opened', 'cleared', 'reminded'] as const)
			TRANSITIONS.inc({ what }, done[what]);
		if (done.opened + done.cleared + done.reminded > 0) onChanged();
		if (performance.now() - this.#tidiedAt < TIDY_EVERY_MS) return;
		this.#tidiedAt = performance.now();
		await tidy();
	}
}

export const startEvaluator = (options: EvaluatorOptions): Evaluator => new Loop(options);
