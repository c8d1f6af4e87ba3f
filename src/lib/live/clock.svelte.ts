/** The one clock of a page: the server's time, once a second. Every age on the board is counted against it. */
const SECOND_MS = 1000;
/** A message that is older than the estimate pulls it back by this part: delays vary, clocks hardly. */
const PULL = 0.1;
/** A difference no network makes: the browser's own clock was set. */
const CLOCK_SET_MS = 30_000;

export class LiveClock {
	/** Server time, milliseconds; changes once a second. */
	nowMs: number = $state.raw(0);
	#offsetMs: number | null = null;
	readonly #local: () => number;

	constructor(startMs: number, local: () => number = Date.now) {
		this.nowMs = startMs;
		this.#local = local;
	}

	/** A message said what time the server has. The least delayed message is the best witness. */
	hear(atMs: number): void {
		const offsetMs = atMs - this.#local();
		const before = this.#offsetMs ?? offsetMs;
		const better = offsetMs >= before || before - offsetMs > CLOCK_SET_MS;
		this.#offsetMs = better ? offsetMs : before + (offsetMs - before) * PULL;
	}

	/** Ticks at the server's full seconds until the returned function is called. */
	start(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		// Until a message says better: the page was made just now. The television's own clock may be hours off.
		this.#offsetMs ??= this.nowMs - this.#local();
		const tick = () => {
			const now = Math.round(this.#local() + (this.#offsetMs ?? 0));
			this.nowMs = now;
			timer = setTimeout(tick, SECOND_MS - (now % SECOND_MS));
		};
		tick();
		return () => {
			clearTimeout(timer);
		};
	}
}
