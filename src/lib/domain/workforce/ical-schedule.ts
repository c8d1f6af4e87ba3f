/** Schedules as a calendar (RFC 5545): each event is an activity of somebody, each repetition one of its own. */
import { dateIn, instantOf, plusDays } from './import-clock.ts';
import {
	CALENDAR_DAYS,
	LONGEST_ACTIVITY_MS,
	MOST_ACTIVITIES,
	fault,
	refusedFile
} from './import-activity.ts';
import type {
	ImportFault,
	ImportOptions,
	ImportedActivity,
	ImportedFile,
	ScheduledActivity
} from './import-activity.ts';
import { EventRefused, readEvent, readWallTime } from './ical-event.ts';
import type { CalendarEvent, WallTime } from './ical-event.ts';
import { cutCalendar } from './ical-lines.ts';
import type { CalendarCut } from './ical-lines.ts';
import { readDayRule, repeatDates } from './ical-rule.ts';
import type { DayBudget } from './ical-rule.ts';
import { activityOf } from './import-words.ts';

/** Days looked at for repetitions in one file: some thousand series, and about two seconds. */
const MOST_DAYS = 300_000;

const instant = ({ date, seconds, zone }: WallTime): number => instantOf(date, seconds ?? 0, zone);
/** Days off are compared as days, all else as instants. */
const keyOf = (at: WallTime): string => (at.seconds === null ? at.date : String(instant(at)));

interface Span {
	readonly startMs: number;
	readonly endMs: number;
	readonly isAllDay: boolean;
}

function activityIn({ titles, start }: CalendarEvent): ScheduledActivity {
	const named = titles.map(activityOf).find((activity) => activity !== null);
	if (start.seconds === null) {
		if (named === 'on_queue') throw new EventRefused('no-hours', titles.join(', '));
		return 'time_off';
	}
	if (named === undefined) throw new EventRefused('activity', titles.join(', '));
	return named;
}

/** Days off of several days are as many days: nobody works them in one go. */
function dayOffs({ start, end, durationMs }: CalendarEvent, from: WallTime): Span[] {
	const day = 86_400_000;
	const last = end ? Date.parse(`${end.date}T00:00:00Z`) : null;
	const length = last === null ? (durationMs ?? day) : last - Date.parse(`${start.date}T00:00:00Z`);
	const days = Math.max(1, Math.round(length / day));
	if (days > 366) throw new EventRefused('too-long', `${start.date} – ${end?.date ?? ''}`);
	return Array.from({ length: days }, (_, index) => ({
		startMs: instantOf(plusDays(from.date, index), 0, from.zone),
		endMs: instantOf(plusDays(from.date, index + 1), 0, from.zone),
		isAllDay: true
	}));
}

/** Every repetition lasts exactly as long as the first (RFC 5545 §3.8.5.3). */
function hoursAt(event: CalendarEvent, from: WallTime): Span[] {
	const { start, end, durationMs } = event;
	const lengthMs = end ? instant(end) - instant(start) : (durationMs ?? 0);
	const shown = `${start.date} ${event.titles[0] ?? ''}`;
	if (lengthMs <= 0) throw new EventRefused('order', shown);
	if (lengthMs > LONGEST_ACTIVITY_MS) throw new EventRefused('too-long', shown);
	const startMs = instant(from);
	return [{ startMs, endMs: startMs + lengthMs, isAllDay: false }];
}

class CalendarReader {
	readonly #options: ImportOptions;
	readonly #to: string;
	readonly #budget: DayBudget = { left: MOST_DAYS };
	readonly activities: ImportedActivity[] = [];
	readonly faults: ImportFault[] = [];
	leftOut = 0;

	constructor(options: ImportOptions) {
		this.#options = options;
		this.#to = plusDays(options.fromDate, CALENDAR_DAYS - 1);
	}

	get isFull(): boolean {
		return this.activities.length > MOST_ACTIVITIES;
	}

	/** `overridden`: the repetitions that are events of their own. */
	take(event: CalendarEvent, overridden: ReadonlySet<string>): void {
		try {
			this.#add(event, this.#starts(event, overridden));
		} catch (error) {
			this.refuse(event.line, error);
		}
	}

	refuse(line: number, error: unknown): void {
		if (!(error instanceof EventRefused)) throw error;
		this.faults.push(fault(line, error.code, error.shown));
	}

	#add(event: CalendarEvent, starts: readonly WallTime[]): void {
		const within = this.#spans(event, starts);
		if (within.length === 0) {
			this.leftOut += event.isCancelled ? 0 : 1;
			return;
		}
		const { agent } = this.#options;
		const agents = agent === null ? event.agents : [[agent]];
		if (agents.length === 0) throw new EventRefused('agent-missing', event.titles[0] ?? '');
		const activity = event.isCancelled ? 'time_off' : activityIn(event);
		const { line, isCancelled, sequence } = event;
		for (const span of within) {
			for (const names of agents)
				this.activities.push({ line, agent: names, activity, ...span, isCancelled, sequence });
			if (this.isFull) return;
		}
	}

	#spans(event: CalendarEvent, starts: readonly WallTime[]): Span[] {
		const isTimed = event.start.seconds !== null;
		return starts
			.flatMap((from) => (isTimed ? hoursAt(event, from) : dayOffs(event, from)))
			.filter(({ startMs }) => this.#isWithin(startMs));
	}

	#isWithin(startMs: number): boolean {
		const date = dateIn(startMs, this.#options.zone);
		return date >= this.#options.fromDate && date <= this.#to;
	}

	#starts(event: CalendarEvent, overridden: ReadonlySet<string>): WallTime[] {
		const { start, rule, added, excluded } = event;
		if (event.replaces !== null) return [start];
		const gone = new Set([...excluded.map(keyOf), ...overridden]);
		const dates = rule === null ? [start.date] : this.#repeats(event);
		const starts = [...dates.map((date) => ({ ...start, date })), ...added];
		const kept = new Map(starts.map((one) => [keyOf(one), one]));
		// An exclusion may name the day alone.
		return [...kept]
			.filter(([key, { date }]) => !gone.has(key) && !gone.has(date))
			.map(([, one]) => one);
	}

	#repeats({ rule, start, titles }: CalendarEvent): string[] {
		const shown = titles[0] ?? '';
		const dayRule = rule === null ? null : readDayRule(rule);
		if (rule === null || dayRule === null) throw new EventRefused('repeats', shown);
		const until = rule.until
			? readWallTime(rule.until.toString(), (isUtc) => (isUtc ? 'UTC' : start.zone))
			: null;
		const isWithin = (date: string): boolean =>
			until === null ||
			(until.seconds === null || start.seconds === null
				? date <= until.date
				: instant({ ...start, date }) <= instant(until));
		// A day more on either side: the zone of the event may be another than that of the centre.
		const window = {
			first: start.date,
			from: plusDays(this.#options.fromDate, -1),
			to: plusDays(this.#to, 1)
		};
		const dates = repeatDates(dayRule, window, isWithin, this.#budget);
		if (dates === null) throw new EventRefused('repeats-too-often', shown);
		return dates;
	}
}

/** Of two versions of one event the one with the higher number holds, of equal ones the later in the file. */
function newestOf(events: readonly CalendarEvent[]): CalendarEvent[] {
	const newest = new Map<string, CalendarEvent>();
	for (const event of events) {
		const key = JSON.stringify([event.uid, event.replaces === null ? '' : keyOf(event.replaces)]);
		const known = newest.get(key);
		if (!known || event.sequence >= known.sequence) newest.set(key, event);
	}
	return [...newest.values()];
}

/** The repetitions of each series that are events of their own. */
function overriddenOf(events: readonly CalendarEvent[]): Map<string, Set<string>> {
	const overridden = new Map<string, Set<string>>();
	for (const { uid, replaces } of events) {
		if (replaces === null) continue;
		overridden.set(uid, (overridden.get(uid) ?? new Set()).add(keyOf(replaces)));
	}
	return overridden;
}

function readEvents(cut: CalendarCut, reader: CalendarReader, zone: string): CalendarEvent[] {
	const around = { zone, zones: cut.zones, agent: cut.agent };
	return cut.events.flatMap(({ line, text }) => {
		try {
			return [readEvent(text, line, around)];
		} catch (error) {
			reader.refuse(line, error);
			return [];
		}
	});
}

/** Never throws: what cannot be taken is a fault with its line. */
export function readIcalSchedule(text: string, options: ImportOptions): ImportedFile {
	const cut = cutCalendar(text);
	if (cut === null) return refusedFile('not-a-calendar');
	if (cut.events.length === 0) return refusedFile('empty');
	if (cut.events.length > MOST_ACTIVITIES) return refusedFile('too-many', String(MOST_ACTIVITIES));
	const reader = new CalendarReader(options);
	const newest = newestOf(readEvents(cut, reader, options.zone));
	const overridden = overriddenOf(newest);
	for (const event of newest) {
		reader.take(event, overridden.get(event.uid) ?? new Set());
		if (reader.isFull) return refusedFile('too-many', String(MOST_ACTIVITIES));
	}
	const { activities, faults, leftOut } = reader;
	return { activities, faults, leftOut };
}
