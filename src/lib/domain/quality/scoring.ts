/** What the answers of a form come to. The order of operations and the formulas are in README.md beside this file. */
import type {
	Answer,
	ExactShare,
	FilledForm,
	FormResult,
	QuestionResult,
	SectionResult
} from './answers.ts';
import { earnedOf, isCriticalError, pointsOf, spanOf } from './answer-points.ts';
import { CRITICAL_CLASSES, questionsOf } from './form.ts';
import { readingOf } from './reading.ts';
import type { Reading } from './reading.ts';
import type { FormContent, InnerSection, Question, ScoringMode, Section } from './form.ts';
import {
	ONE,
	ZERO,
	asText,
	exactly,
	fromText,
	highest,
	isAtLeast,
	lowest,
	nearestNumber,
	over,
	plus,
	rational,
	roundedHalfUp,
	times
} from './rational.ts';
import type { Rational } from './rational.ts';

export { answerStates, missingIn } from './reading.ts';

/** What was earned and what could have been, both times their weights. */
interface Sums {
	readonly earned: Rational;
	readonly most: Rational;
}
const NO_SCORE = {
	raw: null,
	final: null,
	rawScore: null,
	finalScore: null,
	passed: null,
	band: null,
	autoFailed: false
} as const;
const NOTHING: Sums = { earned: ZERO, most: ZERO };

export function scoreForm(content: FormContent, filled: FilledForm): FormResult {
	const reading = readingOf(content, filled);
	const errors = errorsIn(reading);
	const raw = scoreOf(reading, new Set());
	const final = raw === null ? null : afterErrors(reading, raw);
	return {
		...scoresAsTold(content, raw, final),
		questions: questionsOf(content).map(({ question }) => questionResult(reading, question)),
		sections: sectionResults(reading),
		errors,
		applicable: applicableIn(reading)
	};
}

function scoresAsTold(content: FormContent, raw: Rational | null, final: Rational | null) {
	if (raw === null || final === null) return NO_SCORE;
	const band = content.bands.findLast(({ from }) => isAtLeast(final, exactly(from)));
	return {
		raw: asText(raw),
		final: asText(final),
		rawScore: nearestNumber(raw),
		finalScore: nearestNumber(final),
		passed: isAtLeast(final, exactly(content.passAt)),
		band: band?.name ?? null,
		autoFailed: !isAtLeast(final, raw)
	};
}

const isScored = (question: Question): boolean =>
	question.weight > 0 && question.type !== 'text' && !question.isBonus;

/** Nothing, of what counts in no part of any ratio. */
function sumsOfQuestion({ content, states, answerOf }: Reading, question: Question): Sums {
	if (!isScored(question) || states.get(question.id) !== 'answered') return NOTHING;
	const sums = earnedOf(question, answerOf(question), content.shareOf);
	if (sums === null || content.mode === 'POINTS') return sums ?? NOTHING;
	const weight = exactly(question.weight);
	return { earned: times(weight, over(sums.earned, sums.most) ?? ZERO), most: weight };
}

const total = (parts: readonly Sums[]): Sums =>
	parts.reduce(
		(all, part) => ({ earned: plus(all.earned, part.earned), most: plus(all.most, part.most) }),
		NOTHING
	);
const within = (share: Rational, most: Rational): Rational => lowest(most, highest(ZERO, share));
/** Null: nothing was scored. */
function shareOf({ earned, most }: Sums): Rational | null {
	const share = over(earned, most);
	return share && within(share, ONE);
}

/** What a section adds to what it stands in. */
function weighed(mode: ScoringMode, sectionWeight: number, sums: Sums): Sums {
	if (mode === 'QUESTION_WEIGHT') return sums;
	const weight = exactly(sectionWeight);
	if (mode === 'POINTS') {
		return { earned: times(weight, sums.earned), most: times(weight, sums.most) };
	}
	const share = shareOf(sums);
	return share === null ? NOTHING : { earned: times(weight, share), most: weight };
}

/** `zeroed`: ids of sections in which nothing was earned, whatever was answered. */
function sumsOfSection(
	reading: Reading,
	section: Section | InnerSection,
	zeroed: ReadonlySet<string>
): Sums {
	const inner = 'sections' in section ? section.sections : [];
	const sums = total([
		...section.questions.map((question) => sumsOfQuestion(reading, question)),
		...inner.map((each) =>
			weighed(reading.content.mode, each.weight, sumsOfSection(reading, each, zeroed))
		)
	]);
	return zeroed.has(section.id) ? { ...sums, earned: ZERO } : sums;
}

function scoreOf(reading: Reading, zeroed: ReadonlySet<string>): Rational | null {
	const { sections, mode, bonusCap } = reading.content;
	const base = shareOf(
		total(
			sections.map((section) =>
				weighed(mode, section.weight, sumsOfSection(reading, section, zeroed))
			)
		)
	);
	return base && within(plus(base, bonusOf(reading)), exactly(bonusCap));
}

/** Points of a bonus are hundredths of the score; negative ones take away. */
function bonusOf({ content, states, answerOf }: Reading): Rational {
	return questionsOf(content)
		.map(({ question }) => question)
		.filter(
			({ id, isBonus, weight, type }) =>
				isBonus && weight > 0 && type !== 'text' && states.get(id) === 'answered'
		)
		.map((question) => times(pointsOf(question, answerOf(question)), rational(1n, 100n)))
		.reduce(plus, ZERO);
}

const errorsOf = ({ content, states, answerOf }: Reading) =>
	questionsOf(content).filter(
		({ question }) =>
			states.get(question.id) === 'answered' && isCriticalError(question, answerOf(question))
	);

/** The lowest of what each error leaves; sections that are zeroed are zeroed together. */
function afterErrors(reading: Reading, raw: Rational): Rational {
	const zeroed = new Set<string>();
	let final = raw;
	for (const { question, section, inner } of errorsOf(reading)) {
		const { scope, cap } = question.critical ?? { scope: 'flag_only', cap: null };
		if (scope === 'form_zero') final = lowest(final, ZERO);
		if (scope === 'cap') final = lowest(final, exactly(cap ?? 0));
		if (scope === 'section_zero') zeroed.add((inner ?? section).id);
	}
	return zeroed.size === 0 ? final : lowest(final, scoreOf(reading, zeroed) ?? final);
}

const errorsIn = (reading: Reading): FormResult['errors'] =>
	errorsOf(reading).flatMap(({ question: { id, critical } }) =>
		critical ? [{ question: id, class: critical.class, scope: critical.scope }] : []
	);

function applicableIn({ content, states }: Reading): FormResult['applicable'] {
	const classes = new Set(
		questionsOf(content)
			.filter(({ question }) => states.get(question.id) === 'answered')
			.map(({ question }) => question.critical?.class)
	);
	return CRITICAL_CLASSES.filter((each) => classes.has(each));
}

function questionResult(reading: Reading, question: Question): QuestionResult {
	const { content, states, answerOf } = reading;
	const state = states.get(question.id) ?? 'unanswered';
	const answer = answerOf(question);
	return {
		question: question.id,
		state,
		...(state === 'answered'
			? pointsAsTold(question, answer, content.shareOf)
			: { points: null, maxPoints: null, share: null }),
		isCriticalError: state === 'answered' && isCriticalError(question, answer)
	};
}

function pointsAsTold(question: Question, answer: Answer, way: FormContent['shareOf']) {
	const isBonus = question.isBonus && question.weight > 0 && question.type !== 'text';
	const sums = isScored(question) ? earnedOf(question, answer, way) : null;
	const share = sums && over(sums.earned, sums.most);
	return {
		points: sums || isBonus ? nearestNumber(pointsOf(question, answer)) : null,
		maxPoints: sums && nearestNumber(mostPointsOf(question, sums.most, way)),
		share: share && nearestNumber(share)
	};
}

function mostPointsOf(question: Question, most: Rational, way: FormContent['shareOf']): Rational {
	return way === 'max' ? most : (spanOf(question)?.most ?? most);
}

function sectionResults(reading: Reading): SectionResult[] {
	return reading.content.sections
		.flatMap((section) => [section, ...section.sections])
		.map((section) => {
			const share = shareOf(sumsOfSection(reading, section, new Set()));
			return { section: section.id, share: share && nearestNumber(share) };
		});
}

/** Per cent, rounded half up to so many decimals: only for eyes. Null: nothing was scored. */
export function displayScore(share: ExactShare | null, decimals: 0 | 1 | 2 = 1): number | null {
	if (share === null) return null;
	return roundedHalfUp(times(fromText(share), rational(100n, 1n)), decimals);
}
