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
