/** What a file with schedules says, one planned activity after the other, before anything is known of who may plan whom. */
import type { EventData } from '../events/event-types.ts';

export type ScheduledActivity = EventData<'schedule.shift'>['activities'][number]['activity'];

export interface ImportedActivity {
	/** Where it begins in the file, from 1. */
	readonly line: number;
	/** How the file names the agent: an id, an e-mail or a name, the surest first. Empty: not at all. */
	readonly agent: readonly string[];
	readonly activity: ScheduledActivity;
	readonly startMs: number;
	readonly endMs: number;
	/** A day off as a whole, without hours. */
	readonly isAllDay: boolean;
	/** Only says that the file speaks of this time: nothing is planned then. */
	readonly isCancelled: boolean;
	/** What the file calls its own revision; 0 where it does not. */
	readonly sequence: number;
}

/** Why a line, or the whole file, cannot be taken. Each has words on screen (`workforce.fault.…`). */
export const IMPORT_FAULTS = [
	// The file.
	'empty',
	'too-big',
	'too-many',
	'not-a-calendar',
	'header',
	'table',
	// A line.
	'agent-missing',
	'agent-unknown',
	'agent-several',
	'date',
	'time',
	'zone',
	'activity',
	'no-hours',
	'order',
	'too-long',
	'far-away',
	'repeats',
	'repeats-too-often',
	'following',
	'event',
	'overlap',
	'outside-shift'
] as const;
export type ImportFaultCode = (typeof IMPORT_FAULTS)[number];

export interface ImportFault {
	/** From 1; null: the file as a whole, and nothing of it can be taken. */
	readonly line: number | null;
	readonly code: ImportFaultCode;
	/** What stands there, cut to what fits on a screen. */
	readonly text: string;
}

export interface ImportedFile {
	readonly activities: readonly ImportedActivity[];
	readonly faults: readonly ImportFault[];
	/** Events outside of the twelve weeks that are taken of a calendar. */
	readonly leftOut: number;
}

export interface ImportOptions {
	/** Of times that name none: that of the centre. */
	readonly zone: string;
	/** A calendar is taken from this day on, for twelve weeks: `2026-11-20`. */
	readonly fromDate: string;
	/** Whom the whole file is for, whatever it says itself; null: it says so. */
	readonly agent: string | null;
}

export const MOST_FILE_BYTES = 5 * 1024 * 1024;
export const MOST_ACTIVITIES = 20_000;
export const LONGEST_ACTIVITY_MS = 24 * 3_600_000;
export const CALENDAR_DAYS = 12 * 7;
/** A date further away than this is a slip of the pen. */
export const FARTHEST_DAYS = 400;

const SHOWN_CHARACTERS = 120;

export const fault = (line: number | null, code: ImportFaultCode, text = ''): ImportFault => ({
	line,
	code,
	text: text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
});

export const refusedFile = (code: ImportFaultCode, text = ''): ImportedFile => ({
	activities: [],
	faults: [fault(null, code, text)],
	leftOut: 0
});
