/** How far the screen may be trusted, from the clocks alone. */
import { DEAD_AFTER_MS, STALE_AFTER_MS } from './protocol.ts';

/** Numbers complete up to longer ago than this are late although messages arrive. */
export const LATE_AFTER_MS = 5000;

export type Freshness = 'live' | 'late' | 'dead';

export interface Heard {
	/** Now by the server's clock. */
	readonly nowMs: number;
	/** Server time of the last message. */
	readonly lastAtMs: number;
	/** Instant up to which the numbers are complete; null: not known yet. */
	readonly asOfMs: number | null;
}

/** Age of what is shown: the older of the last message and of what that message knew. */
export const dataAgeMs = ({ nowMs, lastAtMs, asOfMs }: Heard): number =>
	Math.max(0, nowMs - Math.min(lastAtMs, asOfMs ?? lastAtMs));

export function freshness(heard: Heard): Freshness {
	const silentMs = heard.nowMs - heard.lastAtMs;
	const ageMs = dataAgeMs(heard);
	if (silentMs > DEAD_AFTER_MS || ageMs > DEAD_AFTER_MS) return 'dead';
	if (silentMs > STALE_AFTER_MS || ageMs > LATE_AFTER_MS) return 'late';
	return 'live';
}

/**
 * The instant ages are counted to. It stands still once the screen is late: who was waiting then may have been answered
 * since, and a wait that goes on growing would be an invention.
 */
export const ageingInstant = ({ nowMs, lastAtMs, asOfMs }: Heard): number =>
	Math.min(nowMs, lastAtMs + STALE_AFTER_MS, (asOfMs ?? lastAtMs) + LATE_AFTER_MS);
