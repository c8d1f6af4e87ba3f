/** What all parts of the form of a scorecard share: its choices, its faults, and what its items are called. */
import { createContext } from 'svelte';
import { perspectiveName } from '../scorecard-words.ts';
import { channelName } from '#lib/components/wallboard/channel-name.ts';
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import type {
	ContentFault,
	ContentFaultCode,
	FaultyItem
} from '#lib/domain/scorecard/content-faults.ts';
import { fieldName } from '#lib/domain/scorecard/edit/field-name.ts';
import { readSource } from '#lib/domain/scorecard/edit/check-scorecard.ts';
import type {
	SentMeasure,
	SentPerspective,
	SentScorecard
} from '#lib/domain/scorecard/edit/sent-scorecard.ts';
import type { MeasureUnit } from '#lib/domain/scorecard/measure-unit.ts';
import { markOf, markSign } from '#lib/domain/scorecard/typed-number.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

interface Named {
	readonly id: string;
	readonly name: string;
}

export interface ShownChoices {
	readonly metrics: readonly { readonly word: string; readonly unit: MeasureUnit }[];
	readonly money: readonly { readonly word: string; readonly unit: MeasureUnit }[];
	readonly figures: readonly {
		readonly word: string;
		readonly unit: MeasureUnit;
		readonly figure: { readonly name: string };
	}[];
	readonly channels: readonly string[];
	readonly queues: readonly Named[];
	readonly teams: readonly string[];
}

export interface Editing {
	readonly sent: SentScorecard;
	readonly choices: ShownChoices;
	readonly faults: ReadonlyMap<string, ContentFault>;
}

export const [useEditing, provideEditing] = createContext<() => Editing>();

/** The list of all that is wrong, which is gone to when something was refused. */
export const FAULT_LIST_ID = 'scorecard-faults';

/** Where an item stands on the page; links of the list of faults lead there. */
export const placeId = (id: string): string => `item-${id}`;

/** What is wrong, and what to do; numbers say which mark the page expects. */
export function codeText(
	{ t, locale }: Pick<Reader, 't' | 'locale'>,
	code: ContentFaultCode
): string {
	return code === 'number' || code === 'ambiguous'
		? t(`scorecardEdit.fault.${code}`, { mark: markSign(markOf(locale)) })
		: t(`scorecardEdit.fault.${code}`);
}

/** Undefined: nothing is wrong with the field. */
export function faultText(
	reader: Pick<Reader, 't' | 'locale'>,
	faults: Editing['faults'],
	[item, id, field]: readonly [FaultyItem, string, string]
): string | undefined {
	const fault = faults.get(fieldName(item, id, field));
	return fault && codeText(reader, fault.code);
}

export const sentPerspectiveName = (reader: Reader, { kind, name }: SentPerspective): string =>
	perspectiveName(reader, { id: '', kind, name, weight: 0 });

/** A source by its word; one that is not there any more is its word. */
export function sourceName(
	reader: Pick<Reader, 't' | 'text'>,
	word: string,
	figures: Readonly<Record<string, string>>
): string {
	const source = readSource(word, { channels: [], queues: [], teams: [] });
	switch (source?.kind) {
		case 'metric': {
			const found = findMetric(source.metric);
			return found ? reader.text(found.name) : word;
		}
		case 'money':
			return reader.t(`scorecardEdit.money.${source.formula}`);
		case 'figure':
			return figures[word] ?? word;
		case undefined:
			return reader.t('scorecardEdit.source.none');
		default:
			return source satisfies never;
	}
}

export const figureNames = ({ figures }: Pick<ShownChoices, 'figures'>): Record<string, string> =>
	Object.fromEntries(figures.map(({ word, figure }) => [word, figure.name]));

/** Null: nobody knows. */
export function unitOf(choices: ShownChoices, word: string): MeasureUnit | null {
	const all = [...choices.metrics, ...choices.money, ...choices.figures];
	return all.find((one) => one.word === word)?.unit ?? null;
}

export const channelOptions = (
	{ t }: Pick<Reader, 't'>,
	channels: readonly string[]
): { value: string; label: string }[] =>
	channels.map((value) => ({ value, label: channelName(t, value) }));

/** A measure in words: its own name, or that of what it counts. */
export const measureName = (
	reader: Reader,
	{ name, source }: Pick<SentMeasure, 'name' | 'source'>,
	choices: ShownChoices
): string => (name === '' ? sourceName(reader, source, figureNames(choices)) : name);

const orUnnamed = ({ t }: Reader, name: string): string =>
	name === '' ? t('scorecardEdit.unnamed') : name;

/** An item in words, for lists that lead to it. */
export function itemName(
	reader: Reader,
	{ sent, choices }: Editing,
	{ item, id }: { readonly item: FaultyItem; readonly id: string }
): string {
	const of = <T extends { readonly id: string }>(items: readonly T[], say: (item: T) => string) => {
		const found = items.find((one) => one.id === id);
		return found ? say(found) : id;
	};
	switch (item) {
		case 'scorecard':
			return reader.t('scorecardEdit.item.scorecard');
		case 'perspective':
			return of(sent.perspectives, (one) => sentPerspectiveName(reader, one));
		case 'objective':
			return of(sent.objectives, ({ name }) => orUnnamed(reader, name));
		case 'measure':
			return of(sent.measures, (one) => measureName(reader, one, choices));
		case 'link':
			return reader.t('scorecardEdit.item.link');
		default:
			return item satisfies never;
	}
}
