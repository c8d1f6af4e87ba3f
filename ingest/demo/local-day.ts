/** One calendar day of a time zone, of 23, 24 or 25 hours. */
import { TZDate } from '@date-fns/tz';
import { addDays, format, startOfDay } from 'date-fns';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;

/** Five minutes of the day, and where they are on its clock. */
export interface DayStep {
	readonly startMs: number;
	readonly endMs: number;
	readonly hourOfDay: number;
}

export interface LocalDay {
	/** `2026-11-21`. */
	readonly date: string;
	readonly zone: string;
	readonly startMs: number;
	readonly endMs: number;
	/** 0 is Sunday. */
	readonly weekday: number;
	readonly steps: readonly DayStep[];
	/** The instant when the clock of the zone shows this hour; one that is skipped is the next that exists. */
	at(hour: number, minute?: number): number;
}

function parts(date: string): [number, number, number] {
	const [year, month, day] = date.split('-').map(Number);
	if (year === undefined || month === undefined || day === undefined) {
		throw new RangeError(`"${date}" is not a date`);
	}
	return [year, month - 1, day];
}

function stepsOf(startMs: number, endMs: number, zone: string): DayStep[] {
	const steps: DayStep[] = [];
	for (let at = startMs; at < endMs; at += STEP_MS) {
		const clock = new TZDate(at, zone);
		const hourOfDay = clock.getHours() + clock.getMinutes() / 60;
		steps.push({ startMs: at, endMs: Math.min(at + STEP_MS, endMs), hourOfDay });
	}
	return steps;
}

export function localDay(date: string, zone: string): LocalDay {
	const [year, month, day] = parts(date);
	// Noon exists everywhere; midnight does not where clocks change at midnight.
	const noon = new TZDate(year, month, day, 12, zone);
	const startMs = startOfDay(noon).getTime();
	const endMs = startOfDay(addDays(noon, 1)).getTime();
	return {
		date,
		zone,
		startMs,
		endMs,
		weekday: noon.getDay(),
		steps: stepsOf(startMs, endMs, zone),
		at: (hour, minute = 0) => new TZDate(year, month, day, hour, minute, zone).getTime()
	};
}

/** The date in the zone at an instant. */
export const dateAt = (instantMs: number, zone: string): string =>
	format(new TZDate(instantMs, zone), 'yyyy-MM-dd');

/** The date so many calendar days later, or earlier. */
export function shiftDate(date: string, days: number): string {
	const [year, month, day] = parts(date);
	return new Date(Date.UTC(year, month, day + days)).toISOString().slice(0, 10);
}
