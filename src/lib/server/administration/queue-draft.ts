/** The settings of a queue as the form of the administration sends them. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Channel, SERVICE_LEVEL_FORMULAS } from '#lib/domain/events/event-types.ts';
import type { ServiceLevelFormula } from '#lib/domain/events/event-types.ts';
import { isTimeZone } from '#lib/domain/metrics/interval.ts';
import { CLOSED_WEEK, WEEKDAYS, overlapping, readDay } from '#lib/domain/queues/business-hours.ts';
import type { Span, Weekday, WeeklyHours } from '#lib/domain/queues/business-hours.ts';
import { readMoment } from '#lib/domain/queues/local-moment.ts';
import { FROM_THE_BEGINNING, MOST_HOLIDAYS } from '#lib/domain/queues/queue-version.ts';
import type { Holiday, QueueVersion } from '#lib/domain/queues/queue-version.ts';
import { readWait } from '#lib/domain/queues/wait-text.ts';
import type { QueueFault, SentQueue, ValidFrom } from '#lib/domain/administration/queue-form.ts';
import { flagField, rawField, textField } from '../form-fields.ts';

const checkChannel = TypeCompiler.Compile(Channel);
const LONGEST_NAME = 200;
const MOST_WAIT_MS = 30 * 86_400_000;
/** What is older than this is a slip of the pen; so is what is further ahead. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const FURTHEST_MS = 10 * 366 * 86_400_000;
/** A form takes a moment to be sent: what was "now" for a person is not the past. */
const JUST_NOW_MS = 60_000;

const isFormula = (word: string): word is ServiceLevelFormula =>
	(SERVICE_LEVEL_FORMULAS as readonly string[]).includes(word);
const VALID_FROM: readonly ValidFrom[] = ['now', 'moment', 'beginning', 'same'];

function readHolidays(form: FormData): Holiday[] {
	const texts = (name: string) =>
		form.getAll(name).map((value) => (typeof value === 'string' ? value : ''));
	const names = texts('holidayName');
	return texts('holidayDate')
		.map((date, index) => ({ date: date.trim(), name: (names[index] ?? '').trim() }))
		.filter(({ date, name }) => date !== '' || name !== '')
		.slice(0, MOST_HOLIDAYS);
}

export function readSentQueue(form: FormData): SentQueue {
	const formula = textField(form, 'formula');
	const validFrom = textField(form, 'validFrom');
	return {
		name: textField(form, 'name'),
		channel: textField(form, 'channel'),
		threshold: textField(form, 'threshold'),
		shortAbandon: textField(form, 'shortAbandon'),
		formula: isFormula(formula) ? formula : 'A',
		zone: textField(form, 'zone'),
		validFrom: VALID_FROM.find((one) => one === validFrom) ?? 'now',
		moment: textField(form, 'moment'),
		hasHours: textField(form, 'hasHours') === 'yes',
		days: Object.fromEntries(
			WEEKDAYS.map((day) => [day, rawField(form, day).slice(0, 300)])
		) as Record<Weekday, string>,
		holidays: readHolidays(form)
	};
}

const wait = (text: string): number | null => {
	const ms = readWait(text);
	return ms !== null && ms <= MOST_WAIT_MS ? ms : null;
};

function readHours(sent: SentQueue, faults: QueueFault[]): WeeklyHours | null {
	if (!sent.hasHours) return null;
	const hours: Record<Weekday, Span[]> = structuredClone(CLOSED_WEEK);
	for (const day of WEEKDAYS) {
		const read = readDay(sent.days[day]);
		if (typeof read === 'string') faults.push({ field: day, code: read });
		else hours[day] = read;
	}
	for (const day of overlapping(hours)) faults.push({ field: day, code: 'overlap' });
	return hours;
}

const isDate = (text: string): boolean => readMoment(`${text}T12:00`, 'UTC') !== null;

/** By date, each once; the last that was typed. */
function tidyHolidays(holidays: readonly Holiday[], faults: QueueFault[]): Holiday[] {
	if (!holidays.every(({ date }) => isDate(date)))
		faults.push({ field: 'holidays', code: 'holiday' });
	const byDate = new Map(
		holidays.map(({ date, name }) => [date, { date, name: name.slice(0, LONGEST_NAME) }])
	);
	return [...byDate.values()].sort((a, b) => a.date.localeCompare(b.date));
}

export interface QueueDraft {
	readonly validFromMs: number;
	readonly version: QueueVersion;
}

export type ReadQueue =
	| ({ readonly ok: true } & QueueDraft)
	| { readonly ok: false; readonly faults: readonly QueueFault[] };

function readValidFrom(
	sent: SentQueue,
	{ nowMs, sameMs }: Pick<DraftContext, 'nowMs' | 'sameMs'>
): number | null {
	switch (sent.validFrom) {
		case 'beginning':
			return FROM_THE_BEGINNING;
		case 'same':
			return sameMs;
		case 'now':
			return nowMs;
		case 'moment': {
			const ms = isTimeZone(sent.zone) ? readMoment(sent.moment, sent.zone) : null;
			return ms !== null && ms >= EARLIEST_MS && ms <= nowMs + FURTHEST_MS ? ms : null;
		}
		default:
			return sent.validFrom satisfies never;
	}
}

export interface DraftContext {
	readonly nowMs: number;
	/** Of the version that is corrected; null for a new one. */
	readonly sameMs: number | null;
}

const CHECKS = {
	name: (sent: SentQueue) => sent.name.slice(0, LONGEST_NAME) || null,
	channel: (sent: SentQueue) => (checkChannel.Check(sent.channel) ? sent.channel : null),
	thresholdMs: (sent: SentQueue) => wait(sent.threshold),
	shortAbandonMs: (sent: SentQueue) => wait(sent.shortAbandon),
	zone: (sent: SentQueue) => (isTimeZone(sent.zone) ? sent.zone : null)
};
type Plain = { [F in keyof typeof CHECKS]: NonNullable<ReturnType<(typeof CHECKS)[F]>> };

const FAULTS: Readonly<Record<keyof Plain, QueueFault>> = {
	name: { field: 'name', code: 'missing' },
	channel: { field: 'channel', code: 'word' },
	thresholdMs: { field: 'threshold', code: 'wait' },
	shortAbandonMs: { field: 'shortAbandon', code: 'wait' },
	zone: { field: 'zone', code: 'zone' }
};

/** The settings that are one value each. */
function readPlain(sent: SentQueue, faults: QueueFault[]): Plain | null {
	const fields = Object.keys(CHECKS) as (keyof Plain)[];
	const values = fields.map((field) => [field, CHECKS[field](sent)] as const);
	const missing = values.filter(([, value]) => value === null);
	faults.push(...missing.map(([field]) => FAULTS[field]));
	return missing.length === 0 ? (Object.fromEntries(values) as Plain) : null;
}

export function checkQueue(sent: SentQueue, form: FormData, context: DraftContext): ReadQueue {
	const faults: QueueFault[] = [];
	const plain = readPlain(sent, faults);
	const validFromMs = readValidFrom(sent, context);
	const hours = readHours(sent, faults);
	const holidays = tidyHolidays(sent.holidays, faults);
	if (validFromMs === null) faults.push({ field: 'moment', code: 'moment' });
	else if (validFromMs < context.nowMs - JUST_NOW_MS && !flagField(form, 'past'))
		faults.push({ field: 'past', code: 'past' });
	if (plain === null || validFromMs === null || faults.length > 0) return { ok: false, faults };
	return {
		ok: true,
		validFromMs,
		version: { ...plain, slFormula: sent.formula, hours, holidays }
	};
}
