/** When a queue is attended: spans of each day of the week, several a day, that may pass midnight. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

export const WEEKDAYS = [
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
	'sunday'
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' });
/** From a minute on up to, not including, another one; one that is not later is of the next day. */
export const Span = Type.Object({ from: Clock, to: Clock }, { additionalProperties: false });
export type Span = Static<typeof Span>;

export const MOST_SPANS = 6;
const Day = Type.Array(Span, { maxItems: MOST_SPANS });
export const WeeklyHours = Type.Object(
	{
		monday: Day,
		tuesday: Day,
		wednesday: Day,
		thursday: Day,
		friday: Day,
		saturday: Day,
		sunday: Day
	},
	{ additionalProperties: false }
);
export type WeeklyHours = Static<typeof WeeklyHours>;

export const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;

export function minutesOf(clock: string): number {
	const [hours = 0, minutes = 0] = clock.split(':').map(Number);
	return hours * 60 + minutes;
}

/** Minutes since midnight of the day it begins; the end is later than the beginning, at most a day. */
export function spanMinutes({ from, to }: Span): { from: number; to: number } {
	const start = minutesOf(from);
	const end = minutesOf(to);
	return { from: start, to: end > start ? end : end + DAY_MINUTES };
}

export type HoursFault = 'unreadable' | 'too-many' | 'overlap';

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?$/i;

function readClock(text: string): string | null {
	const [, hours, minutes = '00'] = TIME.exec(text.trim()) ?? [];
	if (hours === undefined) return null;
	const clock = `${hours.padStart(2, '0')}:${minutes}`;
	return /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(clock) ? clock : null;
}

function readSpan(text: string): Span | null {
	const [from, to, ...more] = text.split(/[-–—]/).map(readClock);
	if (from === undefined || from === null || to === undefined || to === null) return null;
	return more.length > 0 || from === to || from === '24:00' ? null : { from, to };
}

/** `9-14, 16:00–20:30` as spans, earliest first; nothing written is a day that is closed. */
export function readDay(text: string): Span[] | HoursFault {
	const parts = text
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length > MOST_SPANS) return 'too-many';
	const spans = parts.map(readSpan);
	const read = spans.filter((span) => span !== null);
	if (read.length < spans.length) return 'unreadable';
	return read.sort((a, b) => minutesOf(a.from) - minutesOf(b.from));
}

/** As `readDay` reads it. */
export const writeDay = (spans: readonly Span[]): string =>
	spans.map(({ from, to }) => `${from}–${to}`).join(', ');

/** The days whose spans run into one another or into the next day's; Sunday runs into Monday. */
export function overlapping(hours: WeeklyHours): Weekday[] {
	const spans = WEEKDAYS.flatMap((day, index) =>
		hours[day].map((span) => {
			const { from, to } = spanMinutes(span);
			return { day, from: index * DAY_MINUTES + from, to: index * DAY_MINUTES + to };
		})
	).sort((a, b) => a.from - b.from);
	const [first] = spans;
	if (!first) return [];
	const next = [
		...spans.slice(1),
		{ ...first, from: first.from + WEEK_MINUTES, to: first.to + WEEK_MINUTES }
	];
	const clashing = spans.filter(({ to }, index) => {
		const after = next[index];
		return after !== undefined && after.from < to;
	});
	return [...new Set(clashing.map(({ day }) => day))];
}

/** What the form of the page starts from. */
export const CLOSED_WEEK: WeeklyHours = {
	monday: [],
	tuesday: [],
	wednesday: [],
	thursday: [],
	friday: [],
	saturday: [],
	sunday: []
};
