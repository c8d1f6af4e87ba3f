/**
 * Plans are known a week before: each day tells of the day a week later. Whoever begins on some day would not know the days
 * between; they are told all at once.
 */
import { EventSheet } from '../event-sheet.ts';
import type { TimedEvent } from '../event-sheet.ts';
import { localDay, shiftDate } from '../local-day.ts';
import { planDay } from '../plan.ts';
import { shiftData } from './schedule-shift.ts';

export const KNOWN_AHEAD_DAYS = 7;
const FIRST_AFTER_MS = 30_000;
const STEP_MS = 10;

/** The shifts of the days after `date` that no earlier day has told of, in time order. */
export function comingWeek({
	seed,
	date,
	zone
}: {
	readonly seed: string;
	readonly date: string;
	readonly zone: string;
}): readonly TimedEvent[] {
	const clock = { nowMs: localDay(date, zone).startMs + FIRST_AFTER_MS };
	const sheet = new EventSheet(`${seed}-week${date.replaceAll('-', '')}-${zone}`, clock);
	for (let ahead = 1; ahead < KNOWN_AHEAD_DAYS; ahead += 1) {
		for (const shift of planDay(seed, localDay(shiftDate(date, ahead), zone))) {
			sheet.write('schedule.shift', shift.agent.id, shiftData(shift));
			clock.nowMs += STEP_MS;
		}
	}
	return sheet.take();
}
