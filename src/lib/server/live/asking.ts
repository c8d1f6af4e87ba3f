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
	#failing = false;
	/** Something was committed after the newest began. */
	#behind = true;
	#completeAtMs: number | null = null;

	constructor(options: AskingOptions) {
		this.#options = options;
	}

	get isFailing(): boolean {
		return this.#failing;
	}

	/** When the newest that succeeded began, by the clock of the server; null before the first. */
	get completeAtMs(): number | null {
		return this.#completeAtMs;
	}

	get isBehind(): boolean {
		return this.#behind || this.#failing || this.#completeAtMs === null;
	}

	/** Something was committed after the newest began, whether that has answered or not. */
	get isOvertaken(): boolean {
		return this.#behind;
	}

	get isRunning(): boolean {
		return this.#running !== null;
	}

	committed(): void {
		this.#behind = true;
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
		try {
			await ask(nowMs);
			this.#failing = false;
			this.#completeAtMs = nowMs;
		} catch (error) {
			if (!this.#failing) onError(error);
			this.#failing = true;
			this.#behind = true;
		} finally {
			this.#endedAt = performance.now();
			this.#tookMs = this.#endedAt - startedAt;
		}
	}
}
