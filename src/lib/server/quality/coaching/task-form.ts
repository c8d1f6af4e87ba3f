/** A coaching task as a form sends it. */
import { dayStartMs, readDay } from '#lib/domain/history/period.ts';
import { LONGEST_GOAL } from '#lib/domain/quality/coaching/task.ts';
import { rawField, textField } from '../../form-fields.ts';

export type TaskField = 'agent' | 'coach' | 'goal' | 'due' | 'item';

export interface SentTask {
	readonly agent: string;
	readonly coach: string;
	readonly goal: string;
	/** `2026-11-20`. */
	readonly due: string;
	/** Id of a learning item; empty: none. */
	readonly item: string;
	readonly evaluation: string;
	readonly question: string;
	/** Ids of moments. */
	readonly moments: readonly string[];
}

const DAY_MS = 86_400_000;
const FARTHEST_MS = 366 * DAY_MS;

/** The last instant of the day there; null for no day, one that is over, or one more than a year ahead. */
export function readDue(text: string, zone: string, nowMs: number): number | null {
	const day = readDay(text);
	if (day === null) return null;
	// Noon of the next day is on the next day in every zone and through every change of the clock.
	const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
	const dueAtMs = dayStartMs(next, zone) - 1;
	return dueAtMs < nowMs || dueAtMs > nowMs + FARTHEST_MS ? null : dueAtMs;
}

/** Lines are kept: a goal may be a short list. */
export const goalOf = (form: FormData): string =>
	rawField(form, 'goal').replace(/\r\n?/g, '\n').trim();

export const isGoal = (goal: string): boolean => goal !== '' && goal.length <= LONGEST_GOAL;

export const readSentTask = (form: FormData): SentTask => ({
	agent: rawField(form, 'agent'),
	coach: textField(form, 'coach'),
	goal: goalOf(form),
	due: textField(form, 'due'),
	item: textField(form, 'item'),
	evaluation: textField(form, 'evaluation'),
	question: textField(form, 'question'),
	moments: form.getAll('moment').filter((one) => typeof one === 'string')
});
