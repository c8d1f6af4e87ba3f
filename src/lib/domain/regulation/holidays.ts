/** Days on which nobody is expected to answer: those of the whole country, worked out for any year, and those of a region. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const DAY_MS = 86_400_000;

/** `2026-05-02` is that day, `05-02` the same day of every year. */
const DAY_PATTERN = /^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

export const HolidayEntry = Type.Object(
	{
		day: Type.String({ pattern: DAY_PATTERN.source }),
		name: Type.String({ maxLength: 100 })
	},
	{ additionalProperties: false }
);
export type HolidayEntry = Static<typeof HolidayEntry>;

const pad = (number: number): string => String(number).padStart(2, '0');
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Whether the calendar has that day; 29 February is one of every year that has it. */
function exists(day: string): boolean {
	const text = day.length === 5 ? `2024-${day}` : day;
	return dayOf(Date.parse(`${text}T00:00:00Z`)) === text;
}

/** Midnight of Easter Sunday as if in UTC, of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easterMs(year: number): number {
	const century = Math.floor(year / 100);
	const skipped = Math.floor(century / 4);
	const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
	const golden = year % 19;
	const epact = (19 * golden + century - skipped - correction + 15) % 30;
	const weekday =
		(32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - epact - (year % 4)) % 7;
	const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
	const sum = epact + weekday - 7 * late + 114;
	return Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1);
}

/** Months and days that no region of Spain may replace, and Epiphany, which none does. */
const SPANISH_DAYS = [
	'01-01',
	'01-06',
	'05-01',
	'08-15',
	'10-12',
	'11-01',
	'12-06',
	'12-08',
	'12-25'
] as const;

/** The days of the whole of Spain in a year, Good Friday among them. */
export const spanishDays = (year: number): string[] => [
	...SPANISH_DAYS.map((day) => `${year}-${day}`),
	dayOf(easterMs(year) - 2 * DAY_MS)
];

/** The days of a list that fall into a year. */
export const daysIn = (entries: readonly HolidayEntry[], year: number): string[] =>
	entries
		.map(({ day }) => (day.length === 5 ? `${year}-${day}` : day))
		.filter((day) => day.startsWith(`${year}-`) && exists(day));

/** `2026-04-02 Jueves Santo` or `05-02`; null for anything else. Also reads `02/04/2026` and `2/5`, the day first. */
export function readHoliday(line: string): HolidayEntry | null {
	const [, first = '', name = ''] = /^(\S+)\s*(.*)$/u.exec(line.trim()) ?? [];
	const slashed = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(first);
	const day = slashed
		? `${slashed[3] === undefined ? '' : `${slashed[3]}-`}${pad(Number(slashed[2]))}-${pad(Number(slashed[1]))}`
		: first;
	const entry = { day, name: name.trim() };
	return DAY_PATTERN.test(day) && exists(day) && entry.name.length <= 100 ? entry : null;
}

/** As `readHoliday` reads it. */
export const writeHoliday = ({ day, name }: HolidayEntry): string => `${day} ${name}`.trim();
