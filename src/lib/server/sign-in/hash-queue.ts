/** How much hashing is under way at once: a flood of sign-ins must not take both cores and the memory of the live hub. */

export class TooBusyError extends Error {
	override readonly name = 'TooBusyError';
}

export interface HashQueueLimits {
	readonly atOnce: number;
	readonly waiting: number;
}

/** Two leave half of Node's four workers to files and names of hosts; twenty waiting are a few seconds. */
const HASH_LIMITS: HashQueueLimits = { atOnce: 2, waiting: 20 };

export class HashQueue {
	readonly #limits: HashQueueLimits;
	readonly #waiting: (() => void)[] = [];
	#running = 0;

	constructor(limits: HashQueueLimits = HASH_LIMITS) {
		this.#limits = limits;
	}

	get isFull(): boolean {
		const { atOnce, waiting } = this.#limits;
		return this.#running >= atOnce && this.#waiting.length >= waiting;
	}

	/** Rejects with TooBusyError at once when too many wait already. */
	async run<T>(work: () => Promise<T>): Promise<T> {
		if (this.isFull) throw new TooBusyError('too many sign-ins at once');
		if (this.#running < this.#limits.atOnce) this.#running += 1;
		// Whoever ends hands its place over, so that nobody new comes in between.
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.#running -= 1;
		}
	}
}
