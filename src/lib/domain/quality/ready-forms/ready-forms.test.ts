import { describe, expect, test } from 'vitest';
import { NOTHING_FILLED } from '../answers.ts';
import { withAnswer, answerTo, withNumber, withOption } from '../fill.ts';
import { formFaults } from '../form-faults.ts';
import { readForm } from '../form-shape.ts';
import { formWarnings } from '../form-warnings.ts';
import { CRITICAL_CLASSES, questionsOf } from '../form.ts';
import type { FormContent } from '../form.ts';
import { missingIn, scoreForm } from '../scoring.ts';
import { READY_FORMS, READY_LANGUAGES, readyForm } from './index.ts';

const all = READY_FORMS.flatMap((name) =>
	READY_LANGUAGES.map((language) => ({ name, language, content: readyForm(name, language) }))
);

/** Every question answered with its best or its worst option. */
function answered(content: FormContent, wants: 'best' | 'worst') {
	const sign = wants === 'best' ? -1 : 1;
	return questionsOf(content).reduce((filled, { question }) => {
		const [option] = [...question.options].sort((a, b) => sign * (a.points - b.points));
		const answer = answerTo(filled, question.id);
		const many = wants === 'best' ? question.options.filter(({ points }) => points > 0) : [];
		if (question.type === 'multiple' && many.length > 0) {
			const options = many.map(({ id }) => id);
			return withAnswer(filled, question.id, { ...answer, options });
		}
		if (option) {
			const chosen = withOption(question, answer, option.id, true);
			return withAnswer(filled, question.id, { ...chosen, comment: 'why' });
		}
		const { range } = question;
		const number = wants === 'best' ? (range?.max ?? 0) : (range?.min ?? 99);
		return withAnswer(filled, question.id, { ...withNumber(answer, number), comment: 'why' });
	}, NOTHING_FILLED);
}

describe.each(all)('the ready form $name in $language', ({ name, language, content }) => {
	test('can be published as it is, and lacks nothing one would be warned of', () => {
		expect(readForm(content)).toEqual({ ok: true, value: content });
		expect(formFaults(content)).toEqual([]);
		expect(formWarnings(content)).toEqual([]);
	});

	test('has a critical question of each class, a condition, and questions that may not apply', () => {
		const questions = questionsOf(content).map(({ question }) => question);
		const classes = questions.map(({ critical }) => critical?.class);
		expect(CRITICAL_CLASSES.filter((each) => classes.includes(each))).toEqual([
			...CRITICAL_CLASSES
		]);
		expect(questions.some(({ condition }) => condition !== null)).toBe(true);
		expect(questions.some(({ mayBeNa }) => mayBeNa)).toBe(true);
	});

	test('scores a faultless contact at the top and one with every error at nothing', () => {
		const best = answered(content, 'best');
		expect(missingIn(content, best)).toEqual([]);
		expect(scoreForm(content, best)).toMatchObject({ passed: true, autoFailed: false });
		expect(scoreForm(content, best).finalScore).toBeGreaterThanOrEqual(1);
		const worst = scoreForm(content, answered(content, 'worst'));
		expect(worst).toMatchObject({ finalScore: 0, passed: false });
		expect(worst.errors.map((error) => error.class)).toEqual(
			expect.arrayContaining([...CRITICAL_CLASSES])
		);
	});

	test('asks the same questions in both languages, so that both can be compared', () => {
		const other = readyForm(name, language === 'es' ? 'en' : 'es');
		const ids = (form: FormContent) => questionsOf(form).map(({ question }) => question.id);
		expect(ids(other)).toEqual(ids(content));
		expect(scoreForm(other, answered(content, 'best')).raw).toEqual(
			scoreForm(content, answered(content, 'best')).raw
		);
	});
});
