/** The last refusals, for the status page: what was wrong, never the event itself. */
import type { Refusal } from './read-event.ts';

const KEPT = 50;

export interface RecentError extends Refusal {
	readonly at: string;
}

export class RecentErrors {
	readonly #clock: () => number;
	#errors: RecentError[] = [];

	constructor(clock: () => number) {
		this.#clock = clock;
	}

	add(refusal: Refusal): void {
		this.#errors.unshift({ at: new Date(this.#clock()).toISOString(), ...refusal });
		if (this.#errors.length > KEPT) this.#errors.length = KEPT;
	}

	list(): readonly RecentError[] {
		return this.#errors;
	}
}
