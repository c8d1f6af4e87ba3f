/** Initiatives on one time line: bars, their part that is done, milestones, today. All places are shares of its width, 0..1. */
import type { CalendarDay } from '../../history/period.ts';
import { monthsBetween, plusMonths } from '../month.ts';
import type { Month } from '../month.ts';
import type { Initiative, Milestone } from './initiative.ts';
import { isOverdue } from './initiative.ts';
import { daysBetween, statusOf } from './initiative-status.ts';

/** More marks than these stand too close to be read. */
const MOST_TICKS = 13;

export interface GanttTick {
	readonly month: Month;
	readonly at: number;
}

export interface GanttMilestone {
	readonly milestone: Milestone;
	/** Of the day it was done, or is due. */
	readonly at: number;
	readonly isOverdue: boolean;
}

export interface GanttBar {
	readonly from: number;
	readonly to: number;
	/** Where its done part ends. */
	readonly doneTo: number;
	readonly milestones: readonly GanttMilestone[];
}

export interface Gantt {
	readonly ticks: readonly GanttTick[];
	/** Null: it lies outside. */
	readonly today: number | null;
	/** In the order of the initiatives. */
	readonly bars: readonly GanttBar[];
}

/** From the first of the first month to the last of the last month of any of them. */
export function ganttOf(initiatives: readonly Initiative[], today: CalendarDay): Gantt {
	const all = initiatives.flatMap(({ startsOn, endsOn, milestones, ended }) => [
		...[startsOn, endsOn, ended?.on ?? endsOn],
		...milestones.flatMap(({ dueOn, doneOn }) => [doneOn ?? dueOn])
	]);
	const first = all.reduce((least, day) => (day < least ? day : least), all[0] ?? today);
	const last = all.reduce((most, day) => (day > most ? day : most), all[0] ?? today);
	const start = `${first.slice(0, 7)}-01`;
	const span = daysBetween(start, `${plusMonths(last.slice(0, 7), 1)}-01`);
	/** The start of a day. */
	const at = (day: CalendarDay): number => daysBetween(start, day) / span;
	const endOf = (day: CalendarDay): number => (daysBetween(start, day) + 1) / span;
	const months = monthsBetween(first.slice(0, 7), last.slice(0, 7));
	const every = Math.ceil(months.length / MOST_TICKS);
	return {
		ticks: months
			.filter((_, place) => place % every === 0)
			.map((month) => ({ month, at: at(`${month}-01`) })),
		today: at(today) >= 0 && at(today) <= 1 ? at(today) : null,
		bars: initiatives.map((initiative) => {
			const from = at(initiative.startsOn);
			const to = endOf(initiative.endsOn);
			return {
				...{ from, to },
				doneTo: from + (to - from) * statusOf(initiative, today).done,
				milestones: initiative.milestones.map((milestone) => ({
					milestone,
					at: at(milestone.doneOn ?? milestone.dueOn),
					isOverdue: initiative.ended === null && isOverdue(milestone, today)
				}))
			};
		})
	};
}
