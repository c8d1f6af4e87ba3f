/** What one version of a scorecard changes of another, field by field, as the form shows the fields. */
import type { FaultyItem } from '../content-faults.ts';
import type {
	SentLink,
	SentMeasure,
	SentObjective,
	SentPerspective,
	SentScorecard
} from './sent-scorecard.ts';

export interface FieldDifference {
	/** As on the form. */
	readonly field: string;
	/** Empty: nothing was there. */
	readonly before: string;
	readonly after: string;
}

export interface ItemChange {
	readonly item: FaultyItem;
	readonly id: string;
	/** As it is called in the version that has it, the later one first. */
	readonly name: string;
	readonly what: 'added' | 'removed' | 'changed';
	readonly fields: readonly FieldDifference[];
}

type Fields = Readonly<Record<string, string>>;
interface Flat {
	readonly id: string;
	readonly name: string;
	readonly fields: Fields;
}

const flag = (is: boolean): string => (is ? 'yes' : 'no');

function flatMeasure({ id, name, numbers, isCritical, ...measure }: SentMeasure): Flat {
	const { channels, queues, teams, ...texts } = measure;
	const lists = { channels, queues, teams };
	return {
		...{ id, name: name === '' ? texts.source : name },
		fields: {
			...{ name, ...texts, ...numbers, isCritical: flag(isCritical) },
			...Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.join(', ')]))
		}
	};
}

/** A link is known by its ends: another end is another link. */
const flatLink = ({ from, to, lagMonths, direction, note }: SentLink): Flat => ({
	...{ id: `${from}→${to}`, name: `${from}→${to}` },
	fields: { lagMonths, direction, note }
});

const flatPerspective = ({ id, name, kind, weight }: SentPerspective): Flat => ({
	...{ id, name },
	fields: { name, kind, weight }
});

const flatObjective = ({ id, name, perspective, owner, weight }: SentObjective): Flat => ({
	...{ id, name },
	fields: { name, perspective, owner, weight }
});

function flatten(sent: SentScorecard): readonly (readonly [FaultyItem, readonly Flat[]])[] {
	const { name, description, aggregator, sources, hasCriticalCap } = sent;
	const whole = {
		...{ name, description, aggregator, sources },
		hasCriticalCap: flag(hasCriticalCap)
	};
	return [
		['scorecard', [{ id: '', name, fields: whole }]],
		['perspective', sent.perspectives.map(flatPerspective)],
		['objective', sent.objectives.map(flatObjective)],
		['measure', sent.measures.map(flatMeasure)],
		['link', sent.links.map(flatLink)]
	];
}

/** Empty fields of something new or gone say nothing. */
function differences(before: Fields, after: Fields): FieldDifference[] {
	return [...new Set([...Object.keys(before), ...Object.keys(after)])]
		.map((field) => ({ field, before: before[field] ?? '', after: after[field] ?? '' }))
		.filter((one) => one.before !== one.after);
}

function changeOf(
	{ item, id }: Pick<ItemChange, 'item' | 'id'>,
	old: Flat | undefined,
	now: Flat | undefined
): ItemChange | null {
	const fields = differences(old?.fields ?? {}, now?.fields ?? {});
	if (now === undefined) return { item, id, fields, what: 'removed', name: old?.name ?? '' };
	if (old === undefined) return { item, id, fields, what: 'added', name: now.name };
	return fields.length === 0 ? null : { item, id, fields, what: 'changed', name: now.name };
}

function changesOf(
	item: FaultyItem,
	before: readonly Flat[],
	after: readonly Flat[]
): ItemChange[] {
	const was = new Map(before.map((one) => [one.id, one]));
	const is = new Map(after.map((one) => [one.id, one]));
	return [...new Set([...was.keys(), ...is.keys()])]
		.map((id) => changeOf({ item, id }, was.get(id), is.get(id)))
		.filter((change) => change !== null);
}

/** In the order of the form; the order of items alone is no change. */
export function sentChanges(before: SentScorecard, after: SentScorecard): ItemChange[] {
	const was = new Map(flatten(before));
	return flatten(after).flatMap(([item, now]) => changesOf(item, was.get(item) ?? [], now));
}
