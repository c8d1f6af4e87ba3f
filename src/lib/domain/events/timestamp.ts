/** RFC 3339 instants with an offset, checked as calendar dates. */

const PATTERN =
	/^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d{1,12})?([Zz]|[+-]\d{2}:\d{2})$/;

const MINUTE_MS = 60_000;

/** 0 for a month that does not exist. */
function daysInMonth(year: number, month: number): number {
	return month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
}

function offsetMinutes(text: string): number | null {
	if (text === 'Z' || text === 'z') return 0;
	const hours = Number(text.slice(1, 3));
	const minutes = Number(text.slice(4, 6));
	if (hours > 23 || minutes > 59) return null;
	return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

interface Clock {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
}

/** The six numbers of the pattern. */
function clockOf(digits: readonly string[]): Clock {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map(Number);
	return { year, month, day, hour, minute, second };
}

/** Whether calendar and clock have it; second 60 only in a last minute of an hour. */
function exists({ year, month, day, hour, minute, second }: Clock): boolean {
	const lastSecond = minute === 59 ? 60 : 59;
	return (
		day >= 1 &&
		day <= daysInMonth(year, month) &&
		hour <= 23 &&
		minute <= 59 &&
		second <= lastSecond
	);
}

/**
 * Milliseconds since the epoch of an RFC 3339 text with offset; null for anything else. Finer digits are cut off.
 * Stricter than `Date`, which turns 30 February into 1 or 2 March. The leap second 23:59:60 reads as the next second.
 */
export function parseTimestampMs(text: string): number | null {
	const match = PATTERN.exec(text);
	if (!match) return null;
	const clock = clockOf(match.slice(1, 7));
	const offset = offsetMinutes(match[8] ?? '');
	if (offset === null || !exists(clock)) return null;
	const fraction = Math.floor(Number(`0${match[7] ?? '.0'}`) * 1000 + 1e-9);
	const date = new Date(0);
	// setUTCFullYear, because Date.UTC reads the years 0 to 99 as 1900 to 1999.
	date.setUTCFullYear(clock.year, clock.month - 1, clock.day);
	date.setUTCHours(clock.hour, clock.minute, clock.second, fraction);
	return date.getTime() - offset * MINUTE_MS;
}
