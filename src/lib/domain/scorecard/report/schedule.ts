/** A report that is sent by itself: what it shows, when, in which language, to whom. */
import { TZDate } from '@date-fns/tz';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { addDays, getISODay } from 'date-fns';
import { LANGUAGES } from '../../../format/locale.ts';
import { monthOf, plusMonths } from '../month.ts';
import type { Month } from '../month.ts';
import { COMPARISONS, RANGES } from '../period.ts';

/** `month`: of the month that is over. `week`: of the running one, or of the one that ended the day before. */
export const RHYTHMS = ['month', 'week'] as const;
export type Rhythm = (typeof RHYTHMS)[number];
export const REPORT_FILES = ['pdf', 'xlsx'] as const;
export type ReportFile = (typeof REPORT_FILES)[number];

export const MOST_RECIPIENTS = 20;
/** The last day that every month has. */
export const LAST_DAY_OF_MONTH = 28;
export const LAST_DAY_OF_WEEK = 7;
const LAST_HOUR = 23;

const literals = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));

export const ReportSchedule = Type.Object({
	every: literals(RHYTHMS),
	/** Of the month, or of the week with 1 for Monday. */
	day: Type.Integer({ minimum: 1, maximum: LAST_DAY_OF_MONTH }),
	/** On the clocks of the installation. */
	hour: Type.Integer({ minimum: 0, maximum: LAST_HOUR }),
	range: literals(RANGES),
	comparison: literals(COMPARISONS),
	language: literals(LANGUAGES),
	files: Type.Array(literals(REPORT_FILES), { minItems: 1, uniqueItems: true }),
	recipients: Type.Array(Type.String({ minLength: 3, maxLength: 254 }), {
		minItems: 1,
		maxItems: MOST_RECIPIENTS,
		uniqueItems: true
	})
});
export type ReportSchedule = Static<typeof ReportSchedule>;

type When = Pick<ReportSchedule, 'every' | 'day' | 'hour'>;

const DAYS_TO_LOOK = 32;

/** The first time it is due after an instant; milliseconds since 1970. */
export function nextDue({ every, day, hour }: When, afterMs: number, zone: string): number {
	const after = new TZDate(afterMs, zone);
	const today = new TZDate(after.getFullYear(), after.getMonth(), after.getDate(), zone);
	for (let ahead = 0; ahead <= DAYS_TO_LOOK; ahead++) {
		const date = addDays(today, ahead);
		if ((every === 'month' ? date.getDate() : getISODay(date)) !== day) continue;
		const [year, month, dayOfMonth] = [date.getFullYear(), date.getMonth(), date.getDate()];
		const due = new TZDate(year, month, dayOfMonth, hour, zone).getTime();
		if (due > afterMs) return due;
	}
	throw new RangeError(`no ${every} has a day ${day}`);
}

/** The last month of what a report shows that is due at an instant. */
export function reportedMonth({ every }: Pick<When, 'every'>, dueMs: number, zone: string): Month {
	if (every === 'month') return plusMonths(monthOf(dueMs, zone), -1);
	return monthOf(addDays(new TZDate(dueMs, zone), -1).getTime(), zone);
}
