/** A report by e-mail as its form sends it, and what may be wrong with it. */
import { LANGUAGES } from '../../../format/locale.ts';
import type { Language } from '../../../format/locale.ts';
import { COMPARISONS, RANGES } from '../period.ts';
import type { Comparison, Range } from '../period.ts';
import {
	LAST_DAY_OF_MONTH,
	LAST_DAY_OF_WEEK,
	MOST_RECIPIENTS,
	REPORT_FILES,
	RHYTHMS
} from './schedule.ts';
import type { ReportFile, ReportSchedule, Rhythm } from './schedule.ts';

/** Everything as it was typed or chosen. */
export interface SentSchedule {
	readonly unit: string;
	readonly every: Rhythm;
	readonly dayOfMonth: string;
	readonly dayOfWeek: string;
	readonly hour: string;
	readonly range: Range;
	readonly comparison: Comparison;
	readonly language: Language;
	readonly files: readonly ReportFile[];
	/** One address a line. */
	readonly recipients: string;
}

export const SCHEDULE_FIELDS = ['unit', 'day', 'hour', 'files', 'recipients'] as const;
export type ScheduleField = (typeof SCHEDULE_FIELDS)[number];

export const newSchedule = (unit: string, language: Language): SentSchedule => ({
	...{ unit, language, every: 'month', dayOfMonth: '3', dayOfWeek: '1', hour: '8' },
	...{ range: 'month', comparison: 'before', files: ['pdf'], recipients: '' }
});

export const sentOf = (
	{ every, day, hour, recipients, ...rest }: ReportSchedule,
	unit: string
): SentSchedule => ({
	...newSchedule(unit, rest.language),
	...rest,
	...{ every, hour: String(hour), recipients: recipients.join('\n') },
	...(every === 'month' ? { dayOfMonth: String(day) } : { dayOfWeek: String(day) })
});

const oneOf = <T extends string>(words: readonly T[], text: string | null, fallback: T): T =>
	words.find((word) => word === text) ?? fallback;

/** What is no choice of the form is what is usual. */
export function readChoices(
	field: (name: string) => string,
	chosen: (name: string) => readonly string[]
): Omit<SentSchedule, 'recipients'> {
	return {
		unit: field('unit'),
		every: oneOf(RHYTHMS, field('every'), 'month'),
		...{ dayOfMonth: field('dayOfMonth'), dayOfWeek: field('dayOfWeek'), hour: field('hour') },
		range: oneOf(RANGES, field('range'), 'month'),
		comparison: oneOf(COMPARISONS, field('comparison'), 'before'),
		language: oneOf(LANGUAGES, field('language'), 'es'),
		files: REPORT_FILES.filter((file) => chosen('files').includes(file))
	};
}

const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]{1,180}$/u;
const LAST_HOUR = 23;

/** Whole and in the range; null for anything else. */
function whole(text: string, least: number, most: number): number | null {
	const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
	return value >= least && value <= most ? value : null;
}

export type CheckedSchedule =
	| { readonly ok: true; readonly schedule: ReportSchedule }
	| { readonly ok: false; readonly faults: readonly ScheduleField[] };

/** `units`: the nodes it may show. `recipients`: one each, without repetitions. */
export function checkSchedule(
	sent: SentSchedule,
	{
		units,
		recipients
	}: { readonly units: readonly string[]; readonly recipients: readonly string[] }
): CheckedSchedule {
	const { every, range, comparison, language, files } = sent;
	const day =
		every === 'month'
			? whole(sent.dayOfMonth, 1, LAST_DAY_OF_MONTH)
			: whole(sent.dayOfWeek, 1, LAST_DAY_OF_WEEK);
	const hour = whole(sent.hour, 0, LAST_HOUR);
	const isAddressed =
		recipients.length > 0 &&
		recipients.length <= MOST_RECIPIENTS &&
		recipients.every((one) => EMAIL.test(one));
	const right: Record<ScheduleField, boolean> = {
		unit: units.includes(sent.unit),
		...{ day: day !== null, hour: hour !== null },
		...{ files: files.length > 0, recipients: isAddressed }
	};
	const faults = SCHEDULE_FIELDS.filter((field) => !right[field]);
	if (faults.length > 0 || day === null || hour === null) return { ok: false, faults };
	return {
		ok: true,
		schedule: {
			...{ every, day, hour, range, comparison, language },
			...{ files: [...files], recipients: [...recipients] }
		}
	};
}
