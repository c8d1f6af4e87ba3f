/**
 * Schedules as a table: one activity a line, with the columns agent, date, start, end, activity and zone in any order,
 * under headings in English, Spanish or Portuguese.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { daysBetween, instantOf, plusDays, readDate, readTime, zoneOf } from './import-clock.ts';
import type { DaySeconds } from './import-clock.ts';
import {
	FARTHEST_DAYS,
	LONGEST_ACTIVITY_MS,
	MOST_ACTIVITIES,
	fault,
	refusedFile
} from './import-activity.ts';
import type {
	ImportFault,
	ImportFaultCode,
	ImportOptions,
	ImportedActivity,
	ImportedFile
} from './import-activity.ts';
import { activityOf, columnOf } from './import-words.ts';
import type { Column } from './import-words.ts';

/** The longest line of a table of schedules is far shorter; an open quote must not swallow the file. */
const MOST_LINE_CHARACTERS = 4000;
const DELIMITERS = [';', ',', '\t'] as const;
const NEEDED: readonly Column[] = ['start', 'end', 'activity'];

interface Line {
	readonly line: number;
	readonly cells: readonly string[];
}
type Row = Readonly<Partial<Record<Column, string>>>;

/** What a line is refused for. */
class Refused extends Error {
	override readonly name = 'Refused';
	readonly code: ImportFaultCode;
	readonly shown: string;
	constructor(code: ImportFaultCode, shown: string) {
		super(code);
		this.code = code;
		this.shown = shown;
	}
}

/** The one of the three that parts the heading most often, outside of quotes. */
function delimiterOf(heading: string): string {
	const bare = heading.replace(/"[^"]*"/g, '');
	const count = (mark: string): number => bare.split(mark).length;
	return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

/** Excel writes which delimiter it means into a first line of its own. */
const withoutHint = (text: string): { text: string; skipped: number } => {
	const hint = /^\uFEFF?sep=.\r?\n/i.exec(text);
	return hint ? { text: text.slice(hint[0].length), skipped: 1 } : { text, skipped: 0 };
};

interface Parsed {
	readonly record: string[];
	readonly info: { readonly lines: number };
}

/** The line numbers are of where a record ends: a cell over several lines is rare, and close enough. */
function linesOf(whole: string): Line[] {
	const { text, skipped } = withoutHint(whole);
	const heading = text.trimStart().split(/\r?\n/, 1)[0] ?? '';
	const parsed = parse(text, {
		bom: true,
		delimiter: delimiterOf(heading),
		info: true,
		max_record_size: MOST_LINE_CHARACTERS,
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		skip_records_with_empty_values: true,
		to: MOST_ACTIVITIES + 2,
		trim: true
	}) as unknown as Parsed[];
	return parsed.map(({ record, info }) => ({ line: info.lines + skipped, cells: record }));
}

interface Moment {
	/** Null: only a time. */
	readonly date: string | null;
	readonly seconds: DaySeconds;
}

function dated(day: string, time: string): Moment | null {
	const [date, seconds] = [readDate(day), readTime(time)];
	return date === null || seconds === null ? null : { date, seconds };
}

/** A time, a date with a time, or the number of a spreadsheet for both. */
function readCell(text: string): Moment | null {
	const seconds = readTime(text);
	if (seconds !== null) return { date: null, seconds };
	const [, serial, fraction = '0'] = /^(\d{5})([.,]\d+)?$/.exec(text) ?? [];
	if (serial !== undefined) return dated(serial, fraction);
	const [, day, time] = /^(\S+?)[ T]+(.+)$/.exec(text) ?? [];
	return day === undefined || time === undefined ? null : dated(day, time);
}

function momentOf(row: Row, column: 'start' | 'end'): Moment {
	const text = row[column] ?? '';
	const moment = readCell(text);
	if (moment === null) throw new Refused('time', text);
	return moment;
}

function dateOf(row: Row, start: Moment): string {
	if (start.date !== null) return start.date;
	const text = row.date ?? '';
	const date = readDate(text.replace(/[ T]00:00(:00)?$/, ''));
	if (date === null) throw new Refused('date', text);
	return date;
}

function spanOf(
	row: Row,
	zone: string,
	{ fromDate }: ImportOptions
): Pick<ImportedActivity, 'startMs' | 'endMs'> {
	const start = momentOf(row, 'start');
	const end = momentOf(row, 'end');
	const date = dateOf(row, start);
	// Without a date of its own what ends before it begins ends on the day after.
	const endDate = end.date ?? (end.seconds <= start.seconds ? plusDays(date, 1) : date);
	if (Math.abs(daysBetween(fromDate, date)) > FARTHEST_DAYS) throw new Refused('far-away', date);
	const startMs = instantOf(date, start.seconds, zone);
	const endMs = instantOf(endDate, end.seconds, zone);
	if (endMs <= startMs) throw new Refused('order', `${row.start ?? ''} – ${row.end ?? ''}`);
	if (endMs - startMs > LONGEST_ACTIVITY_MS)
		throw new Refused('too-long', `${row.start ?? ''} – ${row.end ?? ''}`);
	return { startMs, endMs };
}

function zoneIn(row: Row, fallback: string): string {
	if (row.zone === undefined || row.zone === '') return fallback;
	const zone = zoneOf(row.zone);
	if (zone === null) throw new Refused('zone', row.zone);
	return zone;
}

function read(row: Row, line: number, options: ImportOptions): ImportedActivity {
	const agent = options.agent ?? row.agent ?? '';
	if (agent === '') throw new Refused('agent-missing', '');
	const activity = activityOf(row.activity ?? '');
	if (activity === null) throw new Refused('activity', row.activity ?? '');
	return {
		line,
		agent: [agent],
		activity,
		...spanOf(row, zoneIn(row, options.zone), options),
		isAllDay: false,
		isCancelled: false,
		sequence: 0
	};
}

function readLine(
	{ line, cells }: Line,
	columns: readonly (Column | null)[],
	options: ImportOptions
): ImportedActivity | ImportFault {
	const row: Partial<Record<Column, string>> = {};
	columns.forEach((column, index) => {
		if (column !== null) row[column] ??= cells[index] ?? '';
	});
	try {
		return read(row, line, options);
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		return fault(line, error.code, error.shown);
	}
}

/** The heading that is missing: the date may be part of the start, the agent chosen for the whole file. */
function missingColumn(columns: readonly (Column | null)[], agent: string | null): Column | null {
	const needed = agent === null ? (['agent', ...NEEDED] as const) : NEEDED;
	return needed.find((column) => !columns.includes(column)) ?? null;
}

function readTable(lines: readonly Line[], options: ImportOptions): ImportedFile {
	const [heading, ...rest] = lines;
	if (!heading || rest.length === 0) return refusedFile('empty');
	if (rest.length > MOST_ACTIVITIES) return refusedFile('too-many', String(MOST_ACTIVITIES));
	const columns = heading.cells.map(columnOf);
	const missing = missingColumn(columns, options.agent);
	if (missing !== null) return refusedFile('header', missing);
	const activities: ImportedActivity[] = [];
	const faults: ImportFault[] = [];
	for (const line of rest) {
		const one = readLine(line, columns, options);
		if ('code' in one) faults.push(one);
		else activities.push(one);
	}
	return { activities, faults, leftOut: 0 };
}

/** Never throws: what cannot be read is a fault with its line. */
export function readCsvSchedule(text: string, options: ImportOptions): ImportedFile {
	try {
		return readTable(linesOf(text), options);
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		const at = (error as CsvError & { lines?: number }).lines;
		return refusedFile('table', at === undefined ? '' : String(at));
	}
}
