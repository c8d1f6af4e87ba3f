/** One value of a figure: of a node of the tree of teams, for a month, as somebody entered it. A correction is a new revision. */
import { isMonth } from '../month.ts';
import type { Month } from '../month.ts';
import { hasDenominator } from './figure.ts';
import type { Figure } from './figure.ts';

/** `entered` waits for somebody else; `withdrawn` by whoever entered it, or because another was entered instead. */
export const VALUE_STATES = ['entered', 'approved', 'refused', 'withdrawn'] as const;
export type ValueState = (typeof VALUE_STATES)[number];

/** The numbers, in the unit of the figure: money in cents, durations in milliseconds. */
export interface Entry {
	readonly numerator: number;
	/** Null for a figure without one. */
	readonly denominator: number | null;
	/** People, answers, hours … behind it. */
	readonly n: number;
	readonly isEstimate: boolean;
	/** There is no value: takes back one that was a mistake. */
	readonly isVoid: boolean;
	readonly source: string;
	/** In words, or an address. */
	readonly evidence: string;
}

/** Where a value stands. */
export interface Spot {
	/** Id of the figure. */
	readonly figure: string;
	/** Node of the tree of teams. */
	readonly team: string;
	readonly month: Month;
}

export interface FigureValue extends Spot, Entry {
	/** 1, 2, 3 … of its spot. */
	readonly revision: number;
	readonly state: ValueState;
	readonly enteredAtMs: number;
	/** Id of a person or a token. */
	readonly enteredBy: string;
	readonly decidedAtMs: number | null;
	readonly decidedBy: string | null;
	/** Why it was decided so. */
	readonly decision: string;
}

export const FIRST_MONTH: Month = '2000-01';
export const LONGEST_SOURCE = 500;
export const LONGEST_EVIDENCE = 2000;
export const LONGEST_DECISION = 500;
/** Far above any number of a contact centre, far below where whole numbers lose their last digit. */
export const LARGEST_NUMBER = 1e15;

export const ENTRY_FAULTS = [
	'month',
	'future',
	'numerator',
	'denominator',
	'n',
	'share',
	'source',
	'evidence'
] as const;
export type EntryFault = (typeof ENTRY_FAULTS)[number];

const isNumber = (value: number): boolean =>
	Number.isFinite(value) && Math.abs(value) <= LARGEST_NUMBER;

const isWhole = ({ unit }: Figure, numerator: number): boolean =>
	unit !== 'money' || Number.isInteger(numerator);

const isPositive = (value: number | null): value is number =>
	value !== null && isNumber(value) && value > 0;

/** A balance lies between −1 and 1. */
const isBalance = (figure: Figure, { numerator, denominator }: Entry): boolean =>
	!isPositive(denominator) ||
	figure.unit !== 'balance' ||
	Math.abs((figure.factor * numerator) / denominator) <= 1;

const isTold = ({ isVoid, denominator }: Entry, { adding }: Figure): boolean =>
	hasDenominator(adding) && !isVoid ? isPositive(denominator) : denominator === null;

/** In the order of the fields of a form; empty: it can be stored. `share`: a balance beyond −1 and 1. */
export function entryFaults(
	figure: Figure,
	entry: Entry,
	{ month, thisMonth }: { readonly month: Month; readonly thisMonth: Month }
): EntryFault[] {
	const { numerator, n, source, evidence } = entry;
	const right: Record<EntryFault, boolean> = {
		month: isMonth(month) && month >= FIRST_MONTH,
		future: !isMonth(month) || month <= thisMonth,
		numerator: isNumber(numerator) && isWhole(figure, numerator),
		denominator: isTold(entry, figure),
		n: isNumber(n) && n >= 0,
		share: isBalance(figure, entry),
		source: source !== '' && source.length <= LONGEST_SOURCE,
		evidence: evidence.length <= LONGEST_EVIDENCE
	};
	return ENTRY_FAULTS.filter((fault) => !right[fault]);
}

/** The same numbers, told the same way: entering them again is no correction. */
export const isSameEntry = (a: Entry, b: Entry): boolean =>
	a.numerator === b.numerator &&
	a.denominator === b.denominator &&
	a.n === b.n &&
	a.isEstimate === b.isEstimate &&
	a.isVoid === b.isVoid &&
	a.source === b.source &&
	a.evidence === b.evidence;

/** In the unit of the figure. Null: it says that there is none. */
export function valueOfEntry(figure: Figure, entry: Entry): number | null {
	if (entry.isVoid) return null;
	if (entry.denominator === null) return entry.numerator;
	return entry.denominator > 0 ? (figure.factor * entry.numerator) / entry.denominator : null;
}

/** What a spot has come to. */
export interface SpotState {
	/** The one that counts: the newest that was approved. Null: none, or it says that there is none. */
	readonly counting: FigureValue | null;
	/** Waits for approval; null: none does. */
	readonly waiting: FigureValue | null;
	/** The newest revision there is, of any state. */
	readonly newest: FigureValue | null;
}

const NO_VALUE: SpotState = { counting: null, waiting: null, newest: null };

/** Of the values of one spot, in any order. */
export function spotState(values: readonly FigureValue[]): SpotState {
	const sorted = [...values].sort((a, b) => a.revision - b.revision);
	const newest = sorted.at(-1);
	if (!newest) return NO_VALUE;
	const approved = sorted.findLast(({ state }) => state === 'approved') ?? null;
	return {
		counting: approved?.isVoid === true ? null : approved,
		waiting: newest.state === 'entered' ? newest : null,
		newest
	};
}

export const spotKey = ({ figure, team, month }: Spot): string =>
	JSON.stringify([figure, team, month]);

export function bySpot(values: readonly FigureValue[]): Map<string, FigureValue[]> {
	const spots = new Map<string, FigureValue[]>();
	for (const value of values) {
		const key = spotKey(value);
		const there = spots.get(key);
		if (there) there.push(value);
		else spots.set(key, [value]);
	}
	return spots;
}
