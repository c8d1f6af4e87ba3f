import { describe, expect, test } from 'vitest';
import { EMPTY_ANSWER, NOTHING_FILLED } from './answers.ts';
import type { Answer, FilledForm } from './answers.ts';
import type { FormContent, Question } from './form.ts';
import { revisedWith, sameJudgement } from './revise.ts';
import { missingIn } from './scoring.ts';

const asked = (id: string, also: Partial<Question> = {}): Question => ({
	...{ id, text: id, help: '', type: 'yes_no', weight: 1, isRequired: true, mayBeNa: true },
	options: ['yes', 'no'].map((option) => ({
		...{ id: option, label: option, points: option === 'yes' ? 1 : 0, anchor: '' },
		...{ isError: false, needsComment: false }
	})),
	...{ range: null, bands: [], unit: '', needsCommentBelow: null, condition: null, critical: null },
	isBonus: false,
	...also
});
const CONTENT: FormContent = {
	...{ name: 'f', description: '', language: 'es', channels: [], mode: 'POINTS', shareOf: 'max' },
	...{ passAt: 0.8, bonusCap: 1, bands: [] },
	sections: [
		{
			...{ id: 's', title: 's', help: '', weight: 1, sections: [] },
			questions: [
				asked('greets'),
				asked('complained'),
				asked('soothes', { condition: { question: 'complained', options: ['yes'] } })
			]
		}
	]
};
const answer = (option: string, also: Partial<Answer> = {}): Answer => ({
	...EMPTY_ANSWER,
	options: [option],
	...also
});
const filled = (
	answers: Record<string, Answer>,
	moments: FilledForm['moments'] = []
): FilledForm => ({
	...NOTHING_FILLED,
	answers,
	moments,
	comment: 'first'
});
const FIRST = filled({ greets: answer('no'), complained: answer('no') });
const SECOND = {
	...filled({ greets: answer('yes'), complained: answer('yes'), soothes: answer('no') }),
	comment: 'second'
};

describe('a revision', () => {
	test('takes over only the answers that were revised', () => {
		const revised = revisedWith(CONTENT, { first: FIRST, second: SECOND }, ['greets']);
		expect(revised.answers).toEqual({ ...FIRST.answers, greets: answer('yes') });
		expect(revised.comment).toBe('first');
		expect(FIRST.answers['greets']).toEqual(answer('no'));
	});

	test('takes over what is asked because of them, so that the form stays complete', () => {
		const revised = revisedWith(CONTENT, { first: FIRST, second: SECOND }, ['complained']);
		expect(revised.answers['soothes']).toEqual(answer('no'));
		expect(revised.answers['greets']).toEqual(answer('no'));
		expect(missingIn(CONTENT, revised)).toEqual([]);
	});

	test('ends also where the second judgement has no answer to it', () => {
		const second = filled({ complained: answer('yes') });
		const revised = revisedWith(CONTENT, { first: FIRST, second }, ['complained']);
		expect(missingIn(CONTENT, revised)).toEqual([{ question: 'soothes', why: 'unanswered' }]);
	});

	test('brings the moments of the revised questions, each once, and keeps those that were there', () => {
		const moment = (id: string, question: string) => ({
			id,
			atMs: 1,
			event: '',
			text: id,
			question
		});
		const first = { ...FIRST, moments: [moment('a', 'greets')] };
		const moments = [moment('a', 'greets'), moment('b', 'greets'), moment('c', 'complained')];
		const revised = revisedWith(CONTENT, { first, second: { ...SECOND, moments } }, ['greets']);
		expect(revised.moments.map(({ id }) => id)).toEqual(['a', 'b']);
	});
});

test.each([
	[answer('yes'), answer('yes', { comment: 'a remark' }), true],
	[answer('yes'), answer('no'), false],
	[answer('yes', { isNa: true }), answer('no', { isNa: true }), true],
	[answer('yes'), answer('yes', { isNa: true }), false],
	[undefined, EMPTY_ANSWER, true],
	[{ ...EMPTY_ANSWER, options: ['a', 'b'] }, { ...EMPTY_ANSWER, options: ['b', 'a'] }, true],
	[{ ...EMPTY_ANSWER, number: 0 }, EMPTY_ANSWER, false],
	[{ ...EMPTY_ANSWER, text: ' so ' }, { ...EMPTY_ANSWER, text: 'so' }, true]
])('two answers say the same or they do not (%#)', (one, other, isSame) => {
	expect(sameJudgement(one, other)).toBe(isSame);
});
