/** How long failures make somebody wait: a few are free, then 1, 2, 4 … minutes, never longer than 15, forgiven with time. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
/** After this long without a failure nothing is left of them. */
export const FORGOTTEN_MS = DAY_MS;

export interface BackOff {
	/** Failures without a wait. */
	readonly free: number;
	/** One failure is forgiven for each time this long without another. */
	readonly forgiveMs: number;
}

export const PERSON_BACK_OFF: BackOff = { free: 5, forgiveMs: DAY_MS };
/**
 * A contact centre is one address: sixty people who mistype now and then must not keep each other out, and whoever tries
 * one password on many people still stands still after this many.
 */
export const ADDRESS_BACK_OFF: BackOff = { free: 30, forgiveMs: 10 * MINUTE_MS };

export function waitMs(failures: number, { free }: BackOff): number {
	if (failures <= free) return 0;
	return Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.min(failures - free - 1, 10));
}

/** What is left of failures whose last one was so long ago. */
export function remembered(failures: number, sinceLastMs: number, { forgiveMs }: BackOff): number {
	if (sinceLastMs >= FORGOTTEN_MS) return 0;
	return Math.max(0, failures - Math.floor(Math.max(0, sinceLastMs) / forgiveMs));
}
