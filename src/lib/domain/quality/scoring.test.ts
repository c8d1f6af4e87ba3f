import { describe, expect, test } from 'vitest';
import { NOTHING_FILLED } from './answers.ts';
import type { Answer, FilledForm } from './answers.ts';
import { answerTo, withAnswer, withNumber, withOption } from './fill.ts';
import type {
	Critical,
	FormContent,
	InnerSection,
	Question,
	ScoringMode,
	Section
} from './form.ts';
import { exactly } from './rational.ts';
import { answerStates, displayScore, missingIn, scoreForm } from './scoring.ts';

const PLAIN: Question = {
	id: 'q',
	text: 'A question',
	help: '',
	type: 'single',
	weight: 1,
	isRequired: true,
	mayBeNa: true,
	options: [],
	range: null,
	bands: [],
	unit: '',
	needsCommentBelow: null,
	condition: null,
	critical: null,
	isBonus: false
};
const option = (id: string, points: number, more: object = {}) => ({
	...{ id, label: id, points, anchor: '', isError: false, needsComment: false },
	...more
});
/** One option for each number of points, called after it. */
const worth = (id: string, points: readonly number[], more: Partial<Question> = {}): Question => ({
	...PLAIN,
	id,
	options: points.map((each) => option(`p${String(each).replace(/\D/g, '-')}`, each)),
	...more
});
const section = (
	id: string,
	weight: number,
	questions: Question[],
	sections: InnerSection[] = []
): Section => ({ id, title: id, help: '', weight, questions, sections });
const form = (
	mode: ScoringMode,
	sections: Section[],
	more: Partial<FormContent> = {}
): FormContent => ({
	...{ name: 'form', description: '', language: 'en', channels: [], shareOf: 'max' },
	...{ passAt: 0.85, bonusCap: 1, bands: [] },
	mode,
	sections,
	...more
});
/** An option or several with + between them, a number, or `na`. */
type Given = Readonly<Record<string, string | number>>;
function fill(content: FormContent, given: Given): FilledForm {
	const questions = new Map(
		content.sections
			.flatMap((each) => [each, ...each.sections])
			.flatMap(({ questions: list }) => list.map((question) => [question.id, question] as const))
	);
	return Object.entries(given).reduce((filled, [id, value]) => {
		const before = answerTo(filled, id);
		const question = questions.get(id) ?? PLAIN;
		const answer: Answer =
			value === 'na'
				? { ...before, isNa: true }
				: typeof value === 'number' && ['range', 'number'].includes(question.type)
					? withNumber(before, value)
					: String(value)
							.split('+')
							.reduce((all, each) => withOption(question, all, each, true), before);
		return withAnswer(filled, id, answer);
	}, NOTHING_FILLED);
}
const score = (content: FormContent, given: Given) => scoreForm(content, fill(content, given));
const raw = (content: FormContent, given: Given) => score(content, given).raw;
const of = (numerator: number, denominator: number) => ({
	numerator: String(numerator),
	denominator: String(denominator)
});

const TENS = [10, 5, 0];
const ONE = [1, 0];
const tv01 = form('QUESTION_WEIGHT', [
	section(
		's',
		1,
		[40, 20, 20, 20].map((weight, index) => worth(`q${index + 1}`, TENS, { weight }))
	)
]);
const genesys = (mode: ScoringMode) =>
	form(mode, [
		section('g1', 40, [worth('q1', ONE), worth('q2', ONE)]),
		section('g2', 20, [worth('q3', ONE)])
	]);
const tv04 = (mode: ScoringMode) =>
	form(mode, [
		section('s1', 60, [worth('q1', ONE, { weight: 30 }), worth('q2', ONE, { weight: 30 })]),
		section('s2', 40, [worth('q3', ONE, { weight: 20 }), worth('q4', ONE, { weight: 20 })])
	]);
const GENESYS: Given = { q1: 'p1', q2: 'p0', q3: 'p1' };
const TV04: Given = { q1: 'p1', q2: 'na', q3: 'p0', q4: 'p1' };

describe('published answers', () => {
	test.each([
		[
			'weights 40/20/20/20 give 60 %',
			tv01,
			{ q1: 'p10', q2: 'p5', q3: 'p5', q4: 'p0' },
			of(3, 5),
			60
		],
		[
			'and 75 % once the last does not apply',
			tv01,
			{ q1: 'p10', q2: 'p5', q3: 'p5', q4: 'na' },
			of(3, 4),
			75
		],
		['points times the weight of their group give 60 %', genesys('POINTS'), GENESYS, of(3, 5), 60],
		['the same by section gives 66.67 %', genesys('SECTION_WEIGHT'), GENESYS, of(2, 3), 66.67],
		['by question 71.43 %', tv04('QUESTION_WEIGHT'), TV04, of(5, 7), 71.43],
		['the same by section gives 80 %', tv04('SECTION_WEIGHT'), TV04, of(4, 5), 80]
	] as const)('%s', (_name, content, given, share, shown) => {
		const result = score(content, given);
		expect(result.raw).toEqual(share);
		expect(displayScore(result.raw, 2)).toBe(shown);
	});

	test('10 and 5 of 10 with one left out are three quarters of a base of 50: 37.5', () => {
		const content = form('POINTS', [
			section(
				'c',
				1,
				['a', 'b', 'c'].map((id) => worth(id, TENS))
			),
			section('rest', 1, [worth('d', TENS)])
		]);
		const { sections } = score(content, { a: 'p10', b: 'p5', c: 'na', d: 'p0' });
		expect(sections[0]).toEqual({ section: 'c', share: 0.75 });
		expect((sections[0]?.share ?? 0) * 50).toBe(37.5);
	});

	test('20 and a bonus of 10 are 30; 100 less 5 is 95; a minimum lifts 3 to 5', () => {
		const bonus = worth('bonus', [10, -5, 0], { isBonus: true });
		const content = form('POINTS', [section('s', 1, [worth('q', [100, 20, 0]), bonus])]);
		expect(raw(content, { q: 'p20', bonus: 'p10' })).toEqual(of(3, 10));
		expect(raw(content, { q: 'p100', bonus: 'p-5' })).toEqual(of(19, 20));
		const bands = [5, 6, 7, 8, 9, 10].map((points, index) => ({ from: index && points, points }));
		const least = form('POINTS', [section('s', 1, [{ ...PLAIN, type: 'number' as const, bands }])]);
		expect(score(least, { q: 3 }).questions[0]).toMatchObject({ points: 5, maxPoints: 10 });
	});
});

describe('what counts', () => {
	test('a hidden question counts like one that does not apply, and so does what depends on it', () => {
		const asks = (id: string, on: string) =>
			worth(id, ONE, { condition: { question: on, options: ['p1'] } });
		const content = form('QUESTION_WEIGHT', [
			section('s', 1, [worth('a', ONE), asks('b', 'a'), asks('c', 'b')])
		]);
		const filled = fill(content, { a: 'p0', b: 'p1', c: 'p1' });
		expect([...answerStates(content, filled)]).toEqual([
			['a', 'answered'],
			['b', 'hidden'],
			['c', 'hidden']
		]);
		expect(scoreForm(content, filled).raw).toEqual(of(0, 1));
		expect(raw(content, { a: 'p1', b: 'na', c: 'p1' })).toEqual(of(1, 1));
	});

	test('nothing that was scored is no score, neither 0 nor 100, also with an error', () => {
		const critical: Critical = {
			class: 'customer',
			scope: 'form_zero',
			cap: null,
			errorBelow: null
		};
		const asked = worth('a', ONE, { weight: 0, critical });
		asked.options[1] = option('p0', 0, { isError: true });
		const content = form('SECTION_WEIGHT', [section('s', 1, [asked, worth('b', ONE)])]);
		const result = score(content, { a: 'p0', b: 'na' });
		expect(result).toMatchObject({ raw: null, final: null, passed: null, autoFailed: false });
		expect(result.errors).toEqual([{ question: 'a', class: 'customer', scope: 'form_zero' }]);
		expect(displayScore(result.final)).toBeNull();
	});

	test('an inner section stands among the questions of its section like one of its weight', () => {
		const inner = { ...section('i', 3, [worth('b', ONE), worth('c', ONE)]) };
		const content = form('SECTION_WEIGHT', [section('s', 10, [worth('a', ONE)], [inner])]);
		expect(raw(content, { a: 'p1', b: 'p1', c: 'p0' })).toEqual(of(5, 8));
		expect(raw(content, { a: 'p1', b: 'na', c: 'na' })).toEqual(of(1, 1));
		const points = { ...content, mode: 'POINTS' as const };
		expect(raw(points, { a: 'p1', b: 'p1', c: 'p0' })).toEqual(of(4, 7));
	});

	test('of a multiple choice everything chosen is added, and the span goes down to all that is taken', () => {
		const content = form(
			'QUESTION_WEIGHT',
			[section('s', 1, [worth('q', [3, 1, -2], { type: 'multiple' })])],
			{ shareOf: 'span' }
		);
		expect(raw(content, { q: 'p3+p-2' })).toEqual(of(1, 2));
		expect(score({ ...content, shareOf: 'max' }, { q: 'p1+p-2' }).raw).toEqual(of(0, 1));
	});

	test('a number belongs to the band that begins at or below it, and to none below the first', () => {
		const bands = [
			{ from: 2, points: 1 },
			{ from: 5, points: 4 }
		];
		const content = form('QUESTION_WEIGHT', [
			section('s', 1, [{ ...PLAIN, type: 'number', bands }])
		]);
		const shares = [1.99, 2, 4.99, 5, 100].map((number) => score(content, { q: number }).rawScore);
		expect(shares).toEqual([0, 0.25, 0.25, 1, 1]);
	});

	test('what is below the passing score by a hair does not pass, whatever it is rounded to', () => {
		const near = [20_000, 16_999, 17_000, 0];
		const content = form('POINTS', [section('s', 1, [worth('q', near)])], {
			bands: [
				{ from: 0, name: 'low', status: 'bad' },
				{ from: 0.85, name: 'high', status: 'good' }
			]
		});
		const below = score(content, { q: 'p16999' });
		expect(displayScore(below.final, 1)).toBe(85);
		expect(displayScore(below.final, 2)).toBe(85);
		expect(below).toMatchObject({ finalScore: 0.84995, passed: false, band: 'low' });
		expect(score(content, { q: 'p17000' })).toMatchObject({ passed: true, band: 'high' });
	});

	test('what is shown is rounded half up', () => {
		const shown = (value: number, decimals: 0 | 1 | 2) => {
			const { numerator, denominator } = exactly(value);
			return displayScore(
				{ numerator: String(numerator), denominator: String(denominator) },
				decimals
			);
		};
		expect([shown(0.84995, 2), shown(0.8445, 0), shown(0.845, 0), shown(0.00125, 2)]).toEqual([
			85, 84, 85, 0.13
		]);
	});
});

describe('critical errors', () => {
	const critical = (scope: Critical['scope'], cap: number | null = null): Critical => ({
		class: 'compliance',
		scope,
		cap,
		errorBelow: null
	});
	const fatal = (id: string, of: Critical) =>
		worth(id, ONE, {
			critical: of,
			options: [option('p1', 1), option('p0', 0, { isError: true })]
		});
	const content = form('SECTION_WEIGHT', [
		section('s1', 1, [worth('a', ONE), fatal('zero', critical('form_zero'))]),
		section('s2', 1, [worth('b', ONE), fatal('section', critical('section_zero'))]),
		section('s3', 2, [
			worth('c', ONE),
			fatal('cap', critical('cap', 0.4)),
			fatal('flag', critical('flag_only'))
		])
	]);
	const BEST = { a: 'p1', zero: 'p1', b: 'p1', section: 'p1', c: 'p1', cap: 'p1', flag: 'p1' };

	test.each([
		['zero', of(7, 8), of(0, 1), true],
		['section', of(7, 8), of(3, 4), true],
		['cap', of(5, 6), of(2, 5), true],
		['flag', of(5, 6), of(5, 6), false]
	])(
		'an error of scope %s lowers the final score and never the raw one',
		(id, before, after, failed) => {
			const result = score(content, { ...BEST, [id]: 'p0' });
			expect([result.raw, result.final, result.autoFailed]).toEqual([before, after, failed]);
			expect(result.errors.map(({ question }) => question)).toEqual([id]);
			expect(result.applicable).toEqual(['compliance']);
		}
	);

	test('of several the lowest counts, and sections are emptied together', () => {
		const two = form('SECTION_WEIGHT', [
			section('s1', 1, [worth('a', ONE), fatal('x', critical('section_zero'))]),
			section('s2', 1, [worth('b', ONE), fatal('y', critical('section_zero'))]),
			section('s3', 2, [fatal('z', critical('cap', 0.9))])
		]);
		expect(score(two, { a: 'p1', x: 'p0', b: 'p1', y: 'p0', z: 'p1' }).final).toEqual(of(1, 2));
		expect(score(content, { ...BEST, cap: 'p0', section: 'p0' }).final).toEqual(of(2, 5));
	});

	test('an error within an inner section empties only that one', () => {
		const inner = section('i', 1, [fatal('x', critical('section_zero')), worth('b', ONE)]);
		const nested = form('SECTION_WEIGHT', [section('s', 1, [worth('a', ONE)], [inner])]);
		expect(score(nested, { a: 'p1', x: 'p0', b: 'p1' }).final).toEqual(of(1, 2));
	});

	test('a number below what is allowed is an error', () => {
		const low = { ...critical('form_zero'), errorBelow: 2 };
		const range = { min: 1, max: 5, minLabel: '', maxLabel: '' };
		const scaled = form('SECTION_WEIGHT', [
			section('s', 1, [{ ...PLAIN, type: 'range', range, critical: low }])
		]);
		expect(score(scaled, { q: 1 })).toMatchObject({ finalScore: 0, rawScore: 0.2 });
		expect(score(scaled, { q: 2 }).errors).toEqual([]);
	});
});

describe('what is missing', () => {
	test('is every required question without an answer, and every answer that needs a reason', () => {
		const explain = worth('b', ONE, {
			options: [option('p1', 1), option('p0', 0, { needsComment: true })]
		});
		const content = form('POINTS', [
			section('s', 1, [
				worth('a', ONE),
				explain,
				worth('c', ONE, { isRequired: false }),
				worth('d', ONE, { mayBeNa: false }),
				worth('e', ONE)
			])
		]);
		const filled = fill(content, { b: 'p0', d: 'na', e: 'na' });
		expect(missingIn(content, filled)).toEqual([
			{ question: 'a', why: 'unanswered' },
			{ question: 'b', why: 'comment' },
			{ question: 'd', why: 'unanswered' }
		]);
		const said = withAnswer(filled, 'b', { ...answerTo(filled, 'b'), comment: 'because' });
		expect(missingIn(content, said).map(({ question }) => question)).toEqual(['a', 'd']);
	});
});
