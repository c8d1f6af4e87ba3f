/** Events of the corpus, most of them as they are, others with attributes and fields of another form. */
import fc from 'fast-check';
import type { Surroundings } from '../case.ts';
import { EVENTS, TEXTS } from '../corpus.ts';
import { oddJson, oneOf, seldom } from './bytes.ts';

export const SOURCE = '//fuzz';
const DAY_MS = 86_400_000;
const SUBJECTS = 400;

export interface EventText {
	readonly id: string;
	readonly text: string;
	readonly isIntact: boolean;
}
/** `at` is its place within the case. */
export type EventRecipe = (surroundings: Surroundings, at: number) => EventText;

/** Names with the JSON text of their values; a name may come twice. */
type Entries = (readonly [name: string, json: string])[];

interface Change {
	readonly isOfData: boolean;
	readonly how: 'set' | 'drop' | 'twice' | 'add' | 'rename';
	readonly where: number;
	readonly name: string;
	readonly json: string;
}

const change: fc.Arbitrary<Change> = fc.record({
	isOfData: fc.boolean(),
	how: fc.constantFrom('set', 'set', 'drop', 'twice', 'add', 'rename'),
	where: fc.nat(50),
	name: oneOf(TEXTS.words),
	json: oddJson
});

function changedBy(entries: Entries, { how, where, name, json }: Change): Entries {
	const at = entries.length === 0 ? 0 : where % entries.length;
	const [old = '', value = 'null'] = entries[at] ?? [];
	const replaceWith = (...by: Entries): Entries => entries.toSpliced(at, 1, ...by);
	switch (how) {
		case 'set':
			return replaceWith([old, json]);
		case 'drop':
			return replaceWith();
		case 'twice':
			return [...entries, [old, json]];
		case 'rename':
			return replaceWith([name, value]);
		case 'add':
			return [...entries, [name, json]];
		default:
			return how satisfies never;
	}
}

const textOf = (entries: Entries): string =>
	`{${entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;

export const eventRecipe: fc.Arbitrary<EventRecipe> = fc
	.record({
		sample: oneOf(EVENTS),
		subject: fc.nat(SUBJECTS),
		agoMs: fc.nat(3 * DAY_MS),
		time: seldom(oneOf(TEXTS.times), fc.constant(null), 12),
		changes: seldom(fc.array(change, { minLength: 1, maxLength: 3 }), fc.constant<Change[]>([]), 2),
		again: seldom(fc.constant(true), fc.constant(false), 15)
	})
	.map(({ sample, subject, agoMs, time, changes, again }) => ({ tag, nowMs }, at) => {
		// Some are the same for everybody, so that copies of an event are on their way at once.
		const id = again ? `again-${subject % 20}` : `${tag}-${at}`;
		const whole: Entries = [
			['specversion', '"1.0"'],
			['id', JSON.stringify(id)],
			['source', JSON.stringify(SOURCE)],
			['type', JSON.stringify(`atalaya.${sample.type}.v1`)],
			['subject', JSON.stringify(`${sample.subject}-${subject}`)],
			['time', JSON.stringify(time ?? new Date(nowMs - agoMs).toISOString())]
		];
		const fields: Entries = Object.entries(sample.data).map(([name, value]) => [
			name,
			JSON.stringify(value)
		]);
		const data = changes.filter(({ isOfData }) => isOfData).reduce(changedBy, fields);
		const entries = changes
			.filter(({ isOfData }) => !isOfData)
			.reduce(changedBy, [...whole, ['data', textOf(data)]]);
		return { id, text: textOf(entries), isIntact: changes.length === 0 && time === null };
	});
