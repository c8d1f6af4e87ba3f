/** A date and time somebody typed, as an instant in a zone; and an instant as it is typed. */
import { TZDate, tzOffset } from '@date-fns/tz';
import { format } from 'date-fns';

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What a clock without a zone shows, counted as if it were UTC; null for a day or time that does not exist. */
function readLocal(text: string): number | null {
	const [year, month, day, hour, minute] = (PATTERN.exec(text) ?? []).slice(1).map(Number);
	if (year === undefined || month === undefined) return null;
	const ms = Date.UTC(year, month - 1, day, hour, minute);
	return new Date(ms).toISOString().slice(0, 16) === text ? ms : null;
}

const offsetMs = (ms: number, zone: string): number => tzOffset(zone, new Date(ms)) * MINUTE_MS;

/**
 * The instant at which clocks of the zone show `text` (`2026-11-20T09:00`); of a time they show twice the first, of one
 * they skip the instant they skip it at. Null for what is no date or time.
 */
export function readMoment(text: string, zone: string): number | null {
	const local = readLocal(text);
	if (local === null) return null;
	// A change of the clocks lies between a day before and a day after, if there is one.
	const offsets = [offsetMs(local - DAY_MS, zone), offsetMs(local + DAY_MS, zone)];
	const instants = offsets.map((offset) => local - offset).sort((a, b) => a - b);
	const shown = instants.find((ms) => ms + offsetMs(ms, zone) === local);
	return shown ?? skippedAt(instants, zone);
}

/** The minute at which the clocks went forward between two instants. */
function skippedAt([from = 0, to = 0]: readonly number[], zone: string): number {
	const before = offsetMs(from - DAY_MS, zone);
	let low = from - DAY_MS;
	let high = to + DAY_MS;
	while (high - low > MINUTE_MS) {
		const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS;
		if (offsetMs(middle, zone) === before) low = middle;
		else high = middle;
	}
	return high;
}

/** As `readMoment` reads it: to the minute. */
export const writeMoment = (ms: number, zone: string): string =>
	format(new TZDate(ms, zone), "yyyy-MM-dd'T'HH:mm");
