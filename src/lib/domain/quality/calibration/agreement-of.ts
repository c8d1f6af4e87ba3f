/** Agreement of several evaluators about the same contacts, with its interval: the contact is what is resampled. */
import type { Interval95 } from '../../statistics/confidence.ts';
import { bootstrapInterval } from '../../statistics/agreement/bootstrap.ts';
import { gwetAc1 } from '../../statistics/agreement/chance-corrected.ts';
import { cohenKappa } from '../../statistics/agreement/cohen-kappa.ts';
import { intraclassCorrelation } from '../../statistics/agreement/intraclass-correlation.ts';
import { krippendorffAlpha, nominalAlpha } from '../../statistics/agreement/krippendorff-alpha.ts';
import type { MeasurementLevel } from '../../statistics/agreement/krippendorff-alpha.ts';
import { percentAgreement } from '../../statistics/agreement/percent-agreement.ts';
import { countsOf, crossTable, saidOf } from '../../statistics/agreement/ratings.ts';
import type { Ratings } from '../../statistics/agreement/ratings.ts';
import type { ComparedAnswer } from './compared-answer.ts';

/** A coefficient; null where it says nothing. */
export interface Figure {
	readonly value: number;
	/** Null: too few contacts to say. */
	readonly interval: Interval95 | null;
}

export interface Agreement {
	/** Contacts with two answers or more. */
	readonly n: number;
	/** 0..1. */
	readonly percent: Figure | null;
	readonly alpha: Figure | null;
	readonly ac1: Figure | null;
	/** Only of two evaluators. */
	readonly kappa: Figure | null;
}

type Unit<T> = readonly (T | null)[];

export function figureOf<T>(
	units: readonly T[],
	statistic: (units: readonly T[]) => number | null
): Figure | null {
	const value = statistic(units);
	return value === null ? null : { value, interval: bootstrapInterval(units, statistic) };
}

const compared = (units: Ratings<unknown>): number =>
	units.filter((unit) => saidOf(unit).length > 1).length;

const categoryIn = (units: readonly Unit<ComparedAnswer>[]): Ratings<string> =>
	units.map((unit) => unit.map((answer) => answer?.category ?? null));

/** Of one question: one row a contact, one place an evaluator. */
export function agreementOfAnswers(
	units: readonly Unit<ComparedAnswer>[],
	{
		level,
		categories
	}: { readonly level: MeasurementLevel; readonly categories: readonly string[] | null }
): Agreement {
	const evaluators = units[0]?.length ?? 0;
	const alpha = (drawn: readonly Unit<ComparedAnswer>[]) =>
		level === 'nominal'
			? nominalAlpha(categoryIn(drawn))
			: krippendorffAlpha(
					drawn.map((unit) => unit.map((answer) => answer?.value ?? null)),
					level
				);
	const counted = (
		of: (ratings: Ratings<string>, categories: readonly string[]) => number | null
	) => (categories === null ? null : figureOf(categoryIn(units), (drawn) => of(drawn, categories)));
	return {
		n: compared(categoryIn(units)),
		percent: figureOf(categoryIn(units), percentAgreement),
		alpha: figureOf(units, (drawn) => alpha(drawn)?.alpha ?? null),
		ac1: counted((drawn, all) => gwetAc1(countsOf(drawn, all))),
		kappa:
			evaluators === 2
				? counted((drawn, all) => cohenKappa(crossTable(drawn, all))?.kappa ?? null)
				: null
	};
}

export interface TotalsAgreement {
	/** Contacts with two scores or more. */
	readonly n: number;
	/** At the interval level. */
	readonly alpha: Figure | null;
	/** Whether one evaluator can stand for another: ICC(2,1), over the contacts that all have scored. */
	readonly correlation: Figure | null;
	/** Contacts that all have scored. */
	readonly complete: number;
}

/** Of total scores, 0..1.1. */
export function agreementOfTotals(units: Ratings<number>): TotalsAgreement {
	return {
		n: compared(units),
		alpha: figureOf(units, (drawn) => krippendorffAlpha(drawn, 'interval')?.alpha ?? null),
		correlation: figureOf(units, (drawn) => intraclassCorrelation(drawn)?.agreement ?? null),
		complete: units.filter((unit) => unit.length > 1 && !unit.includes(null)).length
	};
}

/** All answers of each contact together: the share of pairs of evaluators that agree, 0..1. */
export function agreementOfAll(contacts: readonly (readonly Unit<string>[])[]): Figure | null {
	return figureOf(contacts, (drawn) => percentAgreement(drawn.flat()));
}
