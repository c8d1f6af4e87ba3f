import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	addInner,
	addQuestion,
	addSection,
	changeSection,
	duplicateItem,
	removeItem
} from './edit-form.ts';
import { formChanges } from './form-changes.ts';
import { formFaults, sectionsIn } from './form-faults.ts';
import { questionsOf } from './form.ts';
import type { FormContent } from './form.ts';
import { moveTo, stepItem } from './move-item.ts';
import { fittedTo, newForm, newQuestion, newSection } from './new-form.ts';
import type { FormWords } from './new-form.ts';
import { readyForm } from './ready-forms/index.ts';

const words: FormWords = {
	name: 'New form',
	section: 'New section',
	question: 'New question',
	option: 'Option',
	yes: 'Yes',
	no: 'No'
};
let made = 0;
const newId = () => `new-${(made += 1)}`;
const voice = readyForm('voice', 'en');
const ids = (content: FormContent) =>
	sectionsIn(content).map(
		({ section }) => `${section.id}: ${section.questions.map(({ id }) => id).join(' ')}`
	);

describe('moving', () => {
	test('goes on in the next section at the end of one, and stays at the end of the form', () => {
		const moved = stepItem(voice, 'identity', 1);
		expect(ids(moved).slice(0, 3)).toEqual([
			'opening: greeting',
			'handling: identity',
			'understanding: probing ownership'
		]);
		expect(ids(stepItem(moved, 'identity', 1))[2]).toBe(
			'understanding: identity probing ownership'
		);
		expect(ids(stepItem(moved, 'identity', -1))).toEqual(ids(voice));
		expect(stepItem(voice, 'greeting', -1)).toEqual(voice);
		expect(stepItem(voice, 'remarks', 1)).toEqual(voice);
	});

	test('takes sections along with what is in them', () => {
		const moved = stepItem(voice, 'handling', -1);
		expect(ids(moved).map((each) => each.split(':')[0])).toEqual([
			...['handling', 'understanding', 'solution', 'opening', 'manner', 'procedure', 'closing']
		]);
		expect(ids(stepItem(voice, 'solution', -1))[2]).toMatch(/^solution/);
		expect(ids(stepItem(voice, 'solution', 1)).slice(2, 5)).toEqual([
			...['understanding: probing ownership', 'manner: tone empathy plain-language'],
			'solution: right-information hold-used hold-manner'
		]);
	});

	test('puts what is dropped where it is dropped', () => {
		expect(ids(moveTo(voice, 'tone', 'greeting'))[0]).toBe('opening: tone greeting identity');
		expect(ids(moveTo(voice, 'tone', 'opening'))[0]).toBe('opening: greeting identity tone');
		expect(ids(moveTo(voice, 'greeting', 'identity'))[0]).toBe('opening: identity greeting');
		expect(moveTo(voice, 'closing', 'opening').sections[0]?.id).toBe('closing');
		expect(moveTo(voice, 'solution', 'closing').sections[4]?.sections[0]?.id).toBe('solution');
		expect(moveTo(voice, 'opening', 'tone')).toEqual(voice);
	});

	test('neither loses nor doubles anything, whatever is moved where', () => {
		const all = sectionsIn(voice).flatMap(({ section }) => [
			section.id,
			...section.questions.map(({ id }) => id)
		]);
		const sorted = (content: FormContent) =>
			sectionsIn(content)
				.flatMap(({ section }) => [section.id, ...section.questions.map(({ id }) => id)])
				.sort();
		const move = fc.tuple(
			fc.constantFrom(...all),
			fc.constantFrom(1 as const, -1 as const, ...all)
		);
		fc.assert(
			fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
				const moved = moves.reduce(
					(content, [id, to]) =>
						typeof to === 'number' ? stepItem(content, id, to) : moveTo(content, id, to),
					voice
				);
				expect(sorted(moved)).toEqual([...all].sort());
			})
		);
	});
});

describe('building', () => {
	test('an empty form and every new kind of question can be published at once', () => {
		const types = ['yes_no', 'single', 'multiple', 'range', 'number', 'text'] as const;
		const content = types.reduce(
			(form, type) =>
				addQuestion(form, form.sections[0]?.id ?? '', newQuestion(type, words, newId)),
			newForm('en', words, newId)
		);
		expect(questionsOf(content).map(({ question }) => question.type)).toEqual(['yes_no', ...types]);
		expect(formFaults(content)).toEqual([]);
		for (const type of types)
			for (const { question } of questionsOf(content)) {
				const sections = [
					{ ...newSection(words, newId), questions: [fittedTo(question, type, words, newId)] }
				];
				const only = { ...content, sections };
				const codes = formFaults(only).map(({ code }) => code);
				expect(codes).toEqual(
					type === 'text' || question.type === 'text' ? ['nothing-scored'] : []
				);
			}
	});

	test('what is duplicated has ids of its own, and its conditions look at its own questions', () => {
		const content = duplicateItem(voice, 'handling', newId);
		expect(formFaults(content)).toEqual([]);
		const copy = content.sections[2]?.sections[1]?.questions ?? [];
		expect(copy[2]?.condition?.question).toBe(copy[1]?.id);
		expect(copy[1]?.id).toMatch(/^new-/);
		expect(ids(duplicateItem(voice, 'greeting', newId))[0]).toMatch(
			/^opening: greeting new-\d+ id/
		);
		expect(duplicateItem(voice, 'solution', newId).sections[1]?.sections).toHaveLength(3);
	});

	test('anything can be removed but the last section', () => {
		expect(ids(removeItem(voice, 'greeting'))[0]).toBe('opening: identity');
		expect(removeItem(voice, 'solution').sections[1]?.sections).toHaveLength(1);
		const one = voice.sections.reduce((form, { id }) => removeItem(form, id), voice);
		expect(one.sections.map(({ id }) => id)).toEqual(['closing']);
	});
});

describe('what a version changes', () => {
	test('is told by question, and whether the scores mean something else', () => {
		const renamed = { ...voice, name: 'Calls' };
		expect(formChanges(voice, renamed)).toMatchObject({ form: ['name'], changesScore: false });
		const asked = newQuestion('yes_no', words, newId);
		const { sections: _none, ...inner } = newSection(words, newId);
		const after = addInner(
			addSection(
				addQuestion(removeItem(moveTo(voice, 'tone', 'empathy'), 'greeting'), 'opening', asked),
				newSection(words, newId)
			),
			'opening',
			inner
		);
		const changes = formChanges(voice, changeSection(after, 'manner', { weight: 21 }));
		expect(changes).toMatchObject({
			added: ['New question'],
			removed: ['Greets, and says own name and company?'],
			changed: [],
			changesScore: true
		});
		expect(changes.sections).toContain('Manner');
	});

	test('is nothing between a form and itself', () => {
		expect(formChanges(voice, structuredClone(voice))).toEqual({
			...{ form: [], added: [], removed: [], moved: [], changed: [], sections: [] },
			changesScore: false
		});
	});
});
