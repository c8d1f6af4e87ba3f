/** An initiative as a form has it: every field as text, so that what was refused comes back as it was typed. */
import { readAmount, writeAmount } from '../edit/amount-text.ts';
import type { MeasureUnit } from '../measure-unit.ts';
import { isMonth } from '../month.ts';
import type { DecimalMark } from '../typed-number.ts';
import { MOST_CENTS, initiativeFaults } from './initiative.ts';
import type { ExpectedEffect, Initiative, InitiativeFault, Milestone } from './initiative.ts';

export interface SentMilestone {
	readonly name: string;
	readonly isStep: boolean;
	readonly dueOn: string;
	readonly doneOn: string;
}

export interface SentEffect {
	readonly measure: string;
	readonly change: string;
	readonly month: string;
}

export interface SentInitiative {
	readonly name: string;
	readonly description: string;
	readonly sponsor: string;
	readonly owner: string;
	readonly startsOn: string;
	readonly endsOn: string;
	readonly budget: string;
	readonly spent: string;
	/** Empty: told by its milestones. */
	readonly done: string;
	readonly objectives: readonly string[];
	readonly milestones: readonly SentMilestone[];
	readonly effects: readonly SentEffect[];
	/** `finished`, `cancelled` or empty. */
	readonly endedAs: string;
	readonly endedOn: string;
}

export type SentFault = InitiativeFault | 'budget' | 'spent' | 'done';

/** Units of the measures that may be named, by id. */
export type MeasureUnits = ReadonlyMap<string, MeasureUnit>;

/** With its sign in front, which durations do not have. */
const writeChange = (change: number, unit: MeasureUnit, mark: DecimalMark): string =>
	`${change < 0 ? '-' : '+'}${writeAmount(Math.abs(change), unit, mark)}`;

export function sentOf(
	initiative: Initiative,
	units: MeasureUnits,
	mark: DecimalMark
): SentInitiative {
	const { budgetCents, spentCents, doneShare, milestones, effects, ended, ...rest } = initiative;
	const money = (cents: number): string => writeAmount(cents, 'money', mark);
	return {
		...rest,
		budget: budgetCents === 0 ? '' : money(budgetCents),
		spent: spentCents === 0 ? '' : money(spentCents),
		done: doneShare === null ? '' : writeAmount(doneShare, 'ratio', mark),
		milestones: milestones.map(({ doneOn, ...one }) => ({ ...one, doneOn: doneOn ?? '' })),
		effects: effects.map(({ measure, change, month }) => ({
			...{ measure, month },
			change: writeChange(change, units.get(measure) ?? 'number', mark)
		})),
		endedAs: ended?.as ?? '',
		endedOn: ended?.on ?? ''
	};
}

/** Null: no number of the unit, or one that may mean two. */
function readSure(text: string, unit: MeasureUnit, mark: DecimalMark): number | null {
	const amount = readAmount(text, unit, mark);
	return amount === 'ambiguous' ? null : amount;
}

/** Durations are read without a sign elsewhere; a change may be less. */
function readChange(text: string, unit: MeasureUnit, mark: DecimalMark): number | null {
	const [, minus = '', rest = ''] = /^\s*([-−]?)\s*\+?\s*(.*)$/su.exec(text) ?? [];
	const amount = readSure(rest, unit, mark);
	if (amount === null) return null;
	return minus === '' ? amount : -amount;
}

/** Null: no amount; what is left empty is nothing. */
function readCents(text: string, mark: DecimalMark): number | null {
	if (text.trim() === '') return 0;
	const cents = readSure(text, 'money', mark);
	const isSound = cents !== null && cents >= 0 && cents <= MOST_CENTS;
	return isSound ? Math.round(cents) : null;
}

/** Undefined: no share. */
function readDone(text: string, mark: DecimalMark): number | null | undefined {
	if (text.trim() === '') return null;
	const share = readSure(text, 'ratio', mark);
	return share !== null && share >= 0 && share <= 1 ? share : undefined;
}

interface Reading {
	readonly units: MeasureUnits;
	readonly mark: DecimalMark;
}

const milestoneOf = ({ doneOn, ...one }: SentMilestone): Milestone => ({
	...one,
	doneOn: doneOn === '' ? null : doneOn
});

const effectOf = (
	{ measure, change, month }: SentEffect,
	{ units, mark }: Reading
): ExpectedEffect => ({
	measure,
	// What is no number is no change, which is a fault.
	change: readChange(change, units.get(measure) ?? 'number', mark) ?? 0,
	month: isMonth(month) ? month : ''
});

const endedOf = ({ endedAs, endedOn }: SentInitiative): Initiative['ended'] =>
	endedAs === 'finished' || endedAs === 'cancelled' ? { as: endedAs, on: endedOn } : null;

export interface ReadInitiative {
	readonly initiative: Initiative;
	readonly faults: readonly SentFault[];
}

/** What was typed as an initiative; with faults it must not be stored. `mark`: of the language of the page. */
export function initiativeOf(
	sent: SentInitiative,
	units: MeasureUnits,
	mark: DecimalMark
): ReadInitiative {
	const { name, description, sponsor, owner, startsOn, endsOn, objectives } = sent;
	const [budget, spent, done] = [
		readCents(sent.budget, mark),
		readCents(sent.spent, mark),
		readDone(sent.done, mark)
	];
	const initiative: Initiative = {
		...{ name, description, sponsor, owner, startsOn, endsOn, objectives: [...objectives] },
		...{ budgetCents: budget ?? 0, spentCents: spent ?? 0, doneShare: done ?? null },
		milestones: sent.milestones.map(milestoneOf),
		effects: sent.effects.map((effect) => effectOf(effect, { units, mark })),
		ended: endedOf(sent)
	};
	const faults: SentFault[] = initiativeFaults(initiative, [...units.keys()]);
	if (budget === null) faults.push('budget');
	if (spent === null) faults.push('spent');
	if (done === undefined) faults.push('done');
	return { initiative, faults };
}
