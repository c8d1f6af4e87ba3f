/** What a version changes, in words: names for ids, and values as the form shows them. */
import { channelName } from '#lib/components/wallboard/channel-name.ts';
import type { ItemChange } from '#lib/domain/scorecard/edit/changes.ts';
import { TARGET_SHAPES } from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import { AGGREGATORS } from '#lib/domain/scorecard/roll-up.ts';
import { PERSPECTIVE_KINDS } from '#lib/domain/scorecard/scorecard.ts';
import type { Key } from '#lib/i18n/catalog.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';
import { sourceName } from './editing.ts';

type Names = Readonly<Record<string, string>>;
type Words = Pick<Reader, 't' | 'text'>;

const FIELDS = {
	name: 'scorecardEdit.changed.name',
	description: 'scorecardEdit.field.description',
	aggregator: 'scorecardEdit.field.aggregator',
	sources: 'scorecardEdit.field.sources',
	hasCriticalCap: 'scorecardEdit.field.hasCriticalCap',
	kind: 'scorecardEdit.field.kind',
	weight: 'scorecardEdit.field.weight',
	perspective: 'scorecardEdit.field.perspective',
	owner: 'scorecardEdit.field.owner',
	objective: 'scorecardEdit.field.objective',
	source: 'scorecardEdit.field.source',
	channels: 'scorecardEdit.field.channels',
	queues: 'scorecardEdit.field.queues',
	teams: 'scorecardEdit.field.teams',
	shape: 'scorecardEdit.field.shape',
	timing: 'scorecardEdit.field.timing',
	leastN: 'scorecardEdit.field.leastN',
	isCritical: 'scorecardEdit.field.isCritical',
	lagMonths: 'scorecardEdit.field.lagMonths',
	direction: 'scorecardEdit.field.direction',
	note: 'scorecardEdit.field.linkNote',
	floor: 'scorecardEdit.field.floor',
	target: 'scorecardEdit.field.target',
	stretch: 'scorecardEdit.field.stretch',
	floorLow: 'scorecardEdit.field.floorLow',
	low: 'scorecardEdit.field.low',
	high: 'scorecardEdit.field.high',
	floorHigh: 'scorecardEdit.field.floorHigh'
} as const satisfies Record<string, Key>;

const isField = (field: string): field is keyof typeof FIELDS => field in FIELDS;

export const changedField = ({ t }: Pick<Reader, 't'>, field: string): string =>
	isField(field) ? t(FIELDS[field]) : field;

/** Fields whose values are words of a list. */
const WORDS: Readonly<Record<string, readonly (readonly [value: string, key: Key])[]>> = {
	aggregator: AGGREGATORS.map((one) => [one, `scorecardEdit.aggregator.${one}`] as const),
	kind: PERSPECTIVE_KINDS.map((one) => [one, `scorecard.kind.${one}`] as const),
	shape: TARGET_SHAPES.map((one) => [one, `scorecardEdit.shape.${one}`] as const),
	timing: (['lead', 'lag'] as const).map((one) => [one, `scorecardEdit.timing.${one}`] as const),
	direction: (['with', 'against'] as const).map(
		(one) => [one, `scorecardEdit.direction.${one}`] as const
	),
	hasCriticalCap: [
		['yes', 'scorecardEdit.yes'],
		['no', 'scorecardEdit.no']
	],
	isCritical: [
		['yes', 'scorecardEdit.yes'],
		['no', 'scorecardEdit.no']
	]
};

export function changedValue(
	reader: Words,
	{ field, value }: { readonly field: string; readonly value: string },
	names: Names
): string {
	const word = WORDS[field]?.find(([one]) => one === value);
	if (word) return reader.t(word[1] as 'scorecardEdit.yes');
	if (field === 'source') return sourceName(reader, value, names);
	if (field === 'objective' || field === 'perspective') return names[value] ?? value;
	if (field === 'channels')
		return value
			.split(', ')
			.map((channel) => channelName(reader.t, channel))
			.join(', ');
	return value;
}

const SOURCE = /^(?:metric|figure|money):/u;

/** A measure without a name of its own is called as its source; a link by both its ends. */
export function changedName(reader: Words, { item, id, name }: ItemChange, names: Names): string {
	if (item === 'link')
		return id
			.split('→')
			.map((end) => names[end] ?? end)
			.join(' → ');
	if (item === 'measure' && SOURCE.test(name)) return sourceName(reader, name, names);
	return name === '' ? id : name;
}
