import { describe, expect, test } from 'vitest';
import { READY_FORMS, READY_LANGUAGES, readyForm } from '#lib/domain/quality/ready-forms/index.ts';
import { missingIn, scoreForm } from '#lib/domain/quality/scoring.ts';
import { judge } from './judge.ts';

const forms = READY_FORMS.flatMap((form) =>
	READY_LANGUAGES.map((language) => readyForm(form, language))
);
const judged = (skill: number, count = 30) =>
	forms.flatMap((content) =>
		Array.from({ length: count }, (_, index) => {
			const filled = judge(content, { words: `w${index}`, skill, contactMs: 200_000 });
			return { content, filled, score: scoreForm(content, filled).finalScore };
		})
	);

describe('an evaluator of the demo', () => {
	test('leaves nothing open that has to be answered or explained', () => {
		for (const { content, filled, score } of judged(0.7)) {
			expect(missingIn(content, filled)).toEqual([]);
			expect(score).not.toBeNull();
		}
	});

	test('says the same of the same words', () => {
		const [content] = forms;
		if (!content) throw new Error('no form');
		const judging = { words: 'same', skill: 0.6, contactMs: 1000 };
		expect(judge(content, judging)).toEqual(judge(content, judging));
	});

	test('gives more to those who are better', () => {
		const mean = (skill: number): number => {
			const scores = judged(skill).map(({ score }) => score ?? 0);
			return scores.reduce((sum, score) => sum + score, 0) / scores.length;
		};
		expect(mean(0.95)).toBeGreaterThan(mean(0.6) + 0.1);
	});
});
