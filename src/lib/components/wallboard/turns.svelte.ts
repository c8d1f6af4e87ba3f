/** The turn of everything that takes turns on a screen; follows the shared clock, so that it needs no timer of its own. */
import type { LiveClock } from '#lib/live/clock.svelte.ts';

/** Long enough to read a page from afar. */
export const TURN_SECONDS = 15;
const SECOND_MS = 1000;

export class Turns {
	readonly #clock: Pick<LiveClock, 'nowMs'>;
	/** The turn it was stopped at; null: it goes on. */
	#stoppedAt: number | null = $state.raw(null);
	readonly #going = $derived.by(() => Math.floor(this.#clock.nowMs / (TURN_SECONDS * SECOND_MS)));

	constructor(clock: Pick<LiveClock, 'nowMs'>) {
		this.#clock = clock;
	}

	get turn(): number {
		return this.#stoppedAt ?? this.#going;
	}

	get isPaused(): boolean {
		return this.#stoppedAt !== null;
	}

	toggle(): void {
		this.#stoppedAt = this.#stoppedAt === null ? this.#going : null;
	}
}
