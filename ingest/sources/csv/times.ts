/** Times of a mapping as functions of a row. */
import { parseTimestampMs } from '#lib/domain/events/timestamp.ts';
import { compileCondition, timeIndex } from './conditions.ts';
import type { Scope } from './conditions.ts';
import { compilePattern } from './date-pattern.ts';
import type { LocalParts, ParseLocal } from './date-pattern.ts';
import type { LocalTime } from './local-time.ts';
import { MappingError } from './mapping.ts';
import type { Time } from './mapping.ts';
import { compileDuration } from './numbers.ts';
import { RowError, shown } from './row.ts';
import type { Row } from './row.ts';

/** Null: the row has no such time. Throws RowError. */
export type ReadTime = (row: Row) => number | null;

export interface TimeScope extends Scope {
	readonly local: LocalTime;
	readonly dateFormat: string;
	readonly timeFormat: string;
}

const DAY_MS = 24 * 3_600_000;
const HALF_DAY_MS = DAY_MS / 2;

type ObjectTime = Exclude<Time, string>;
type ClockTime = Extract<ObjectTime, { date: string }>;
type ColumnTime = Extract<ObjectTime, { datetime: string }>;
type ShiftedTime = Extract<ObjectTime, { from: Time }>;

const localMs = (parts: LocalParts): number =>
	Date.UTC(parts.year, parts.month - 1, parts.day) + parts.msOfDay;

function parsed(parse: ParseLocal, text: string, column: string, format: string): LocalParts {
	const parts = parse(text);
	if (parts === null)
		throw new RowError(`column ${column}: ${shown(text)} is not of the form ${format}`);
	return parts;
}

function clockTime(expression: ClockTime, scope: TimeScope): ReadTime {
	const { date, time, absent = [''], afterMidnight } = expression;
	const dateFormat = expression.dateFormat ?? scope.dateFormat;
	const timeFormat = expression.timeFormat ?? scope.timeFormat;
	const [readDate, readTime] = [scope.columns.reader(date), scope.columns.reader(time)];
	const [parseDate, parseTime] = [compilePattern(dateFormat), compilePattern(timeFormat)];
	return (row) => {
		const text = readTime(row);
		if (absent.includes(text)) return null;
		const day = parsed(parseDate, readDate(row), date, dateFormat);
		const clock = parsed(parseTime, text, time, timeFormat);
		const atMs = localMs({ ...day, msOfDay: clock.msOfDay });
		const instant = scope.local.instant(atMs, row);
		const { latestMs } = row;
		const restarted =
			afterMidnight !== undefined && latestMs !== null && instant < latestMs - HALF_DAY_MS;
		return restarted ? scope.local.instant(atMs + DAY_MS, row) : instant;
	};
}

const ISO_LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?$/;
const isoPattern = compilePattern("yyyy-MM-dd'T'HH:mm:ss.S");

/** With an offset it is an instant, without one a local time. */
function isoInstant(text: string, row: Row, scope: TimeScope): number | null {
	const withOffset = parseTimestampMs(text);
	if (withOffset !== null) return withOffset;
	const match = ISO_LOCAL.exec(text);
	if (!match) return null;
	const [, date = '', minutes = '', seconds = ':00', fraction = '.0'] = match;
	const parts = isoPattern(`${date}T${minutes}${seconds}${fraction}`);
	return parts === null ? null : scope.local.instant(localMs(parts), row);
}

type ReadText = (text: string, row: Row) => number | null;

function readerOf(format: string, scope: TimeScope): ReadText {
	const epoch =
		(unitMs: number): ReadText =>
		(text) =>
			/^\d{1,14}(\.\d{1,9})?$/.test(text) ? Math.floor(Number(text) * unitMs) : null;
	switch (format) {
		case 'iso':
			return (text, row) => isoInstant(text, row, scope);
		case 'epoch-s':
			return epoch(1000);
		case 'epoch-ms':
			return epoch(1);
		default: {
			const parse = compilePattern(format);
			return (text, row) => {
				const parts = parse(text);
				return parts === null ? null : scope.local.instant(localMs(parts), row);
			};
		}
	}
}

function columnTime({ datetime, format, absent = [''] }: ColumnTime, scope: TimeScope): ReadTime {
	const read = scope.columns.reader(datetime);
	const parse = readerOf(format, scope);
	return (row) => {
		const text = read(row);
		if (absent.includes(text)) return null;
		const ms = parse(text, row);
		if (ms === null)
			throw new RowError(`column ${datetime}: ${shown(text)} is not of the form ${format}`);
		return ms;
	};
}

/** A length that is absent in the row leaves no time: nothing is guessed. */
function shiftedTime({ from, plus, minus }: ShiftedTime, scope: TimeScope): ReadTime {
	const base = compileTime(from, scope);
	const compile = (duration: typeof plus) =>
		duration ? compileDuration(duration, scope.columns, scope.parseNumber) : () => 0;
	const [add, subtract] = [compile(plus), compile(minus)];
	return (row) => {
		const [ms, more, less] = [base(row), add(row), subtract(row)];
		return ms === null || more === null || less === null ? null : ms + more - less;
	};
}

function fixedTime(instant: string): ReadTime {
	const ms = parseTimestampMs(instant);
	if (ms === null)
		throw new MappingError(`"${instant}" must be a time with offset, such as 2026-01-01T00:00:00Z`);
	return () => ms;
}

export function compileTime(expression: Time, scope: TimeScope): ReadTime {
	if (typeof expression === 'string') {
		const index = timeIndex(scope, expression);
		return (row) => row.times[index] ?? null;
	}
	if ('date' in expression) return clockTime(expression, scope);
	if ('datetime' in expression) return columnTime(expression, scope);
	if ('instant' in expression) return fixedTime(expression.instant);
	if ('from' in expression) return shiftedTime(expression, scope);
	if ('first' in expression) {
		const readers = expression.first.map((part) => compileTime(part, scope));
		return (row) => {
			for (const read of readers) {
				const ms = read(row);
				if (ms !== null) return ms;
			}
			return null;
		};
	}
	const test = compileCondition(expression.if, scope);
	const then = compileTime(expression.then, scope);
	const otherwise =
		expression.else === undefined ? () => null : compileTime(expression.else, scope);
	return (row) => (test(row) ? then(row) : otherwise(row));
}
