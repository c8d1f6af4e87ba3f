/**
 * Until when a complaint that came on a day must be resolved: the end of so many working days after that day (article 30 of
 * Ley 39/2015: neither Saturdays nor Sundays nor holidays count, and the day itself does not). Days are those of the region.
 */
import { readMoment } from '../queues/local-moment.ts';
import { daysIn, spanishDays } from './holidays.ts';
import type { HolidayEntry } from './holidays.ts';
import type { RegulationSettings } from './settings.ts';

const DAY_MS = 86_400_000;

/** A working day of the calendar of a region, and what holds from then until the next one. */
export interface TermDay {
	/** As settings name it, in small letters; empty: of a contact of no known region. */
	readonly region: string;
	/** The instant the day begins. */
	readonly fromMs: number;
	/** The first instant that is too late, for complaints that came by then. */
	readonly dueMs: number;
	/** The same of undue charges. */
	readonly undueDueMs: number;
	/** Working days since the beginning of the calendar, this one among them. */
	readonly workingDays: number;
}

export interface Years {
	readonly from: number;
	/** The last one. */
	readonly to: number;
}

interface Calendar {
	readonly region: string;
	readonly zone: string;
	readonly days: readonly HolidayEntry[];
}

/** As a label or a topic is compared. */
export const folded = (word: string): string => word.trim().toLowerCase();

const calendarsOf = ({ regions, days }: RegulationSettings, zone: string): Calendar[] => [
	{ region: '', zone, days },
	...regions.map((region) => ({
		region: folded(region.code),
		zone: region.zone === '' ? zone : region.zone,
		days: [...days, ...region.days]
	}))
];

function holidaysOf(calendar: Calendar, hasSpanishDays: boolean, { from, to }: Years): Set<string> {
	const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
	return new Set(
		years.flatMap((year) => [
			...(hasSpanishDays ? spanishDays(year) : []),
			...daysIn(calendar.days, year)
		])
	);
}

const isWeekend = (ms: number): boolean => [0, 6].includes(new Date(ms).getUTCDay());

interface Day {
	/** Midnight as if in UTC. */
	readonly localMs: number;
	/** When it begins in the zone. */
	readonly fromMs: number;
}

/** A year more than asked, so that what comes on the last day has its term. */
function daysOf(zone: string, { from, to }: Years): Day[] {
	const out: Day[] = [];
	for (let localMs = Date.UTC(from, 0, 1); localMs < Date.UTC(to + 2, 0, 1); localMs += DAY_MS) {
		const text = `${new Date(localMs).toISOString().slice(0, 10)}T00:00`;
		out.push({ localMs, fromMs: readMoment(text, zone) ?? localMs });
	}
	return out;
}

function termsOf(
	calendar: Calendar,
	days: readonly Day[],
	{ settings, years }: { settings: RegulationSettings; years: Years }
): TermDay[] {
	const { hasSpanishDays, complaintDays, undueChargeDays } = settings;
	const reach = { from: years.from, to: years.to + 1 };
	const holidays = holidaysOf(calendar, hasSpanishDays, reach);
	const isWorking = days.map(
		({ localMs }) =>
			!isWeekend(localMs) && !holidays.has(new Date(localMs).toISOString().slice(0, 10))
	);
	const working = isWorking.flatMap((is, index) => (is ? [index] : []));
	let passed = 0;
	const countUpTo = isWorking.map((is) => (passed += is ? 1 : 0));
	const last = Date.UTC(years.to + 1, 0, 1);
	return days.flatMap(({ localMs, fromMs }, index) => {
		// Before the first working day something must hold, too.
		if (localMs >= last || (isWorking[index] !== true && index > 0)) return [];
		const workingDays = countUpTo[index] ?? 0;
		// The nth working day after this one is over when the day that follows it begins.
		const after = (count: number): number =>
			days[(working[workingDays + count - 1] ?? days.length) + 1]?.fromMs ?? Infinity;
		const terms = { dueMs: after(complaintDays), undueDueMs: after(undueChargeDays) };
		return [{ region: calendar.region, fromMs, ...terms, workingDays }];
	});
}

/** The working days of the years in every region, the one of nobody first, each in the order of time. */
export function termDays(settings: RegulationSettings, years: Years, zone: string): TermDay[] {
	const byZone = new Map<string, Day[]>();
	return calendarsOf(settings, zone).flatMap((calendar) => {
		const days = byZone.get(calendar.zone) ?? daysOf(calendar.zone, years);
		byZone.set(calendar.zone, days);
		return termsOf(calendar, days, { settings, years });
	});
}
