/** Events per second of a token, averaged over ten seconds. */
const AVERAGED_S = 10;

export class Quota {
	readonly #perSecond: number;
	readonly #clock: () => number;
	#left: number;
	#atMs: number;

	/** 0: no quota. */
	constructor(perSecond: number, clock: () => number) {
		this.#perSecond = perSecond;
		this.#clock = clock;
		this.#left = perSecond * AVERAGED_S;
		this.#atMs = clock();
	}

	/** Seconds to wait before the next request; 0 when it may come. */
	waitS(): number {
		if (this.#perSecond === 0) return 0;
		const nowMs = this.#clock();
		const passedS = Math.max(0, nowMs - this.#atMs) / 1000;
		this.#atMs = nowMs;
		this.#left = Math.min(this.#perSecond * AVERAGED_S, this.#left + passedS * this.#perSecond);
		return this.#left > 0 ? 0 : Math.max(1, Math.ceil(-this.#left / this.#perSecond));
	}

	/** May go below zero: how many events a request holds is known only when it has been read. */
	charge(events: number): void {
		if (this.#perSecond > 0) this.#left -= events;
	}
}

/** One quota for each token, so that a busy producer does not use up another's. */
export class Quotas {
	readonly #perSecond: number;
	readonly #clock: () => number;
	/** As many as there are tokens that were right. */
	readonly #quotas = new Map<string, Quota>();

	constructor(perSecond: number, clock: () => number) {
		this.#perSecond = perSecond;
		this.#clock = clock;
	}

	of(id: string): Quota {
		const known = this.#quotas.get(id);
		if (known) return known;
		const quota = new Quota(this.#perSecond, this.#clock);
		this.#quotas.set(id, quota);
		return quota;
	}
}
