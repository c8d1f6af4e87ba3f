/**
 * The spans in which a queue is attended, by all versions of its settings: what business time is the sum of. Says at every
 * instant what `isOpenAt` says of the version that is valid then.
 */
import { tzOffset } from '@date-fns/tz';
import { WEEKDAYS, spanMinutes } from './business-hours.ts';
import type { WeeklyHours } from './business-hours.ts';
import { latestOf } from './effective.ts';
import type { KnownVersion } from './effective.ts';

/** What a version says of when the queue is attended; null: not said. */
export type ScheduleVersion = Pick<KnownVersion, 'validFromMs' | 'zone' | 'hours' | 'holidays'>;

/** From an instant up to, not including, another one. */
export interface OpenSpan {
	readonly fromMs: number;
	readonly toMs: number;
}

interface Schedule {
	readonly zone: string;
	readonly hours: WeeklyHours | 'always';
	readonly holidays: ReadonlySet<string>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The moment from which the queue has a schedule; null: it never was given one. */
export function scheduledFrom(versions: readonly ScheduleVersion[]): number | null {
	const saying = versions.filter(({ hours }) => hours !== null);
	return saying.length === 0
		? null
		: saying.reduce((first, { validFromMs }) => Math.min(first, validFromMs), Infinity);
}

function scheduleAt(
	versions: readonly ScheduleVersion[],
	atMs: number,
	fallbackZone: string
): Schedule | null {
	const hours = latestOf(versions, atMs, 'hours');
	if (hours === null) return null;
	const holidays = latestOf(versions, atMs, 'holidays') ?? [];
	return {
		zone: latestOf(versions, atMs, 'zone') ?? fallbackZone,
		hours,
		holidays: new Set(holidays.map(({ date }) => date))
	};
}

const offsetMs = (zone: string, ms: number): number => tzOffset(zone, new Date(ms)) * MINUTE_MS;

/** The first instant after `lowMs` at which clocks are no longer `offset` ahead; they are not at `highMs`. */
function changeBetween(zone: string, offset: number, lowMs: number, highMs: number): number {
	let low = lowMs;
	let high = highMs;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (offsetMs(zone, middle) === offset) low = middle;
		else high = middle;
	}
	return high;
}

interface Stretch extends OpenSpan {
	/** How far clocks are ahead of UTC in all of it. */
	readonly offset: number;
}

/** Cut where clocks change. No zone changes its clocks twice within a day. */
function* stretches(zone: string, { fromMs, toMs }: OpenSpan): Generator<Stretch> {
	let startMs = fromMs;
	let offset = offsetMs(zone, startMs);
	for (let atMs = fromMs; atMs < toMs; atMs += DAY_MS) {
		const nextMs = Math.min(atMs + DAY_MS, toMs);
		if (offsetMs(zone, nextMs) === offset) continue;
		const changeMs = changeBetween(zone, offset, atMs, nextMs);
		yield { fromMs: startMs, toMs: changeMs, offset };
		startMs = changeMs;
		offset = offsetMs(zone, changeMs);
	}
	if (startMs < toMs) yield { fromMs: startMs, toMs, offset };
}

/** By a clock that never changes: `dayMs` is its midnight, counted as if it were UTC. */
function spansOfDay({ hours, holidays }: Schedule, dayMs: number): OpenSpan[] {
	const day = new Date(dayMs);
	if (holidays.has(day.toISOString().slice(0, 10))) return [];
	if (hours === 'always') return [{ fromMs: dayMs, toMs: dayMs + DAY_MS }];
	// Sunday is 0 to dates, and the last day to us.
	const weekday = WEEKDAYS[(day.getUTCDay() + 6) % 7];
	return (weekday ? hours[weekday] : []).map((span) => {
		const { from, to } = spanMinutes(span);
		return { fromMs: dayMs + from * MINUTE_MS, toMs: dayMs + to * MINUTE_MS };
	});
}

/** What clocks show is cut to the stretch: an hour they show twice is open twice, one they skip is not. */
function* openIn(schedule: Schedule, { fromMs, toMs, offset }: Stretch): Generator<OpenSpan> {
	const firstDayMs = Math.floor((fromMs + offset) / DAY_MS) * DAY_MS - DAY_MS;
	for (let dayMs = firstDayMs; dayMs < toMs + offset; dayMs += DAY_MS) {
		for (const span of spansOfDay(schedule, dayMs)) {
			const open = {
				fromMs: Math.max(span.fromMs - offset, fromMs),
				toMs: Math.min(span.toMs - offset, toMs)
			};
			if (open.fromMs < open.toMs) yield open;
		}
	}
}

/** Spans that touch or overlap are one. */
function joined(spans: readonly OpenSpan[]): OpenSpan[] {
	const sorted = [...spans].sort((a, b) => a.fromMs - b.fromMs);
	const all: OpenSpan[] = [];
	for (const span of sorted) {
		const last = all.at(-1);
		if (last && span.fromMs <= last.toMs)
			all[all.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
		else all.push(span);
	}
	return all;
}

/**
 * Spans within a range, earliest first, none touching another. None before the first version that says hours. A version is
 * in force from its moment up to that of the next, also in the middle of a span.
 */
export function openSpans(
	versions: readonly ScheduleVersion[],
	{ fromMs, toMs }: OpenSpan,
	fallbackZone: string
): OpenSpan[] {
	const moments = [...new Set([fromMs, ...versions.map(({ validFromMs }) => validFromMs)])]
		.filter((ms) => ms >= fromMs && ms < toMs)
		.sort((a, b) => a - b);
	const spans = moments.flatMap((startMs, index) => {
		const schedule = scheduleAt(versions, startMs, fallbackZone);
		if (schedule === null) return [];
		const range = { fromMs: startMs, toMs: moments[index + 1] ?? toMs };
		return [...stretches(schedule.zone, range)].flatMap((stretch) => [
			...openIn(schedule, stretch)
		]);
	});
	return joined(spans);
}
