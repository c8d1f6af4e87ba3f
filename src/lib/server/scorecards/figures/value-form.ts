/** One value of a figure as a form sends it. */
import type { Figure } from '#lib/domain/scorecard/figures/figure.ts';
import { entryFaults } from '#lib/domain/scorecard/figures/figure-value.ts';
import type { Entry, EntryFault } from '#lib/domain/scorecard/figures/figure-value.ts';
import { TYPED_NUMBERS, readEntry } from '#lib/domain/scorecard/figures/typed-entry.ts';
import type { TypedEntry, TypedFault } from '#lib/domain/scorecard/figures/typed-entry.ts';
import { isAmbiguous } from '#lib/domain/scorecard/typed-number.ts';
import type { DecimalMark } from '#lib/domain/scorecard/typed-number.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { countField, flagField, rawField, textField } from '../../form-fields.ts';
import type { SeenValue } from './value-store.ts';

/** `ambiguous`: a number may be thousands or decimals; a form does not say which language it was written in. */
export type ValueFault = EntryFault | TypedFault | 'ambiguous';

export interface SentValue {
	readonly team: string;
	readonly month: Month;
	/** The newest revision the page showed. */
	readonly basedOn: number;
	readonly typed: TypedEntry;
}

const typedIn = (form: FormData): TypedEntry => ({
	value: textField(form, 'value'),
	numerator: textField(form, 'numerator'),
	denominator: textField(form, 'denominator'),
	n: textField(form, 'n'),
	estimate: flagField(form, 'estimate') ? '1' : '',
	source: textField(form, 'source'),
	evidence: textField(form, 'evidence')
});

export const readValueForm = (form: FormData): SentValue => ({
	team: rawField(form, 'team'),
	month: rawField(form, 'month'),
	basedOn: countField(form, 'basedOn') ?? 0,
	typed: typedIn(form)
});

export type CheckedValue =
	{ readonly ok: true; readonly entry: Entry } | { readonly ok: false; readonly fault: ValueFault };

export function checkValue(
	figure: Figure,
	{ typed, month }: SentValue,
	{ mark, thisMonth }: { readonly mark: DecimalMark; readonly thisMonth: Month }
): CheckedValue {
	if (TYPED_NUMBERS.some((field) => isAmbiguous(typed[field], mark)))
		return { ok: false, fault: 'ambiguous' };
	const read = readEntry(figure, typed, mark);
	if (!read.ok) return read;
	const [fault] = entryFaults(figure, read.entry, { month, thisMonth });
	return fault === undefined ? read : { ok: false, fault };
}

/** Says that there is no value; why, in the place of its source. */
export const voidEntry = (why: string): Entry => ({
	numerator: 0,
	denominator: null,
	n: 0,
	isEstimate: false,
	isVoid: true,
	source: why,
	evidence: ''
});

/** A revision as a form names it; node and month hold no space. */
export const seenKey = ({ figure, team, month, revision }: SeenValue): string =>
	`${figure} ${team} ${month} ${revision}`;

export function readSeenKey(key: string): SeenValue | null {
	const [figure = '', team = '', month = '', revision = ''] = key.split(' ');
	return /^\d{1,6}$/.test(revision) ? { figure, team, month, revision: Number(revision) } : null;
}
