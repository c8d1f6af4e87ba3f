/**
 * How an initiative stands against its plan, by earned value: what is done against what should be done by now, and against
 * what was spent. Source: Project Management Institute, Practice Standard for Earned Value Management.
 */
import { differenceInCalendarDays } from 'date-fns';
import type { CalendarDay } from '../../history/period.ts';
import type { Level } from '../level.ts';
import { countedMilestones, isOverdue } from './initiative.ts';
import type { Initiative } from './initiative.ts';

/** As far behind its plan, in parts of the whole, an initiative may be and still be on it. */
export const SMALL_VARIANCE = 0.05;
/** Further behind is bad. */
export const LARGE_VARIANCE = 0.15;
/** Shares are computed with floating-point numbers: this much is rounding. */
const ROUNDING = 1e-9;

export type Stage = 'planned' | 'underWay' | 'finished' | 'cancelled';

export interface InitiativeStatus {
	readonly stage: Stage;
	/** What is done, 0..1. */
	readonly done: number;
	/** What should be done by now, 0..1. */
	readonly due: number;
	/** done − due. */
	readonly scheduleVariance: number;
	/** What is done less what was spent, in parts of the budget; null: it has none. */
	readonly costVariance: number | null;
	/** What it will have cost if it goes on as until now, in cents; null: no budget, or nothing done yet. */
	readonly estimateCents: number | null;
	readonly overdueMilestones: number;
	/** `none`: not begun, or ended. */
	readonly schedule: Level;
	/** `none`: no budget, not begun, or cancelled. */
	readonly budget: Level;
	/** The worse of the two. */
	readonly level: Level;
}

/** Whole days from one day to another. */
export const daysBetween = (from: CalendarDay, to: CalendarDay): number =>
	differenceInCalendarDays(new Date(`${to}T00:00:00`), new Date(`${from}T00:00:00`));

const within = (share: number): number => Math.min(1, Math.max(0, share));

interface Progress {
	readonly done: number;
	readonly due: number;
}

/** Told by its owner against the days that have passed, or by its milestones against those that are due. */
function progressOf(initiative: Initiative, today: CalendarDay): Progress {
	const { startsOn, endsOn, doneShare } = initiative;
	const milestones = countedMilestones(initiative);
	// The first day is over on the second.
	const passed = within(daysBetween(startsOn, today) / (daysBetween(startsOn, endsOn) + 1));
	if (doneShare !== null) return { done: doneShare, due: passed };
	if (milestones.length === 0) return { done: 0, due: passed };
	const count = (is: (one: (typeof milestones)[number]) => boolean): number =>
		milestones.filter(is).length / milestones.length;
	return {
		done: count(({ doneOn }) => doneOn !== null),
		// What is done ahead of its day was due all the same: being early in one hides no delay in another.
		due: count(({ dueOn }) => dueOn < today)
	};
}

function stageOf({ ended, startsOn }: Initiative, today: CalendarDay): Stage {
	if (ended !== null) return ended.as;
	return startsOn > today ? 'planned' : 'underWay';
}

function levelOfVariance(variance: number): Level {
	if (variance >= -SMALL_VARIANCE - ROUNDING) return 'good';
	return variance >= -LARGE_VARIANCE - ROUNDING ? 'warn' : 'bad';
}

const WORST_FIRST: readonly Level[] = ['bad', 'warn', 'good'];
const worseOf = (...levels: readonly Level[]): Level =>
	WORST_FIRST.find((level) => levels.includes(level)) ?? 'none';

/** Behind plan, overdue, or past its end. */
function scheduleLevel(
	{ endsOn }: Initiative,
	{ done, due }: Progress,
	{ today, overdue }: { readonly today: CalendarDay; readonly overdue: number }
): Level {
	if (endsOn < today && done < 1) return 'bad';
	return worseOf(levelOfVariance(done - due), overdue > 0 ? 'warn' : 'good');
}

const costVarianceOf = ({ budgetCents, spentCents }: Initiative, done: number): number | null =>
	budgetCents === 0 ? null : done - spentCents / budgetCents;

/** BAC ÷ CPI, where CPI is done × budget ÷ spent. */
const estimateOf = ({ budgetCents, spentCents }: Initiative, done: number): number | null =>
	budgetCents === 0 || done === 0 ? null : Math.round(spentCents / done);

export function statusOf(initiative: Initiative, today: CalendarDay): InitiativeStatus {
	const stage = stageOf(initiative, today);
	const isJudged = stage === 'underWay';
	const progress = stage === 'finished' ? { done: 1, due: 1 } : progressOf(initiative, today);
	const { done, due } = progress;
	const overdue = isJudged
		? countedMilestones(initiative).filter((one) => isOverdue(one, today)).length
		: 0;
	const costVariance = costVarianceOf(initiative, done);
	const schedule = isJudged ? scheduleLevel(initiative, progress, { today, overdue }) : 'none';
	const isCostJudged = costVariance !== null && (isJudged || stage === 'finished');
	const budget = isCostJudged ? levelOfVariance(costVariance) : 'none';
	return {
		...{ stage, done, due, costVariance, schedule, budget },
		scheduleVariance: done - due,
		estimateCents: estimateOf(initiative, done),
		overdueMilestones: overdue,
		level: worseOf(schedule, budget)
	};
}
