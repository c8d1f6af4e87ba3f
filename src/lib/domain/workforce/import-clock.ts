/** Dates and times of files, and what they are in a zone. */
import { TZDate, tzOffset } from '@date-fns/tz';
import { format } from 'date-fns';

const DAY_MS = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

/** A time of day in whole seconds. */
export type DaySeconds = number;
const DAY_S = 86_400;

/** Null for a date that is in no calendar. */
export function dateText(year: number, month: number, day: number): string | null {
	const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
	const ms = Date.parse(`${text}T00:00:00Z`);
	return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text) ? text : null;
}

export const plusDays = (date: string, days: number): string =>
	new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Calendar days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
	Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** Serial numbers of spreadsheets count days from here. */
const SERIAL_EPOCH = '1899-12-30';

const DATE_FORMS: readonly {
	readonly form: RegExp;
	readonly read: (a: string, b: string, c: string) => string | null;
}[] = [
	{
		form: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
		read: (year, month, day) => dateText(Number(year), Number(month), Number(day))
	},
	{
		// The day is first, as Spanish, Portuguese and British write it.
		form: /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/,
		read: (day, month, year) => dateText(Number(year), Number(month), Number(day))
	},
	{
		form: /^(\d{4})(\d{2})(\d{2})$/,
		read: (year, month, day) => dateText(Number(year), Number(month), Number(day))
	},
	{
		form: /^(\d)(\d{4})([.,]0+)?$/,
		read: (first, rest) => plusDays(SERIAL_EPOCH, Number(first + rest))
	}
];

/** `2026-11-20`, `20/11/2026`, `20.11.2026`, `20261120` or the number of a spreadsheet (46346). */
export function readDate(text: string): string | null {
	for (const { form, read } of DATE_FORMS) {
		const [, a, b, c] = form.exec(text.trim()) ?? [];
		if (a !== undefined && b !== undefined) return read(a, b, c ?? '');
	}
	return null;
}

const TIME = /^(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?|h(\d{2})?)$/i;
/** With half a day beside it an hour may stand alone. */
const HALF = /^(\d{1,2}(?:[:.]\d{2}(?::\d{2})?)?) ?([ap])\.? ?m\.?$/i;
const FRACTION = /^(?:0?[.,]\d+|0)$/;

function readClock(text: string): DaySeconds | null {
	const [found, hours, minutes, seconds = '0', afterH] = TIME.exec(text) ?? [];
	if (found === undefined) return null;
	const [minute, second] = [Number(minutes ?? afterH ?? '0'), Number(seconds)];
	const total = Number(hours) * 3600 + minute * 60 + second;
	return minute > 59 || second > 59 || total > DAY_S ? null : total;
}

function readHalfDay(clock: string, half: string): DaySeconds | null {
	const within = readClock(/[:.]/.test(clock) ? clock : `${clock}:00`);
	if (within === null || within < 3600 || within >= 13 * 3600) return null;
	return (within % (DAY_S / 2)) + (half.toLowerCase() === 'p' ? DAY_S / 2 : 0);
}

/** `9:00`, `09:00:30`, `9.00`, `9h30`, `9:00 PM` or a fraction of the day (0.375); `24:00` is the end of the day. */
export function readTime(text: string): DaySeconds | null {
	const trimmed = text.trim().replace(/[\u202f\u00a0]/g, ' ');
	if (FRACTION.test(trimmed)) return Math.round(Number(trimmed.replace(',', '.')) * DAY_S);
	const [, clock, half] = HALF.exec(trimmed) ?? [];
	return clock === undefined || half === undefined ? readClock(trimmed) : readHalfDay(clock, half);
}

const offsetMs = (ms: number, zone: string): number => tzOffset(zone, new Date(ms)) * 60_000;

/**
 * The instant at which clocks of the zone show this. Of a time they show twice the first; one they skip is counted with the
 * offset from before (RFC 5545 §3.3.5), so that what follows each other in a plan still does.
 */
export function instantOf(date: string, seconds: DaySeconds, zone: string): number {
	const local = Date.parse(`${date}T00:00:00Z`) + seconds * 1000;
	// A change of the clocks lies between a day before and a day after, if there is one.
	const before = local - offsetMs(local - DAY_MS, zone);
	const after = local - offsetMs(local + DAY_MS, zone);
	const shown = [before, after].filter((ms) => ms + offsetMs(ms, zone) === local);
	return shown.length === 0 ? before : Math.min(...shown);
}

/** The date in the zone at an instant. */
export const dateIn = (ms: number, zone: string): string =>
	format(new TZDate(ms, zone), 'yyyy-MM-dd');

/** The first instant of a day, also where clocks change at midnight. */
export const startOfDate = (date: string, zone: string): number => instantOf(date, 0, zone);

/** Names of Outlook and Exchange, for the zones contact centres of these languages are in. */
const WINDOWS_ZONES: Readonly<Record<string, string>> = {
	UTC: 'UTC',
	'Romance Standard Time': 'Europe/Madrid',
	'GMT Standard Time': 'Europe/London',
	'W. Europe Standard Time': 'Europe/Berlin',
	'Central Europe Standard Time': 'Europe/Budapest',
	'Central European Standard Time': 'Europe/Warsaw',
	'Azores Standard Time': 'Atlantic/Azores',
	'Morocco Standard Time': 'Africa/Casablanca',
	'Eastern Standard Time': 'America/New_York',
	'Central Standard Time': 'America/Chicago',
	'Mountain Standard Time': 'America/Denver',
	'Pacific Standard Time': 'America/Los_Angeles',
	'Central Standard Time (Mexico)': 'America/Mexico_City',
	'Mountain Standard Time (Mexico)': 'America/Mazatlan',
	'Central America Standard Time': 'America/Guatemala',
	'SA Pacific Standard Time': 'America/Bogota',
	'SA Western Standard Time': 'America/La_Paz',
	'Venezuela Standard Time': 'America/Caracas',
	'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
	'Pacific SA Standard Time': 'America/Santiago',
	'Paraguay Standard Time': 'America/Asuncion',
	'Montevideo Standard Time': 'America/Montevideo',
	'E. South America Standard Time': 'America/Sao_Paulo',
	'SA Eastern Standard Time': 'America/Fortaleza',
	'India Standard Time': 'Asia/Kolkata'
};

const known = new Map<string, boolean>();
function isZone(name: string): boolean {
	const remembered = known.get(name);
	if (remembered !== undefined) return remembered;
	let works = true;
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
	} catch {
		works = false;
	}
	// A file may name as many as it likes.
	if (known.size < 1000) known.set(name, works);
	return works;
}

/** A zone by the name of the time zone database, a path that ends in one, or the name Windows has for it; null: none. */
export function zoneOf(name: string): string | null {
	const trimmed = name.trim();
	const windows = Object.hasOwn(WINDOWS_ZONES, trimmed) ? WINDOWS_ZONES[trimmed] : undefined;
	if (windows !== undefined) return windows;
	const tail = /[A-Za-z_]+\/[A-Za-z0-9_+-]+$/.exec(trimmed)?.[0] ?? '';
	return (
		[trimmed, tail].find((one) => /^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(one) && isZone(one)) ??
		null
	);
}
