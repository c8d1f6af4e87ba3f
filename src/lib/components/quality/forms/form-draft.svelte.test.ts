import { describe, expect, test } from 'vitest';
import { questionsOf } from '#lib/domain/quality/form.ts';
import { readyForm } from '#lib/domain/quality/ready-forms/index.ts';
import { FormDraft } from './form-draft.svelte.ts';
import { FormSaving } from './form-saving.svelte.ts';
import { itemAt } from './fault-words.ts';
import {
	addQuestionHere,
	addSectionHere,
	duplicateChosen,
	moveChosen,
	removeChosen
} from './item-moves.ts';

const voice = readyForm('voice', 'en');
const words = { name: 'n', section: 's', question: 'q', option: 'o', yes: 'y', no: 'n' };
const begin = () => new FormDraft({ content: voice, revision: 3, words, hasDraft: false });
const ids = (draft: FormDraft) => questionsOf(draft.content).map(({ question }) => question.id);

describe('a form while it is built', () => {
	test('typing into one field is one step back, and everything forward again', () => {
		const draft = begin();
		for (const name of ['C', 'Ca', 'Cal']) draft.change({ ...draft.content, name }, '/name');
		draft.change({ ...draft.content, description: 'x' }, '/description');
		expect(draft.isChanged).toBe(true);
		draft.undo();
		expect(draft.content.name).toBe('Cal');
		draft.undo();
		expect([draft.content, draft.isChanged, draft.canUndo]).toEqual([voice, false, false]);
		draft.redo();
		expect([draft.content.name, draft.canRedo]).toEqual(['Cal', true]);
	});

	test('what is added stands after what is chosen, and is chosen then', () => {
		const draft = begin();
		draft.choose('greeting');
		addQuestionHere(draft, 'range');
		const added = draft.chosen ?? '';
		expect(ids(draft).slice(0, 3)).toEqual(['greeting', added, 'identity']);
		moveChosen(draft, 1);
		expect(ids(draft)[2]).toBe(added);
		duplicateChosen(draft);
		expect(ids(draft)).toHaveLength(ids(begin()).length + 2);
		removeChosen(draft);
		expect(draft.chosen).toBe('identity');
		addSectionHere(draft, 'inner');
		expect(draft.content.sections[0]?.sections).toHaveLength(1);
		addSectionHere(draft, 'outer');
		expect(draft.content.sections.at(-1)?.id).toBe(draft.chosen);
	});

	test('every fault leads to the part it is in', () => {
		const draft = begin();
		draft.choose('opening');
		addQuestionHere(draft, 'yes_no');
		const added = draft.chosen ?? '';
		const sections = draft.content.sections.map((section) => ({
			...section,
			questions: section.questions.map((question) =>
				question.id === added ? { ...question, options: [] } : question
			)
		}));
		draft.change({ ...draft.content, sections });
		expect(draft.faults.map(({ code, pointer }) => [code, itemAt(draft.content, pointer)])).toEqual(
			[['yes-no', added]]
		);
		expect(draft.faultsWithin(draft.pointerOf(added))).toHaveLength(1);
		expect(itemAt(draft.content, '/passAt')).toBeNull();
	});

	test('what is saved over somebody else asks, and neither is lost', () => {
		const draft = begin();
		const saving = new FormSaving(draft);
		const mine = { ...voice, name: 'mine' };
		draft.change(mine);
		const sent = new FormData();
		const theirs = { ...voice, name: 'theirs' };
		const current = { revision: 7, content: theirs };
		saving.begin(sent)({ type: 'failure', status: 409, data: { current } });
		expect([sent.get('revision'), saving.theirs]).toEqual(['3', current]);
		saving.keepMine();
		const again = new FormData();
		saving.begin(again)({ type: 'success', status: 200, data: { revision: 8 } });
		expect(again.get('revision')).toBe('7');
		expect([saving.phase, draft.revision, draft.isChanged]).toEqual(['saved', 8, false]);
		draft.change({ ...mine, name: 'again' });
		saving.begin(new FormData())({ type: 'failure', status: 409, data: { current } });
		saving.takeTheirs();
		expect([draft.content.name, draft.isChanged]).toEqual(['theirs', false]);
		draft.undo();
		expect(draft.content.name).toBe('again');
	});
});
