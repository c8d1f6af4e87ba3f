/** How the fields of the form are named: which item, and which of its fields. */
import type { ContentFault, FaultyItem } from '../content-faults.ts';
import { fieldsOf } from './sent-scorecard.ts';
import type { SentScorecard } from './sent-scorecard.ts';

/** Of the scorecard itself `id` is empty. */
export const fieldName = (item: FaultyItem, id: string, field: string): string =>
	item === 'scorecard' ? field : `${item}.${id}.${field}`;

/** Links are told apart by their place; their rows on the form have names. */
export const rowOf = (
	{ item, id }: ContentFault,
	{ links }: Pick<SentScorecard, 'links'>
): string => (item === 'link' ? (links[Number(id)]?.id ?? id) : id);

/** What is wrong with the order of a target stands at its first number. */
function placeOf({ id, field, code }: ContentFault, { measures }: SentScorecard): string {
	if (field !== 'target' || code !== 'order') return field;
	const shape = measures.find((one) => one.id === id)?.shape ?? 'up';
	return fieldsOf(shape)[0] ?? field;
}

/** The first fault of each field, by its name. */
export function faultsByField(
	faults: readonly ContentFault[],
	sent: SentScorecard
): ReadonlyMap<string, ContentFault> {
	const named = faults.map(
		(fault) => [fieldName(fault.item, rowOf(fault, sent), placeOf(fault, sent)), fault] as const
	);
	return new Map(named.reverse());
}
