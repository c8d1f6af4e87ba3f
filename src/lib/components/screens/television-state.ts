/** Asks the server how this television stands: now and then, and when something may have changed. Knows no Svelte. */
import type { ScreenAnswer } from './screen-answer.ts';

export interface TelevisionStateOptions {
	/** What the page was made with. */
	readonly revision: () => number | null;
	/** The build of these pages. */
	readonly build: string;
	/** It is paired no more, or anew, or its boards or name were changed. */
	readonly onChanged: () => void;
	/** The server gives out other pages. */
	readonly onNewPages: (build: string) => void;
	readonly ask?: typeof fetch;
}

export const ASK_STATE_EVERY_MS = 30_000;
/** A connection that comes and goes does not ask more often than this. */
const LEAST_GAP_MS = 1000;

export class TelevisionState {
	readonly #options: TelevisionStateOptions;
	#askedAt = Number.NEGATIVE_INFINITY;
	#soon: ReturnType<typeof setTimeout> | undefined;

	constructor(options: TelevisionStateOptions) {
		this.#options = options;
	}

	/** Asks until the returned function is called. */
	start(): () => void {
		const timer = setInterval(() => void this.#ask(), ASK_STATE_EVERY_MS);
		return () => {
			clearInterval(timer);
			clearTimeout(this.#soon);
		};
	}

	/** Something may have changed; several calls in a row are one question. */
	askSoon(): void {
		clearTimeout(this.#soon);
		const waitMs = Math.max(0, this.#askedAt + LEAST_GAP_MS - performance.now());
		this.#soon = setTimeout(() => void this.#ask(), waitMs);
	}

	async #ask(): Promise<void> {
		this.#askedAt = performance.now();
		const { revision, build, onChanged, onNewPages, ask = fetch } = this.#options;
		try {
			const response = await ask('/screen/state', { cache: 'no-store' });
			// The server starts, or something stands between: what is shown goes on.
			if (!response.ok) return;
			const answer = (await response.json()) as ScreenAnswer;
			if (answer.build !== build) onNewPages(answer.build);
			if (answer.revision !== revision()) onChanged();
		} catch {
			// No server now: the wall says so.
		}
	}
}
