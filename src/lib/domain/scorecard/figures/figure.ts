/**
 * A figure (dato introducido): a number that no event tells, such as turnover or hours of training, entered or imported by
 * month and node of the tree of teams.
 */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { MeasureUnit } from '../measure-unit.ts';

/** `percent` is a share, 0.45 is 45 %; `balance` a difference of shares, as an eNPS; money is cents, a duration milliseconds. */
export const FIGURE_UNITS = [
	'number',
	'percent',
	'balance',
	'money',
	'duration'
] as const satisfies readonly MeasureUnit[];
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/**
 * How months come together. `ratio`: the sum of the numerators by that of the denominators. `sum`: an amount that adds up.
 * `last`, `lastRatio`: a level, such as headcount, of which the last month counts. Nodes always come together by sums.
 */
export const ADDINGS = ['ratio', 'sum', 'lastRatio', 'last'] as const;
export type Adding = (typeof ADDINGS)[number];

export const hasDenominator = (adding: Adding): boolean =>
	adding === 'ratio' || adding === 'lastRatio';
export const isLevel = (adding: Adding): boolean => adding === 'last' || adding === 'lastRatio';

/** Names a figure in files and programs. */
export const FIGURE_CODE_PATTERN = '^[a-z][a-z0-9_]{0,59}$';
const FIGURE_CODE = new RegExp(FIGURE_CODE_PATTERN);
export const MOST_FACTOR = 1_000_000;

export const Figure = Type.Object({
	code: Type.String({ pattern: FIGURE_CODE_PATTERN }),
	name: Type.String({ minLength: 1, maxLength: 120 }),
	/** What it is for, and what it must not be used for. */
	description: Type.String({ maxLength: 2000 }),
	unit: Type.Union(FIGURE_UNITS.map((unit) => Type.Literal(unit))),
	adding: Type.Union(ADDINGS.map((adding) => Type.Literal(adding))),
	/** The value is numerator / denominator times this: 12 makes a monthly rate an annual one. 1 without a denominator. */
	factor: Type.Number({ exclusiveMinimum: 0, maximum: MOST_FACTOR }),
	/** What is counted: "Bajas". */
	numeratorName: Type.String({ maxLength: 120 }),
	/** "Plantilla media"; empty without a denominator. */
	denominatorName: Type.String({ maxLength: 120 }),
	/** Where its values usually come from: "Recursos Humanos". */
	source: Type.String({ maxLength: 500 })
});
export type Figure = Static<typeof Figure>;

/** Of a new figure: a number whose months add up. */
export const NEW_FIGURE: Figure = {
	code: '',
	name: '',
	description: '',
	unit: 'number',
	adding: 'sum',
	factor: 1,
	numeratorName: '',
	denominatorName: '',
	source: ''
};

export type FigureFault = 'code' | 'name' | 'unit' | 'factor' | 'denominatorName' | 'source';

/** Empty: it can be stored. `unit`: shares and balances are divided out of two numbers, or they could not come together. */
export function figureFaults(figure: Figure): FigureFault[] {
	const { adding, unit, factor, code, name } = figure;
	const isRatio = hasDenominator(adding);
	const isFactor = factor > 0 && factor <= MOST_FACTOR && (isRatio || factor === 1);
	const wrong: Record<FigureFault, boolean> = {
		code: !FIGURE_CODE.test(code),
		name: name === '',
		unit: !isRatio && (unit === 'percent' || unit === 'balance'),
		factor: !isFactor,
		denominatorName: isRatio && figure.denominatorName === '',
		source: figure.source === ''
	};
	return (Object.keys(wrong) as FigureFault[]).filter((fault) => wrong[fault]);
}

/** A figure whose values are stored keeps what they mean: another unit or another way to add is another figure. */
export const meansTheSame = (a: Figure, b: Figure): boolean =>
	a.code === b.code && a.unit === b.unit && a.adding === b.adding && a.factor === b.factor;

const CENTS = 100;
const HOUR_MS = 3_600_000;

/** What people type times this is what is stored: euros become cents, hours milliseconds. The denominator is as typed. */
export const numeratorScale = (unit: FigureUnit): number =>
	({ number: 1, percent: 1, balance: 1, money: CENTS, duration: HOUR_MS })[unit];
const PERCENT = 100;

/** The same of a whole value: shares are typed in per cent. */
export const valueScale = (unit: FigureUnit): number =>
	unit === 'percent' || unit === 'balance' ? 1 / PERCENT : numeratorScale(unit);
