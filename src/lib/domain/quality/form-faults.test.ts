import { describe, expect, test } from 'vitest';
import { changeQuestion, changeSection } from './edit-form.ts';
import { formFaults } from './form-faults.ts';
import { FORM_FILE_FORMAT, formFile, readForm, readFormFile } from './form-shape.ts';
import { formWarnings } from './form-warnings.ts';
import type { FormContent, Question } from './form.ts';
import { readyForm } from './ready-forms/index.ts';

const voice = readyForm('voice', 'en');
const chat = readyForm('chat', 'en');
const faultsOf = (content: FormContent) =>
	formFaults(content).map(({ pointer, code }) => `${code} at ${pointer}`);
const withChange = (id: string, change: Partial<Question>, content = voice) =>
	faultsOf(changeQuestion(content, id, (question) => ({ ...question, ...change })));
const question = (id: string) => {
	const found = voice.sections.flatMap((each) => each.questions).find((each) => each.id === id);
	if (!found) throw new Error(`no question ${id}`);
	return found;
};
const GREETING = '/sections/0/questions/0';
const TONE = '/sections/2/questions/0';

describe('what refuses publication', () => {
	const { options } = question('greeting');
	test.each<[string, Partial<Question>, string]>([
		[
			'a condition on an unknown question',
			{ condition: { question: 'gone', options: ['yes'] } },
			`condition-unknown at ${GREETING}/condition/question`
		],
		[
			'a condition on a later question',
			{ condition: { question: 'identity', options: ['yes'] } },
			`condition-later at ${GREETING}/condition/question`
		],
		[
			'a condition on itself',
			{ condition: { question: 'greeting', options: ['yes'] } },
			`condition-later at ${GREETING}/condition/question`
		],
		['yes or no without no', { options: options.slice(0, 1) }, `yes-no at ${GREETING}/options`],
		[
			'a choice of one',
			{ type: 'single', options: options.slice(0, 1) },
			`options-missing at ${GREETING}/options`
		],
		[
			'a choice of none',
			{ type: 'multiple', options: [] },
			`options-missing at ${GREETING}/options`
		],
		['a range without ends', { type: 'range', options: [] }, `range-missing at ${GREETING}/range`],
		[
			'a scored number without bands',
			{ type: 'number', options: [] },
			`bands-missing at ${GREETING}/bands`
		],
		[
			'bands that do not ascend',
			{
				type: 'number',
				bands: [
					{ from: 2, points: 1 },
					{ from: 2, points: 3 }
				]
			},
			`bands-order at ${GREETING}/bands`
		],
		[
			'options that are all worth nothing',
			{ options: options.map((each) => ({ ...each, points: 0 })) },
			`no-points at ${GREETING}/options`
		],
		['a weight with five decimals', { weight: 0.00001 }, `decimals at ${GREETING}/weight`],
		[
			'points with five decimals',
			{ options: options.map((each) => ({ ...each, points: each.points + 0.12345 })) },
			`decimals at ${GREETING}/options/0/points`
		],
		['a text of spaces', { text: '  ' }, `blank at ${GREETING}/text`],
		[
			'a critical question that cannot be got wrong',
			{ critical: { class: 'business', scope: 'form_zero', cap: null, errorBelow: null } },
			`error-missing at ${GREETING}/options`
		],
		[
			'a ceiling that is not said',
			{
				critical: { class: 'business', scope: 'cap', cap: null, errorBelow: null },
				options: options.map((each) => ({ ...each, isError: true }))
			},
			`cap-missing at ${GREETING}/critical/cap`
		],
		[
			'a bonus that is a text',
			{ type: 'text', isBonus: true, options: [] },
			`bonus-text at ${GREETING}/isBonus`
		]
	])('%s', (_name, change, fault) => {
		expect(withChange('greeting', change)).toContain(fault);
	});

	test('a range that ends where it begins, and one that errs nowhere', () => {
		expect(withChange('tone', { range: { min: 3, max: 3, minLabel: '', maxLabel: '' } })).toContain(
			`range-order at ${TONE}/range`
		);
		const critical = {
			class: 'business',
			scope: 'flag_only',
			cap: null,
			errorBelow: null
		} as const;
		expect(withChange('tone', { critical })).toContain(
			`error-missing at ${TONE}/critical/errorBelow`
		);
	});

	test('a condition that waits for an option that is gone, or for a number', () => {
		const transferred = { condition: { question: 'transferred', options: ['maybe'] } };
		expect(withChange('transfer-manner', transferred, chat)).toEqual([
			'condition-option at /sections/2/questions/3/condition/options'
		]);
		const reply = { condition: { question: 'first-reply', options: ['yes'] } };
		expect(withChange('transfer-manner', reply, chat)).toEqual([
			'condition-never at /sections/2/questions/3/condition/question'
		]);
	});

	test('two things of one name, and score bands that do not begin at 0', () => {
		const twice = { ...voice, sections: [...voice.sections, ...voice.sections.slice(0, 1)] };
		expect(faultsOf(twice)).toContain('duplicate-id at /sections/5/id');
		expect(faultsOf(twice)).toContain('duplicate-id at /sections/5/questions/0/id');
		expect(faultsOf({ ...voice, bands: voice.bands.slice(1) })).toEqual([
			'score-bands-order at /bands'
		]);
	});

	test('nothing that is scored, be it for the weights of questions or those of sections', () => {
		const bare = voice.sections.reduce(
			(content, { id }) => changeSection(content, id, { weight: 0 }),
			voice
		);
		expect(faultsOf(bare)).toEqual(['nothing-scored at /sections']);
		expect(faultsOf({ ...bare, mode: 'QUESTION_WEIGHT' })).toEqual([]);
	});
});

describe('what a form would be better with', () => {
	test('anchors, names of scores, and room for its bonus', () => {
		const bare = changeQuestion({ ...voice, bands: [], bonusCap: 1 }, 'greeting', (one) => ({
			...one,
			options: one.options.map((option) => ({ ...option, anchor: ' ' }))
		}));
		expect(formWarnings(bare).map(({ pointer, code }) => `${code} at ${pointer}`)).toEqual([
			'no-bands at /bands',
			'bonus-without-room at /bonusCap',
			`anchor-missing at ${GREETING}/options/0/anchor`,
			`anchor-missing at ${GREETING}/options/1/anchor`
		]);
		expect(formFaults(bare)).toEqual([]);
	});
});

describe('a form from outside', () => {
	test('is what went out, without what no form has', () => {
		const file = JSON.parse(JSON.stringify(formFile(voice))) as { content: object };
		const more = { ...file, content: { ...file.content, surplus: 1 } };
		expect(readFormFile(more)).toEqual({ ok: true, value: voice });
	});

	test('is told every place that is wrong at once', () => {
		const broken = {
			format: FORM_FILE_FORMAT,
			content: {
				...changeSection(voice, 'opening', { title: '', weight: -1 }),
				mode: 'GUESS',
				language: undefined
			}
		};
		const critical = changeQuestion(voice, 'tone', (one) => ({
			...one,
			critical: { class: 'business', scope: 'cap', cap: 2, errorBelow: null }
		}));
		const read = readFormFile(broken);
		expect(read.ok ? [] : read.faults).toEqual(
			expect.arrayContaining([
				{ pointer: '/content/language', code: 'missing', about: '' },
				{ pointer: '/content/mode', code: 'wrong-kind', about: '' },
				{ pointer: '/content/sections/0/title', code: 'missing', about: '' },
				{ pointer: '/content/sections/0/weight', code: 'out-of-range', about: '0–10000' }
			])
		);
		expect(readForm(critical)).toMatchObject({
			ok: false,
			faults: [{ pointer: `${TONE}/critical/cap`, code: 'wrong-kind' }]
		});
		expect(readFormFile({ format: 'other' })).toMatchObject({ ok: false });
		expect(readForm(null)).toMatchObject({ ok: false, faults: [{ pointer: '' }] });
	});
});
