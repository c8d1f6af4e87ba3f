/** One kind of question, asked again and again: never twice at once, and never more than its share of the time. */

export interface AskingOptions {
	readonly ask: (nowMs: number) => Promise<void>;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
	/** Least pause between the end of one and the start of the next. */
	readonly leastGapMs: number;
	/** Pause as a multiple of how long the last took. */
	readonly rest: number;
}

const LONGEST_PAUSE_MS = 1000;

export class Asking {
	readonly #options: AskingOptions;
	#running: Promise<void> | null = null;
	#endedAt = Number.NEGATIVE_INFINITY;
	#tookMs = 0;
	/** When the first of the questions failed that failed one after another; null: the newest did not. */
	#failedSinceMs: number | null = null;
	/** Something was committed after the newest began. */
	#behind = true;
	#completeAtMs: number | null = null;
	/** When the one that is under way began; of the newest while none is. */
	#askedAtMs: number | null = null;
	/** When the first commit was heard of that the newest answer may lack; null: it has all. */
	#missesSinceMs: number | null = null;
	/** The same for the one that is under way. */
	#willMissSinceMs: number | null = null;

	constructor(options: AskingOptions) {
		this.#options = options;
	}

	get isFailing(): boolean {
		return this.#failedSinceMs !== null;
	}

	/** When the newest that succeeded began, by the clock of the server; null before the first. */
	get completeAtMs(): number | null {
		return this.#completeAtMs;
	}

	/**
	 * Up to when the newest answer is complete while every commit is heard of: now when nothing was committed since, also
	 * while a question that follows a commit is still under way. It stands still while questions fail, and never goes back.
	 */
	get completeUntilMs(): number | null {
		if (this.#completeAtMs === null) return null;
		const nowMs = this.#options.now();
		return Math.min(this.#missesSinceMs ?? nowMs, this.#failedSinceMs ?? nowMs);
	}

	/** Something was committed after the newest began, whether that has answered or not. */
	get isOvertaken(): boolean {
		return this.#behind;
	}

	get isRunning(): boolean {
		return this.#running !== null;
	}

	/** `unheard`: other commits may have come before it, of which nobody told; the newest answer may lack them. */
	committed({ unheard = false }: { readonly unheard?: boolean } = {}): void {
		this.#behind = true;
		const nowMs = this.#options.now();
		this.#missesSinceMs = unheard ? this.#completeAtMs : (this.#missesSinceMs ?? nowMs);
		this.#willMissSinceMs = unheard ? this.#askedAtMs : (this.#willMissSinceMs ?? nowMs);
	}

	/** Monotonic instant from which it may be asked again; null while it is being asked. */
	get mayAskAt(): number | null {
		if (this.#running) return null;
		const { leastGapMs, rest } = this.#options;
		return this.#endedAt + Math.min(LONGEST_PAUSE_MS, Math.max(leastGapMs, rest * this.#tookMs));
	}

	/** It is behind, or was not asked for so long that windows have slid. */
	isDue(slideMs: number): boolean {
		return this.#behind || performance.now() - this.#endedAt >= slideMs;
	}

	/** Asks, or joins whoever asks already. Never rejects. */
	run(): Promise<void> {
		this.#running ??= this.#askOnce().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #askOnce(): Promise<void> {
		const { ask, now, onError } = this.#options;
		const startedAt = performance.now();
		const nowMs = now();
		this.#behind = false;
		this.#askedAtMs = nowMs;
		this.#willMissSinceMs = null;
		try {
			await ask(nowMs);
			this.#failedSinceMs = null;
			this.#completeAtMs = nowMs;
			this.#missesSinceMs = this.#willMissSinceMs;
		} catch (error) {
			if (this.#failedSinceMs === null) onError(error);
			this.#failedSinceMs ??= now();
			this.#behind = true;
		} finally {
			this.#endedAt = performance.now();
			this.#tookMs = this.#endedAt - startedAt;
		}
	}
}
