/** The instant a comparison asks for, in a zone in which it is five in the afternoon: "today" is as long in every run. */

export interface Moment {
	readonly nowMs: number;
	readonly zone: string;
	/** Of the zone at that instant. */
	readonly midnightMs: number;
	/** Local time is UTC and this. */
	readonly offsetMs: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const LOCAL_HOUR = 17;
const HALF_DAY_H = 12;

export function momentAt(nowMs: number): Moment {
	const utcHour = new Date(nowMs).getUTCHours();
	const hours = ((LOCAL_HOUR - utcHour + HALF_DAY_H + 24) % 24) - HALF_DAY_H;
	const offsetMs = hours * HOUR_MS;
	// The names of these zones count westwards.
	const zone = hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
	const midnightMs = Math.floor((nowMs + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
	return { nowMs, zone, midnightMs, offsetMs };
}
