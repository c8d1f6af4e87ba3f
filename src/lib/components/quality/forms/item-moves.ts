/** The steps of the builder that go with a chosen section or question; both its buttons and its keys do them. */
import {
	addInner,
	addQuestion,
	addSection,
	duplicateItem,
	removeItem
} from '#lib/domain/quality/edit-form.ts';
import { sectionsIn, standings } from '#lib/domain/quality/form-faults.ts';
import type { FormContent, QuestionType } from '#lib/domain/quality/form.ts';
import { moveTo, stepItem } from '#lib/domain/quality/move-item.ts';
import { newQuestion, newSection } from '#lib/domain/quality/new-form.ts';
import type { FormDraft } from './form-draft.svelte.ts';

export const moveChosen = (draft: FormDraft, step: 1 | -1): void => {
	if (draft.chosen !== null) draft.change(stepItem(draft.content, draft.chosen, step));
};

export const dropOn = (draft: FormDraft, id: string, target: string): void => {
	draft.change(moveTo(draft.content, id, target));
};

export const duplicateChosen = (draft: FormDraft): void => {
	if (draft.chosen !== null) draft.change(duplicateItem(draft.content, draft.chosen, draft.newId));
};

/** Every section and question in the order of the form. */
export const idsOf = (content: FormContent): string[] =>
	sectionsIn(content).flatMap(({ section }) => [
		section.id,
		...section.questions.map(({ id }) => id)
	]);

/** What stood before it is chosen then. */
export function removeChosen(draft: FormDraft): void {
	const id = draft.chosen;
	if (id === null) return;
	const ids = idsOf(draft.content);
	const before = ids[ids.indexOf(id) - 1] ?? null;
	draft.change(removeItem(draft.content, id));
	draft.choose(before);
}

/** The section the chosen item is or stands in; else the last one. */
function sectionHere(draft: FormDraft): string {
	const all = sectionsIn(draft.content);
	const own = all.find(({ section }) => section.id === draft.chosen);
	const held = standings(draft.content).find(({ question }) => question.id === draft.chosen);
	return (own ?? held)?.section.id ?? all.at(-1)?.section.id ?? '';
}

export function addQuestionHere(draft: FormDraft, type: QuestionType): void {
	const question = newQuestion(type, draft.words, draft.newId);
	const isQuestion = standings(draft.content).some((each) => each.question.id === draft.chosen);
	const at = isQuestion && draft.chosen !== null ? draft.chosen : sectionHere(draft);
	draft.change(addQuestion(draft.content, at, question));
	draft.choose(question.id);
}

export function addSectionHere(draft: FormDraft, level: 'outer' | 'inner'): void {
	const section = newSection(draft.words, draft.newId);
	if (level === 'outer') draft.change(addSection(draft.content, section));
	else {
		const { sections: _none, ...inner } = section;
		const here = sectionHere(draft);
		const outer = sectionsIn(draft.content).find((each) => each.section.id === here)?.outer;
		if (outer) draft.change(addInner(draft.content, outer.id, inner));
	}
	draft.choose(section.id);
}
