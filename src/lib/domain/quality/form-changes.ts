/** What a version changed of the one before, as people speak of it. */
import { sectionsIn, standings } from './form-faults.ts';
import type { FormContent, Question } from './form.ts';

export const QUESTION_PARTS = [
	'text',
	'help',
	'type',
	'weight',
	'options',
	'scale',
	'required',
	'na',
	'comment',
	'condition',
	'critical',
	'bonus'
] as const;
export type QuestionPart = (typeof QUESTION_PARTS)[number];
export const FORM_PARTS = [
	'name',
	'description',
	'language',
	'channels',
	'scoring',
	'bands'
] as const;
export type FormPart = (typeof FORM_PARTS)[number];

export interface FormChanges {
	readonly form: readonly FormPart[];
	/** By their texts as they are now; of what was removed, as they were. */
	readonly added: readonly string[];
	readonly removed: readonly string[];
	readonly moved: readonly string[];
	readonly changed: readonly { readonly text: string; readonly parts: readonly QuestionPart[] }[];
	/** Titles of sections that are new, gone, or differ in title, help, weight or place. */
	readonly sections: readonly string[];
	/** Scores of the two versions are not to be compared as if they were the same. */
	readonly changesScore: boolean;
}

const FORM_VIEW: Readonly<Record<FormPart, (form: FormContent) => unknown>> = {
	name: ({ name }) => name,
	description: ({ description }) => description,
	language: ({ language }) => language,
	channels: ({ channels }) => channels,
	scoring: ({ mode, shareOf, passAt, bonusCap }) => [mode, shareOf, passAt, bonusCap],
	bands: ({ bands }) => bands
};
const QUESTION_VIEW: Readonly<Record<QuestionPart, (question: Question) => unknown>> = {
	text: ({ text }) => text,
	help: ({ help }) => help,
	type: ({ type }) => type,
	weight: ({ weight }) => weight,
	options: ({ options }) => options,
	scale: ({ range, bands, unit }) => [range, bands, unit],
	required: ({ isRequired }) => isRequired,
	na: ({ mayBeNa }) => mayBeNa,
	comment: ({ needsCommentBelow }) => needsCommentBelow,
	condition: ({ condition }) => condition,
	critical: ({ critical }) => critical,
	bonus: ({ isBonus }) => isBonus
};
const SCORING_PARTS: readonly QuestionPart[] = [
	'type',
	'weight',
	'options',
	'scale',
	'condition',
	'critical',
	'bonus'
];

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function formChanges(before: FormContent, after: FormContent): FormChanges {
	const [old, now] = [byId(before), byId(after)];
	const kept = [...now].filter(([id]) => old.has(id));
	const changed = kept
		.map(([id, { question }]) => ({
			text: question.text,
			parts: changedParts(old.get(id)?.question ?? question, question)
		}))
		.filter(({ parts }) => parts.length > 0);
	const form = FORM_PARTS.filter(
		(part) => !isSame(FORM_VIEW[part](before), FORM_VIEW[part](after))
	);
	const added = [...now].filter(([id]) => !old.has(id)).map(([, { question }]) => question.text);
	const removed = [...old].filter(([id]) => !now.has(id)).map(([, { question }]) => question.text);
	const sections = changedSections(before, after);
	return {
		form,
		added,
		removed,
		changed,
		sections,
		moved: movedQuestions(old, now),
		changesScore:
			form.includes('scoring') ||
			[added, removed, sections].some(({ length }) => length > 0) ||
			changed.some(({ parts }) => parts.some((part) => SCORING_PARTS.includes(part)))
	};
}

type Standing = ReturnType<typeof standings>[number];
const byId = (content: FormContent): Map<string, Standing> =>
	new Map(standings(content).map((standing) => [standing.question.id, standing]));

const changedParts = (before: Question, after: Question): QuestionPart[] =>
	QUESTION_PARTS.filter((part) => !isSame(QUESTION_VIEW[part](before), QUESTION_VIEW[part](after)));

/** In another section, or in another order among those both versions have. */
function movedQuestions(old: Map<string, Standing>, now: Map<string, Standing>): string[] {
	const order = [...old.keys()].filter((id) => now.has(id));
	const kept = [...now].filter(([id]) => old.has(id));
	return kept
		.filter(([id, { section }], index) => {
			const isElsewhere = old.get(id)?.section.id !== section.id;
			return isElsewhere || order[index] !== id;
		})
		.map(([, { question }]) => question.text);
}

function changedSections(before: FormContent, after: FormContent): string[] {
	const view = (content: FormContent) =>
		new Map(
			sectionsIn(content).map(({ section: { id, title, help, weight }, outer }, index) => [
				id,
				{ title, text: JSON.stringify([index, title, help, weight, outer.id]) }
			])
		);
	const [old, now] = [view(before), view(after)];
	return [
		...[...now].filter(([id, { text }]) => old.get(id)?.text !== text),
		...[...old].filter(([id]) => !now.has(id))
	].map(([, { title }]) => title);
}
