/** The form of a new session: what was sent, and what is wrong with it. */
import { TZDate } from '@date-fns/tz';
import { addDays, startOfDay } from 'date-fns';
import {
	LEAST_CONTACTS,
	LEAST_EVALUATORS,
	LONGEST_SESSION_NAME,
	LONGEST_SESSION_SEED,
	MOST_CONTACTS,
	MOST_EVALUATORS
} from '#lib/domain/quality/calibration/session.ts';
import { countField, linesField, listField, textField } from '../../form-fields.ts';
import type { DrawRequest } from './session-contacts.ts';

export type SessionField =
	| 'name'
	| 'team'
	| 'form'
	| 'evaluators'
	| 'gold'
	| 'due'
	| 'contacts'
	| 'count'
	| 'seed'
	| 'range';
export type SessionFaultCode =
	| 'missing'
	| 'tooLong'
	| 'unknown'
	| 'past'
	| 'number'
	| 'notTheirs'
	| 'notAmong'
	| 'short'
	| 'order'
	| 'tooWide';
export interface SessionFault {
	readonly field: SessionField;
	readonly code: SessionFaultCode;
}

/** As the fields have it. */
export interface SentSession {
	readonly name: string;
	readonly team: string;
	/** `<form>:<version>` */
	readonly form: string;
	readonly evaluators: readonly string[];
	readonly gold: string;
	/** `2026-11-22` */
	readonly due: string;
	readonly way: 'hand' | 'draw';
	/** Ids of contacts. */
	readonly contacts: readonly string[];
	readonly count: number;
	readonly seed: string;
	readonly from: string;
	readonly to: string;
	readonly channel: string;
}

export const LONGEST_RANGE_DAYS = 92;
const LONGEST_ID = 200;
const DAY_MS = 86_400_000;

export function readSentSession(form: FormData): SentSession {
	const text = (name: string) => textField(form, name);
	const contacts = [...listField(form, 'contact'), ...linesField(form, 'ids')];
	return {
		...{ name: text('name'), team: text('team'), form: text('form'), gold: text('gold') },
		...{ due: text('due'), seed: text('seed'), from: text('from'), to: text('to') },
		evaluators: listField(form, 'evaluator'),
		way: text('way') === 'draw' ? 'draw' : 'hand',
		contacts: [...new Set(contacts)].filter(({ length }) => length <= LONGEST_ID),
		count: countField(form, 'count') ?? 0,
		channel: text('channel')
	};
}

/** The first instant of a day in the zone; null: no such day. */
export function dayStartMs(text: string, zone: string): number | null {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (!match) return null;
	const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
	const date = new TZDate(year, month - 1, day, zone);
	return date.getDate() === day ? startOfDay(date).getTime() : null;
}

const dayEndMs = (text: string, zone: string): number | null => {
	const startMs = dayStartMs(text, zone);
	return startMs === null ? null : addDays(new TZDate(startMs, zone), 1).getTime();
};

/** The day of an instant, as a field of a form has it. */
export const dayOf = (ms: number, zone: string): string => {
	const date = new TZDate(ms, zone);
	const two = (number: number) => String(number).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

const isBetween = (number: number, least: number, most: number): boolean =>
	number >= least && number <= most;

function nameFault({ name }: SentSession): SessionFault[] {
	if (name === '') return [{ field: 'name', code: 'missing' }];
	return name.length > LONGEST_SESSION_NAME ? [{ field: 'name', code: 'tooLong' }] : [];
}

function evaluatorFaults({ evaluators, gold }: SentSession): SessionFault[] {
	const faults: SessionFault[] = [];
	if (!isBetween(evaluators.length, LEAST_EVALUATORS, MOST_EVALUATORS))
		faults.push({ field: 'evaluators', code: 'number' });
	if (gold !== '' && !evaluators.includes(gold)) faults.push({ field: 'gold', code: 'notAmong' });
	return faults;
}

export interface CheckedTimes {
	/** The end of the day it is due on. */
	readonly dueAtMs: number;
	/** Null: picked by hand. */
	readonly draw: DrawRequest | null;
}

/** `nowMs` is when it was sent. */
export function checkSession(
	sent: SentSession,
	{ zone, nowMs }: { readonly zone: string; readonly nowMs: number }
): { readonly faults: SessionFault[]; readonly times: CheckedTimes } {
	const dueAtMs = dayEndMs(sent.due, zone);
	const faults = [...nameFault(sent), ...evaluatorFaults(sent)];
	if (dueAtMs === null || dueAtMs <= nowMs) faults.push({ field: 'due', code: 'past' });
	const times = { dueAtMs: dueAtMs ?? nowMs, draw: null };
	if (sent.way === 'hand') {
		if (!isBetween(sent.contacts.length, LEAST_CONTACTS, MOST_CONTACTS))
			faults.push({ field: 'contacts', code: 'number' });
		return { faults, times };
	}
	const draw = drawOf(sent, zone);
	faults.push(...drawFaults(sent, draw));
	return { faults, times: { ...times, draw } };
}

function drawOf({ from, to, channel, count, seed }: SentSession, zone: string): DrawRequest {
	const [fromMs, toMs] = [dayStartMs(from, zone) ?? 0, dayEndMs(to, zone) ?? 0];
	return { fromMs, toMs, channel, count, seed };
}

function drawFaults({ seed, count }: SentSession, { fromMs, toMs }: DrawRequest): SessionFault[] {
	const faults: SessionFault[] = [];
	if (seed === '') faults.push({ field: 'seed', code: 'missing' });
	if (seed.length > LONGEST_SESSION_SEED) faults.push({ field: 'seed', code: 'tooLong' });
	if (!isBetween(count, LEAST_CONTACTS, MOST_CONTACTS))
		faults.push({ field: 'count', code: 'number' });
	if (fromMs === 0 || toMs <= fromMs) faults.push({ field: 'range', code: 'order' });
	else if (toMs - fromMs > (LONGEST_RANGE_DAYS + 1) * DAY_MS)
		faults.push({ field: 'range', code: 'tooWide' });
	return faults;
}
