/** Dates and times of day by a pattern such as `dd/MM/yyyy H:mm:ss`. */
import { MappingError } from './mapping.ts';

/** What a text said; fields the pattern has not are 0 or the first. */
export interface LocalParts {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	/** Since the midnight before; up to two days, for clocks that count past 24:00. */
	readonly msOfDay: number;
}

type Field =
	| 'year'
	| 'shortYear'
	| 'month'
	| 'day'
	| 'hour'
	| 'hour12'
	| 'minute'
	| 'second'
	| 'fraction'
	| 'half';

const TOKENS: Readonly<Record<string, readonly [Field, string]>> = {
	yyyy: ['year', '\\d{4}'],
	yy: ['shortYear', '\\d{2}'],
	MM: ['month', '\\d{2}'],
	M: ['month', '\\d{1,2}'],
	dd: ['day', '\\d{2}'],
	d: ['day', '\\d{1,2}'],
	HH: ['hour', '\\d{2}'],
	H: ['hour', '\\d{1,2}'],
	hh: ['hour12', '\\d{2}'],
	h: ['hour12', '\\d{1,2}'],
	mm: ['minute', '\\d{2}'],
	m: ['minute', '\\d{1,2}'],
	ss: ['second', '\\d{2}'],
	s: ['second', '\\d{1,2}'],
	S: ['fraction', '\\d{1,9}'],
	a: ['half', '[AaPp]\\.?[Mm]\\.?']
};
const PIECE = /'([^']*)'|yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|S+|a|[^A-Za-z']|[A-Za-z]/g;

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Two-digit years: 70 to 99 are of the last century. */
const CENTURY_TURN = 70;
const LAST_HOUR = 47;

type Read = Partial<Record<Field, string>>;

function hourOf(read: Read): number | null {
	if (read.hour !== undefined) return Number(read.hour) <= LAST_HOUR ? Number(read.hour) : null;
	if (read.hour12 === undefined) return 0;
	const hour = Number(read.hour12);
	if (hour < 1 || hour > 12) return null;
	return (hour % 12) + (/^p/i.test(read.half ?? '') ? 12 : 0);
}

function msOfDay(read: Read): number | null {
	const hour = hourOf(read);
	const minute = Number(read.minute ?? 0);
	const second = Number(read.second ?? 0);
	if (hour === null || minute > 59 || second > 59) return null;
	const fraction = Math.floor(Number(`0.${read.fraction ?? '0'}`) * 1000 + 1e-9);
	return ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
}

function yearOf(read: Read): number {
	if (read.year !== undefined) return Number(read.year);
	if (read.shortYear === undefined) return 1970;
	const short = Number(read.shortYear);
	return short >= CENTURY_TURN ? 1900 + short : 2000 + short;
}

/** Null for a date that is not in the calendar. */
function partsOf(read: Read): LocalParts | null {
	const year = yearOf(read);
	const month = Number(read.month ?? 1);
	const day = Number(read.day ?? 1);
	const ms = msOfDay(read);
	if (ms === null || year < 1000 || month < 1 || month > 12) return null;
	const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
	return day >= 1 && day <= days ? { year, month, day, msOfDay: ms } : null;
}

export type ParseLocal = (text: string) => LocalParts | null;

/** Throws MappingError for a letter that stands for nothing. */
export function compilePattern(pattern: string): ParseLocal {
	const fields: Field[] = [];
	let source = '';
	for (const [piece, literal] of pattern.matchAll(PIECE)) {
		const token = TOKENS[piece.startsWith('S') ? 'S' : piece];
		if (token) {
			fields.push(token[0]);
			source += `(${token[1]})`;
		} else if (literal === undefined && /[A-Za-z]/.test(piece)) {
			throw new MappingError(
				`The format "${pattern}" has "${piece}", which stands for nothing; put text between ' '`
			);
		} else {
			source += escape(literal ?? piece);
		}
	}
	const regex = new RegExp(`^${source}$`);
	return (text) => {
		const match = regex.exec(text);
		if (!match) return null;
		const read: Read = {};
		for (const [index, field] of fields.entries()) read[field] = match[index + 1] ?? '';
		return partsOf(read);
	};
}
