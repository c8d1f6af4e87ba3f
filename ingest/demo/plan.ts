/** Who works on a day, and what the plan says they do when. */
import type { EventData } from '#lib/domain/events/event-types.ts';
import { MINUTE_MS } from './local-day.ts';
import type { LocalDay } from './local-day.ts';
import { Random } from './random.ts';
import { STAFF } from './staff.ts';
import type { Agent, HomeShift } from './staff.ts';

type Activity = EventData<'schedule.shift'>['activities'][number]['activity'];

export interface PlannedActivity {
	readonly activity: Activity;
	readonly startMs: number;
	readonly endMs: number;
}

export interface PlannedShift {
	readonly id: string;
	readonly agent: Agent;
	readonly startMs: number;
	readonly endMs: number;
	/** Without gaps from start to end. */
	readonly activities: readonly PlannedActivity[];
	/** Does not come: the plan stands, the state is absent. */
	readonly absent: boolean;
	/** Takes pauses as they like: one of the teams that answer calls, each day another. */
	readonly strays: boolean;
}

const SHIFT_MINUTES = 8 * 60;
const STARTS: Readonly<Record<HomeShift, number>> = {
	morning: 7,
	mid: 9,
	noon: 13,
	evening: 16,
	late: 23,
	night: 0
};

/**
 * People who work over midnight hand over to the next day in a meeting around it. Each day is simulated
 * on its own, so nobody may be in the middle of a contact of one day while the next one starts to use them.
 */
export const RELIEF_BEFORE_MS = 15 * MINUTE_MS;
export const RELIEF_AFTER_MS = 10 * MINUTE_MS;

interface Pause {
	readonly activity: Activity;
	readonly minute: number;
	readonly minutes: number;
}

const MEETING_WEEKDAYS: Readonly<Record<string, number>> = {
	Ventas: 1,
	Soporte: 2,
	Clientes: 3,
	Digital: 4
};

/** Minutes into the shift from which there is time for each, away from the peaks of the day. */
const PLACES: Readonly<
	Record<HomeShift, Readonly<Record<'first' | 'meal' | 'second' | 'extra', number>>>
> = {
	morning: { first: 115, second: 235, meal: 335, extra: 190 },
	mid: { first: 90, meal: 265, second: 390, extra: 190 },
	noon: { first: 100, meal: 200, second: 385, extra: 310 },
	evening: { first: 80, meal: 285, second: 395, extra: 175 },
	late: { first: 90, meal: 210, second: 355, extra: 300 },
	night: { first: 90, meal: 200, second: 350, extra: 305 }
};
const BREAK_WIDTH = 60;
const MEAL_WIDTH = 70;

/** Something besides contacts, early in the shift or in its middle. */
function extras(agent: Agent, day: LocalDay, random: Random): Pause[] {
	const list: Pause[] = [];
	const { extra } = PLACES[agent.home];
	if (day.weekday === MEETING_WEEKDAYS[agent.team]) {
		list.push({ activity: 'meeting', minute: 30 + 25 * random.integer(0, 1), minutes: 20 });
	} else if (random.chance(0.1)) {
		list.push({ activity: 'coaching', minute: 45, minutes: 25 });
	}
	if (random.chance(0.08)) list.push({ activity: 'training', minute: extra, minutes: 40 });
	else if (random.chance(0.2)) list.push({ activity: 'backoffice', minute: extra, minutes: 30 });
	return list;
}

/** `place` from 0 to 1 spreads the pauses of a team over the time there is for each. */
function pauses(agent: Agent, day: LocalDay, place: number, random: Random): Pause[] {
	const { first, meal, second } = PLACES[agent.home];
	const spread = (minute: number, width: number) => minute + 5 * Math.round((place * width) / 5);
	return [
		{ activity: 'break', minute: spread(first, BREAK_WIDTH), minutes: 15 },
		{ activity: 'meal', minute: spread(meal, MEAL_WIDTH), minutes: 30 },
		{ activity: 'break', minute: spread(second, BREAK_WIDTH), minutes: 15 },
		...(agent.home === 'late' ? [] : extras(agent, day, random))
	];
}

/** Fills what is between the pauses with work. */
function timetable(startMs: number, endMs: number, between: PlannedActivity[]): PlannedActivity[] {
	const filled: PlannedActivity[] = [];
	let cursorMs = startMs;
	for (const pause of between.sort((a, b) => a.startMs - b.startMs)) {
		if (pause.startMs > cursorMs) {
			filled.push({ activity: 'on_queue', startMs: cursorMs, endMs: pause.startMs });
		}
		filled.push(pause);
		cursorMs = pause.endMs;
	}
	if (cursorMs < endMs) filled.push({ activity: 'on_queue', startMs: cursorMs, endMs });
	return filled;
}

function planShift(agent: Agent, day: LocalDay, place: number, random: Random): PlannedShift {
	const startMs = agent.home === 'night' ? day.startMs : day.at(STARTS[agent.home]);
	const endMs = agent.home === 'evening' ? day.endMs : startMs + SHIFT_MINUTES * MINUTE_MS;
	const between = pauses(agent, day, place, random).map(({ activity, minute, minutes }) => ({
		activity,
		startMs: startMs + minute * MINUTE_MS,
		endMs: startMs + (minute + minutes) * MINUTE_MS
	}));
	if (agent.home === 'late') {
		between.push({
			activity: 'meeting',
			startMs: day.endMs - RELIEF_BEFORE_MS,
			endMs: day.endMs + RELIEF_AFTER_MS
		});
	}
	const core = agent.home === 'morning' || agent.home === 'mid' || agent.home === 'noon';
	return {
		id: `${agent.id}-${day.date}`,
		agent,
		startMs,
		endMs,
		activities: timetable(startMs, endMs, between),
		absent: core && random.chance(0.035),
		strays: false
	};
}

/** The shifts that start on this day; one of them may end on the next. */
export function planDay(seed: string, day: LocalDay): readonly PlannedShift[] {
	const random = new Random(`${seed}|plan|${day.date}`);
	const working = STAFF.filter((agent) => !agent.daysOff.includes(day.weekday));
	const shifts = working.map((agent) => {
		const group = working.filter(({ team, home }) => team === agent.team && home === agent.home);
		const place = group.indexOf(agent) / Math.max(1, group.length - 1);
		return planShift(agent, day, place, random);
	});
	return withStray(shifts, new Random(`${seed}|stray|${day.date}`));
}

const STRAYING_TEAMS: readonly string[] = ['Ventas', 'Soporte'];

function withStray(shifts: readonly PlannedShift[], random: Random): readonly PlannedShift[] {
	const choice = shifts.filter(
		({ agent, absent }) => !absent && agent.home === 'mid' && STRAYING_TEAMS.includes(agent.team)
	);
	const stray = choice.length === 0 ? null : random.pick(choice);
	return shifts.map((shift) => (shift === stray ? { ...shift, strays: true } : shift));
}

export const goesOverMidnight = (shift: PlannedShift): boolean => shift.agent.home === 'late';
export const endsAtMidnight = (shift: PlannedShift): boolean => shift.agent.home === 'evening';
