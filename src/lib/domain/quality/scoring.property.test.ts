/** What holds for every form and every way to fill it in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_ANSWER } from './answers.ts';
import type { Answer, FilledForm } from './answers.ts';
import { CRITICAL_SCOPES, SCORING_MODES, questionsOf } from './form.ts';
import type { FormContent, InnerSection, Question, Section } from './form.ts';
import { exactly, fromText, isAtLeast } from './rational.ts';
import { scoreForm } from './scoring.ts';

const points = fc.integer({ min: -50_000, max: 200_000 }).map((each) => each / 10_000);
const weight = fc.integer({ min: 0, max: 1_000_000 }).map((each) => each / 10_000);
const option = (id: string) =>
	fc.record({
		id: fc.constant(id),
		label: fc.constant(id),
		points,
		anchor: fc.constant(''),
		isError: fc.boolean(),
		needsComment: fc.constant(false)
	});
const critical = fc.option(
	fc.record({
		class: fc.constantFrom('customer' as const, 'business' as const),
		scope: fc.constantFrom(...CRITICAL_SCOPES),
		cap: fc.constantFrom(0, 0.3, 0.75),
		errorBelow: fc.constantFrom(null, 2)
	})
);
const question: fc.Arbitrary<Question> = fc.record({
	id: fc.constant(''),
	text: fc.constant('text'),
	help: fc.constant(''),
	type: fc.constantFrom(
		'single' as const,
		'multiple' as const,
		'range' as const,
		'number' as const
	),
	weight,
	isRequired: fc.boolean(),
	mayBeNa: fc.constant(true),
	options: fc.tuple(option('a'), option('b'), option('c')),
	range: fc.constant({ min: 1, max: 5, minLabel: '', maxLabel: '' }),
	bands: fc.tuple(points, points).map(([low, high]) => [
		{ from: 0, points: low },
		{ from: 3, points: high }
	]),
	unit: fc.constant(''),
	needsCommentBelow: fc.constant(null),
	condition: fc.constant(null),
	critical,
	isBonus: fc.boolean()
});
const sectionFields = {
	id: fc.constant(''),
	title: fc.constant('title'),
	help: fc.constant(''),
	weight,
	questions: fc.array(question, { maxLength: 4 })
};
const section: fc.Arbitrary<Section> = fc.record({
	...sectionFields,
	sections: fc.array(fc.record(sectionFields), { maxLength: 2 })
});

/** Ids by place; every third question depends on the one before it. */
function numbered(content: FormContent): FormContent {
	const copy = structuredClone(content);
	const sections = copy.sections.flatMap((each) => [each, ...each.sections]);
	for (const [index, each] of sections.entries()) each.id = `s-${index}`;
	const all = questionsOf(copy).map((each) => each.question);
	for (const [index, each] of all.entries()) {
		each.id = `q-${index}`;
		const before = all[index - 1];
		if (index % 3 === 2 && before && before.options.length > 0) {
			each.condition = { question: before.id, options: ['a', 'b'] };
		}
	}
	return copy;
}

const form: fc.Arbitrary<FormContent> = fc
	.record({
		name: fc.constant('form'),
		description: fc.constant(''),
		language: fc.constant('en' as const),
		channels: fc.constant<string[]>([]),
		mode: fc.constantFrom(...SCORING_MODES),
		shareOf: fc.constantFrom('max' as const, 'span' as const),
		passAt: fc.constantFrom(0, 0.85, 1),
		bonusCap: fc.constantFrom(1, 1.05, 1.1),
		bands: fc.constant<FormContent['bands']>([]),
		sections: fc.array(section, { minLength: 1, maxLength: 3 })
	})
	.map(numbered);

const answer: fc.Arbitrary<Answer> = fc.record({
	isNa: fc.boolean(),
	options: fc.subarray(['a', 'b', 'c', 'unknown'], { maxLength: 2 }),
	number: fc.option(fc.integer({ min: -1, max: 6 })),
	text: fc.constant(''),
	comment: fc.constant('')
});
const filledFor = (content: FormContent): fc.Arbitrary<FilledForm> => {
	const ids = questionsOf(content).map((each) => each.question.id);
	return fc.array(answer, { minLength: ids.length, maxLength: ids.length }).map((answers) => ({
		answers: Object.fromEntries(ids.map((id, index) => [id, answers[index] ?? EMPTY_ANSWER])),
		moments: [],
		comment: ''
	}));
};
const filledForm = form.chain((content) =>
	filledFor(content).map((filled) => ({ content, filled }))
);

const changed = (content: FormContent, change: <T extends InnerSection>(section: T) => T) => ({
	...content,
	sections: content.sections.map((each) =>
		change({ ...each, sections: each.sections.map((inner) => change(inner)) })
	)
});
const scores = (content: FormContent, filled: FilledForm) => {
	const { raw, final, passed } = scoreForm(content, filled);
	return { raw, final, passed };
};

describe('every score', () => {
	test('stays within 0 and the cap of the bonus, and an error never lifts it', () => {
		fc.assert(
			fc.property(filledForm, ({ content, filled }) => {
				const { raw, final, sections } = scoreForm(content, filled);
				expect(raw === null).toBe(final === null);
				if (!raw || !final) return;
				expect(isAtLeast(fromText(raw), fromText(final))).toBe(true);
				expect(isAtLeast(fromText(final), exactly(0))).toBe(true);
				expect(isAtLeast(exactly(content.bonusCap), fromText(raw))).toBe(true);
				for (const { share } of sections) {
					if (share !== null) expect(share).toBeGreaterThanOrEqual(0);
					if (share !== null) expect(share).toBeLessThanOrEqual(1);
				}
			})
		);
	});

	test('is the same with a question that does not apply and without that question', () => {
		fc.assert(
			fc.property(filledForm, fc.nat(), ({ content, filled }, nth) => {
				const all = questionsOf(content).map((each) => each.question);
				// What another question looks at cannot be taken out without changing that one.
				const free = all.filter(
					({ id }) => !all.some(({ condition }) => condition?.question === id)
				);
				const one = free[nth % Math.max(free.length, 1)];
				if (!one) return;
				const answers = { ...filled.answers, [one.id]: { ...EMPTY_ANSWER, isNa: true } };
				const without = changed(content, (each) => ({
					...each,
					questions: each.questions.filter(({ id }) => id !== one.id)
				}));
				expect(scores(content, { ...filled, answers })).toEqual(scores(without, filled));
			})
		);
	});

	test('is the same when all weights of questions and sections are multiplied', () => {
		fc.assert(
			fc.property(filledForm, fc.constantFrom(0.5, 3, 10), ({ content, filled }, factor) => {
				// Exact: four decimals times these have few enough digits.
				const times = (value: number) => Number((value * factor).toFixed(6));
				// Within POINTS an inner section has a factor on what its section has: one is as it is.
				const isFactor = (each: InnerSection) => content.mode === 'POINTS' && !('sections' in each);
				const scaled = changed(content, (each) => ({
					...each,
					weight: isFactor(each) ? each.weight : times(each.weight),
					questions: each.questions.map((one) => ({ ...one, weight: times(one.weight) }))
				}));
				expect(scores(scaled, filled)).toEqual(scores(content, filled));
			})
		);
	});

	test('does not depend on the order of sections, of questions, or of the answers', () => {
		fc.assert(
			fc.property(filledForm, ({ content, filled }) => {
				const plain = changed(content, (each) => ({
					...each,
					questions: each.questions.map((one) => ({ ...one, condition: null }))
				}));
				const turned = changed(plain, (each) => ({
					...each,
					questions: each.questions.toReversed()
				}));
				const reversed = {
					...turned,
					sections: turned.sections
						.map((each) => ({ ...each, sections: each.sections.toReversed() }))
						.toReversed()
				};
				const answers = Object.fromEntries(Object.entries(filled.answers).toReversed());
				expect(scores(reversed, { ...filled, answers })).toEqual(scores(plain, filled));
			})
		);
	});
});
