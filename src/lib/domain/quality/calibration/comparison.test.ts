import { describe, expect, test } from 'vitest';
import { EMPTY_ANSWER } from '../answers.ts';
import type { Answer, FilledForm } from '../answers.ts';
import type { FormContent, Question } from '../form.ts';
import { scoreForm } from '../scoring.ts';
import { categoriesOf, comparedAnswer, levelOf } from './compared-answer.ts';
import { compare } from './comparison.ts';
import { isChosenForSecond, secondEvaluator } from './second-choice.ts';
import { LEAST_OF_PAIR, standingAgreement } from './standing.ts';

const option = (id: string, points: number, isError = false) => ({
	...{ id, label: id.toUpperCase(), points, anchor: '', isError, needsComment: false }
});
const question = (id: string, also: Partial<Question>): Question => ({
	...{ id, text: id, help: '', type: 'yes_no', weight: 1, isRequired: false, mayBeNa: false },
	...{ options: [option('yes', 1), option('no', 0, true)], range: null, bands: [], unit: '' },
	...{ needsCommentBelow: null, condition: null, critical: null, isBonus: false },
	...also
});
const YES_NO = question('q', {});
const RANGE = question('r', {
	...{ type: 'range', options: [], mayBeNa: true },
	range: { min: 1, max: 3, minLabel: '', maxLabel: '' }
});
const TEXT = question('t', { type: 'text', options: [] });
const answer = (also: Partial<Answer>): Answer => ({ ...EMPTY_ANSWER, ...also });

describe('what is compared', () => {
	test('the level follows the type, and the order of points where there is one', () => {
		expect(levelOf(YES_NO)).toBe('nominal');
		expect(levelOf(RANGE)).toBe('interval');
		const three = [option('a', 2), option('b', 1), option('c', 0)];
		expect(levelOf(question('s', { type: 'single', options: three }))).toBe('ordinal');
		const tied = [option('a', 1), option('b', 1), option('c', 0)];
		expect(levelOf(question('s', { type: 'single', options: tied }))).toBe('nominal');
		expect(levelOf(question('m', { type: 'multiple', options: three }))).toBe('nominal');
	});

	test('categories are all that could be said, and none where they cannot be listed', () => {
		expect(categoriesOf(YES_NO)).toEqual(['yes', 'no']);
		expect(categoriesOf(RANGE)).toEqual(['1', '2', '3', 'na']);
		expect(categoriesOf(question('m', { type: 'multiple' }))).toBeNull();
		const bands = [
			{ from: 0, points: 0 },
			{ from: 10, points: 1 }
		];
		expect(categoriesOf(question('n', { type: 'number', options: [], bands }))).toEqual([
			'below',
			'0',
			'10'
		]);
	});

	test('not applicable and not asked are one answer, nothing is none, and bands make numbers equal', () => {
		expect(comparedAnswer(YES_NO, 'na')).toEqual({ category: 'na', value: null });
		expect(comparedAnswer(YES_NO, 'hidden')).toEqual({ category: 'na', value: null });
		expect(comparedAnswer(YES_NO, 'unanswered').category).toBeNull();
		expect(comparedAnswer(TEXT, 'answered', answer({ text: 'x' })).category).toBeNull();
		const several = question('m', { type: 'multiple' });
		expect(comparedAnswer(several, 'answered', answer({ options: ['yes', 'no'] }))).toEqual({
			category: 'no+yes',
			value: null
		});
		const banded = question('n', { type: 'number', options: [], bands: [{ from: 10, points: 1 }] });
		const said = (number: number) => comparedAnswer(banded, 'answered', answer({ number }));
		expect(said(12)).toEqual({ category: '10', value: 12 });
		expect(said(30).category).toBe(said(12).category);
		expect(said(9).category).toBe('below');
	});
});

const CONTENT: FormContent = {
	...{ name: 'f', description: '', language: 'es', channels: [], mode: 'POINTS', shareOf: 'max' },
	...{ passAt: 0.5, bonusCap: 1, bands: [] },
	sections: [
		{
			...{ id: 's', title: 's', help: '', weight: 1, sections: [] },
			questions: [TEXT, YES_NO, RANGE]
		}
	]
};
const filled = (said: string, number: number | null): FilledForm => ({
	answers: {
		q: answer({ options: [said] }),
		r: number === null ? answer({ isNa: true }) : answer({ number }),
		t: answer({ text: 'libre' })
	},
	moments: [],
	comment: ''
});
const judged = (interaction: string, evaluator: string, form: FilledForm) => ({
	...{ interaction, evaluator, filled: form, result: scoreForm(CONTENT, form) }
});

describe('a comparison', () => {
	const comparison = compare({
		content: CONTENT,
		contacts: ['c1', 'c2', 'c3'],
		evaluators: ['ana', 'eva', 'leo'],
		gold: null,
		judgements: [
			judged('c1', 'ana', filled('yes', 3)),
			judged('c1', 'eva', filled('yes', 3)),
			judged('c1', 'leo', filled('yes', 1)),
			judged('c2', 'ana', filled('no', 1)),
			judged('c2', 'eva', filled('no', null)),
			judged('c3', 'ana', filled('yes', 2))
		]
	});

	test('has the questions with the least agreement first, and free text at the end', () => {
		expect(comparison.questions.map(({ id }) => id)).toEqual(['r', 'q', 't']);
		const [range, yesNo, text] = comparison.questions;
		// Of three one pair agrees; of the two of the second contact none does; the third was judged once.
		expect(range?.agreement?.percent?.value).toBeCloseTo((1 / 3 + 0) / 2, 10);
		expect(range?.agreement?.n).toBe(2);
		expect(yesNo?.agreement?.percent?.value).toBe(1);
		expect(yesNo?.agreement?.alpha?.value).toBe(1);
		expect(yesNo?.agreement?.kappa).toBeNull();
		expect(text?.agreement).toBeNull();
		expect(text?.answers[0]?.[0]?.text).toBe('libre');
		expect(range?.answers[1]?.[1]).toMatchObject({ state: 'na', category: 'na', text: '' });
		expect(range?.answers[2]?.[1]).toBeNull();
	});

	test('measures each evaluator against the mean of the others when nobody is the reference', () => {
		const ana = comparison.deviations.find(({ evaluator }) => evaluator === 'ana');
		// Scores: c1 4/4, 4/4, 2/4; c2 1/4 and 0/1.
		expect(ana?.deviation?.n).toBe(2);
		expect(ana?.deviation?.bias).toBeCloseTo((1 - 0.75 + 0.25) / 2, 10);
		expect(ana?.detection).toBeNull();
		expect(comparison.totals).toMatchObject({ n: 2, complete: 1, correlation: null });
	});
});

describe('silent double scoring', () => {
	const hash = (text: string) => ({ low: '0000000000000f', high: 'ffffffffffffff' })[text] ?? text;

	test('chooses by the hash of the id against the share', () => {
		expect(isChosenForSecond('low', 0.1, hash)).toBe(true);
		expect(isChosenForSecond('high', 0.999, hash)).toBe(false);
		expect(isChosenForSecond('high', 1, hash)).toBe(true);
		expect(isChosenForSecond('low', 0, (text) => hash(text).replace('f', '0'))).toBe(false);
	});

	test('goes to whoever has the least to do, of equals by the hash', () => {
		const able = [
			{ id: 'a', agent: null, load: 3 },
			{ id: 'c', agent: null, load: 1 },
			{ id: 'b', agent: null, load: 1 }
		];
		expect(secondEvaluator('e', able, hash)?.id).toBe('b');
		expect(secondEvaluator('e', [], hash)).toBeNull();
	});
});

describe('the standing agreement', () => {
	const pair = (first: string, second: string, evaluators = ['ana', 'eva']) => {
		const side = (said: string, evaluator = '') => ({
			...judged('c', evaluator, filled(said, 3))
		});
		return {
			...{ form: 'f', content: CONTENT },
			first: side(first, evaluators[0]),
			second: side(second, evaluators[1])
		};
	};

	test('tells two evaluators by name only from five contacts on, whoever was first', () => {
		const few = Array.from({ length: LEAST_OF_PAIR - 1 }, () => pair('yes', 'no'));
		expect(standingAgreement(few).pairs).toEqual([]);
		const enough = [...few, pair('no', 'yes', ['eva', 'ana'])];
		const [found] = standingAgreement(enough).pairs;
		expect(found).toMatchObject({ evaluators: ['ana', 'eva'], n: 5, within: 0 });
		// Ana says yes and Eva no each time: a quarter of the score.
		expect(found?.difference).toBeCloseTo(0.25, 10);
	});

	test('has nothing to say of nothing', () => {
		expect(standingAgreement([])).toMatchObject({ n: 0, within: null, questions: [], pairs: [] });
	});
});
