/** The clock of the demo centre: the real one, or one that starts in the past and runs faster until it has caught up. */

export interface DemoClockOptions {
	readonly realNowMs: () => number;
	/** Simulated seconds in a real one; at least 1. */
	readonly speed: number;
	/** How long ago the simulated clock starts. */
	readonly behindMs: number;
}

export interface DemoClock {
	/** Never ahead of the real clock: no event comes from the future. */
	readonly nowMs: () => number;
	readonly speed: number;
	readonly startMs: number;
}

export function startClock({ realNowMs, speed, behindMs }: DemoClockOptions): DemoClock {
	const begunMs = realNowMs();
	const startMs = begunMs - behindMs;
	return {
		startMs,
		speed,
		nowMs: () => {
			const nowMs = realNowMs();
			return Math.min(nowMs, startMs + (nowMs - begunMs) * speed);
		}
	};
}
