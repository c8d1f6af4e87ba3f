/** Durations as people of a contact centre read them. */
import { NOTHING } from './nothing.ts';

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

const two = (n: number): string => String(n).padStart(2, '0');

/** `m:ss`, from an hour on `h:mm:ss`, from a day on `2 d 3 h`; whole seconds that have passed, never rounded up. */
export function formatDuration(ms: number | null | undefined): string {
	if (ms === null || ms === undefined || !Number.isFinite(ms)) return NOTHING;
	const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
	const rest = two(seconds % MINUTE_S);
	if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)}:${rest}`;
	if (seconds < DAY_S) {
		return `${Math.floor(seconds / HOUR_S)}:${two(Math.floor((seconds % HOUR_S) / MINUTE_S))}:${rest}`;
	}
	return `${Math.floor(seconds / DAY_S)} d ${Math.floor((seconds % DAY_S) / HOUR_S)} h`;
}

/** A threshold in its largest whole unit: `20 s`, `5 min`, `4 h`. */
export function formatThreshold(ms: number): string {
	const seconds = ms / SECOND_MS;
	if (seconds >= HOUR_S && seconds % HOUR_S === 0) return `${seconds / HOUR_S} h`;
	if (seconds >= MINUTE_S && seconds % MINUTE_S === 0) return `${seconds / MINUTE_S} min`;
	return `${seconds} s`;
}
