/** Numbers and lengths of time as files write them. */
import type { Duration, Mapping } from './mapping.ts';
import { RowError, shown } from './row.ts';
import type { Columns, Row } from './row.ts';

export type ParseNumber = (text: string) => number | null;

/** By the decimal and thousands signs of the file; null for what is no number. */
export function numberParser(file: Mapping['file']): ParseNumber {
	const decimal = file?.decimal ?? '.';
	const thousands = file?.thousands ?? '';
	return (text) => {
		const joined = thousands === '' ? text : text.replaceAll(thousands, '');
		const plain = decimal === ',' ? joined.replace(',', '.') : joined;
		return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
	};
}

const UNIT_MS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 } as const;
const CLOCK = /^(?:(\d{1,6}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?$/;

/** `h:mm:ss` or `mm:ss`. */
function clockMs(text: string): number | null {
	const match = CLOCK.exec(text);
	if (!match) return null;
	const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
	const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
	return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}

export type ReadDuration = (row: Row) => number | null;

/** Milliseconds; null when the cell is one of the absent ones. */
export function compileDuration(
	duration: Duration,
	columns: Columns,
	parse: ParseNumber
): ReadDuration {
	if ('amount' in duration) {
		const ms = duration.amount * UNIT_MS[duration.unit];
		return () => ms;
	}
	const { column, unit, absent = [''] } = duration;
	const read = columns.reader(column);
	return (row) => {
		const text = read(row);
		if (absent.includes(text)) return null;
		const count = unit === 'clock' ? clockMs(text) : parse(text);
		if (count === null)
			throw new RowError(`column ${column}: ${shown(text)} is not a length of time`);
		return unit === 'clock' ? count : count * UNIT_MS[unit];
	};
}
