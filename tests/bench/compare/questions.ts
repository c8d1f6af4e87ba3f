/** The questions of a wall and of a desk, and what an answer to them looks like, whoever gives it. */
import { DAY_MS, HOUR_MS } from './moment.ts';
import type { Moment } from './moment.ts';

export const QUESTIONS = {
	waiting: 'A wall: who waits, by queue',
	windows: 'A wall: 15 and 60 minutes and today, by queue, 8 sums',
	day: 'Yesterday by quarter of an hour and queue, 8 sums',
	month: '30 days by day and channel, 8 sums',
	contacts: 'The first 50 contacts behind a day of one queue, and how many there are',
	p90: 'The 90th percentile of waits of 30 days, by queue'
} as const;

export type Question = keyof typeof QUESTIONS;
export const QUESTION_NAMES = Object.keys(QUESTIONS) as Question[];

export type Cell = string | number;
/** Rows of cells; the order counts for `contacts` alone. */
export type Answer = readonly (readonly Cell[])[];

/** Somebody who can be asked. */
export interface System {
	readonly name: string;
	ask(question: Question): Promise<Answer>;
}

export const LISTED_QUEUE = 'queue-1';
export const LISTED = 50;
export const QUARTER_MS = HOUR_MS / 4;

export const yesterday = ({ midnightMs }: Moment) => ({
	fromMs: midnightMs - DAY_MS,
	toMs: midnightMs
});

/** Up to the end of today, so that both ends are on a quarter of an hour. */
export const month = ({ midnightMs }: Moment) => ({
	fromMs: midnightMs - 29 * DAY_MS,
	toMs: midnightMs + DAY_MS
});
