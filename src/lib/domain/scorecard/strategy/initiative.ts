/** An initiative: what is done, by whom, until when and for how much, so that measures of a scorecard move. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { readDay } from '../../history/period.ts';
import type { CalendarDay } from '../../history/period.ts';
import { MONTH_PATTERN } from '../month.ts';

export const MOST_INITIATIVES = 200;
export const MOST_MILESTONES = 30;
export const MOST_EFFECTS = 12;
/** Ten billion, in cents. */
export const MOST_CENTS = 1_000_000_000_000;
const LONGEST_YEARS = 20;

/** `2026-11-20`; that it is a day of the calendar is seen by initiativeFaults. */
const Day = Type.String({ minLength: 10, maxLength: 10 });
const ItemId = Type.String({ minLength: 1, maxLength: 60 });
const Cents = Type.Integer({ minimum: 0, maximum: MOST_CENTS });

export const Milestone = Type.Object({
	name: Type.String({ minLength: 1, maxLength: 200 }),
	/** A step of the milestone before it that is none. */
	isStep: Type.Boolean(),
	dueOn: Day,
	/** Null: not done yet. */
	doneOn: Type.Union([Day, Type.Null()])
});
export type Milestone = Static<typeof Milestone>;

export const ExpectedEffect = Type.Object({
	/** Id of a measure of the scorecard. */
	measure: ItemId,
	/** By how much its value is to change, with its sign, in the unit of the measure. */
	change: Type.Number(),
	/** Until when. */
	month: Type.String({ pattern: MONTH_PATTERN })
});
export type ExpectedEffect = Static<typeof ExpectedEffect>;

export const Initiative = Type.Object({
	name: Type.String({ minLength: 1, maxLength: 160 }),
	/** What is done, and why it should help. */
	description: Type.String({ maxLength: 4000 }),
	/** Who pays for it and clears its way. */
	sponsor: Type.String({ maxLength: 120 }),
	/** Who does it. */
	owner: Type.String({ maxLength: 120 }),
	startsOn: Day,
	endsOn: Day,
	/** 0: it has none of its own. */
	budgetCents: Cents,
	spentCents: Cents,
	/** Share that is done as its owner says, 0..1; null: told by its milestones. */
	doneShare: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
	/** Ids of objectives of the scorecard. */
	objectives: Type.Array(ItemId, { maxItems: 40 }),
	milestones: Type.Array(Milestone, { maxItems: MOST_MILESTONES }),
	effects: Type.Array(ExpectedEffect, { maxItems: MOST_EFFECTS }),
	/** Null: under way, or not begun. */
	ended: Type.Union([
		Type.Object({
			as: Type.Union([Type.Literal('finished'), Type.Literal('cancelled')]),
			on: Day
		}),
		Type.Null()
	])
});
export type Initiative = Static<typeof Initiative>;

export type InitiativeFault =
	| 'name'
	| 'startsOn'
	| 'endsOn'
	| 'endedOn'
	| 'firstStep'
	| `milestone.${number}`
	| `effect.${number}`
	| `effectTwice.${number}`;

const isDay = (text: string): boolean => readDay(text) !== null;

function milestoneFaults({ milestones }: Initiative): InitiativeFault[] {
	const faults = milestones.flatMap(({ name, dueOn, doneOn }, at): InitiativeFault[] =>
		name !== '' && isDay(dueOn) && (doneOn === null || isDay(doneOn)) ? [] : [`milestone.${at}`]
	);
	return milestones[0]?.isStep === true ? [...faults, 'firstStep'] : faults;
}

function effectFaults(
	{ effects, startsOn }: Initiative,
	measures: readonly string[]
): InitiativeFault[] {
	return effects.flatMap(({ measure, change, month }, at): InitiativeFault[] => {
		const isTwice = effects.findIndex((one) => one.measure === measure) < at;
		if (isTwice) return [`effectTwice.${at}`];
		const isSound =
			measures.includes(measure) &&
			Number.isFinite(change) &&
			change !== 0 &&
			month >= startsOn.slice(0, 7);
		return isSound ? [] : [`effect.${at}`];
	});
}

/** What is wrong with an initiative that has the right shape; `measures` are those it may name. */
export function initiativeFaults(
	initiative: Initiative,
	measures: readonly string[]
): InitiativeFault[] {
	const { name, startsOn, endsOn, ended } = initiative;
	const faults: InitiativeFault[] = [];
	if (name === '') faults.push('name');
	if (!isDay(startsOn)) faults.push('startsOn');
	const lastYear = Number(startsOn.slice(0, 4)) + LONGEST_YEARS;
	if (!isDay(endsOn) || endsOn < startsOn || Number(endsOn.slice(0, 4)) > lastYear) {
		faults.push('endsOn');
	}
	if (ended !== null && (!isDay(ended.on) || ended.on < startsOn)) faults.push('endedOn');
	return [...faults, ...milestoneFaults(initiative), ...effectFaults(initiative, measures)];
}

/** A milestone that has steps is done by its steps: only what has none counts. */
export const countedMilestones = ({ milestones }: Pick<Initiative, 'milestones'>): Milestone[] =>
	milestones.filter(({ isStep }, at) => isStep || milestones[at + 1]?.isStep !== true);

/** Overdue: the day it was due is over. */
export const isOverdue = ({ dueOn, doneOn }: Milestone, today: CalendarDay): boolean =>
	doneOn === null && dueOn < today;
