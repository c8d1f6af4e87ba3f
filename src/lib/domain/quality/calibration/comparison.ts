/** What the evaluators of a session said, beside each other, and how far they agree. */
import type { AnswerState, FilledForm, FormResult } from '../answers.ts';
import { questionsOf } from '../form.ts';
import type { FormContent, Question } from '../form.ts';
import { deviationOf } from '../../statistics/agreement/deviation.ts';
import type { Deviation } from '../../statistics/agreement/deviation.ts';
import { errorDetection } from '../../statistics/agreement/error-detection.ts';
import type { ErrorDetection } from '../../statistics/agreement/error-detection.ts';
import { agreementOfAll, agreementOfAnswers, agreementOfTotals } from './agreement-of.ts';
import type { Agreement, Figure, TotalsAgreement } from './agreement-of.ts';
import { categoriesOf, comparedAnswer, isCompared, levelOf } from './compared-answer.ts';
import type { ComparedAnswer } from './compared-answer.ts';

/** What one evaluator submitted of one contact. */
export interface Judgement {
	readonly interaction: string;
	readonly evaluator: string;
	readonly filled: FilledForm;
	readonly result: FormResult;
}

export interface ShownAnswer {
	readonly state: AnswerState;
	/** Labels of options, a number, or what was written. */
	readonly text: string;
	readonly comment: string;
	/** The judgements that say the same have the same; null: nothing to compare. */
	readonly category: string | null;
	readonly isError: boolean;
}

export interface ComparedQuestion {
	readonly id: string;
	readonly text: string;
	readonly isCritical: boolean;
	/** Null: free text. */
	readonly agreement: Agreement | null;
	/** One row a contact, one place an evaluator; null: nothing was submitted. */
	readonly answers: readonly (readonly (ShownAnswer | null)[])[];
}

export interface ComparedScore {
	/** 0..1.1; null: nothing was scored. */
	readonly final: number | null;
	readonly raw: number | null;
	readonly passed: boolean | null;
	readonly autoFailed: boolean;
}

export interface EvaluatorDeviation {
	readonly evaluator: string;
	/** To the gold, else to the mean of the others; null: no contact has both. */
	readonly deviation: Deviation | null;
	/** Of critical questions, against the gold; null without one. */
	readonly detection: ErrorDetection | null;
}

export interface Comparison {
	readonly contacts: readonly string[];
	readonly evaluators: readonly string[];
	/** Null: nobody's scores are the measure. */
	readonly gold: string | null;
	/** One row a contact, one place an evaluator. */
	readonly scores: readonly (readonly (ComparedScore | null)[])[];
	/** Of all answers that are compared. */
	readonly answers: Figure | null;
	readonly totals: TotalsAgreement;
	/** Whether the contact has passed. */
	readonly outcome: Agreement;
	/** Those with the least agreement first; free text at the end. */
	readonly questions: readonly ComparedQuestion[];
	readonly deviations: readonly EvaluatorDeviation[];
}

export interface ComparisonInput {
	readonly content: FormContent;
	readonly contacts: readonly string[];
	readonly evaluators: readonly string[];
	readonly gold: string | null;
	readonly judgements: readonly Judgement[];
}

type Grid<T> = readonly (readonly (T | null)[])[];

function gridOf({ contacts, evaluators, judgements }: ComparisonInput): Grid<Judgement> {
	return contacts.map((contact) =>
		evaluators.map(
			(person) =>
				judgements.find(
					({ interaction, evaluator }) => interaction === contact && evaluator === person
				) ?? null
		)
	);
}

const mapGrid = <A, B>(grid: Grid<A>, of: (cell: A) => B | null): (B | null)[][] =>
	grid.map((row) => row.map((cell) => (cell === null ? null : of(cell))));

const resultOf = ({ result }: Judgement, { id }: Question) =>
	result.questions.find(({ question }) => question === id);

function textOf(question: Question, { filled }: Judgement): string {
	const answer = filled.answers[question.id];
	if (answer === undefined) return '';
	if (question.type === 'text') return answer.text;
	if (question.type === 'range' || question.type === 'number')
		return answer.number === null ? '' : String(answer.number);
	return question.options
		.filter(({ id }) => answer.options.includes(id))
		.map(({ label }) => label)
		.join(', ');
}

function answerIn(question: Question, judgement: Judgement): ComparedAnswer & ShownAnswer {
	const found = resultOf(judgement, question);
	const state = found?.state ?? 'unanswered';
	const answer = judgement.filled.answers[question.id];
	return {
		...comparedAnswer(question, state, answer),
		state,
		text: state === 'answered' ? textOf(question, judgement) : '',
		comment: answer?.comment ?? '',
		isError: found?.isCriticalError ?? false
	};
}

function comparedQuestion(question: Question, grid: Grid<Judgement>): ComparedQuestion {
	const answers = mapGrid(grid, (judgement) => answerIn(question, judgement));
	return {
		id: question.id,
		text: question.text,
		isCritical: question.critical !== null,
		agreement: isCompared(question)
			? agreementOfAnswers(answers, {
					level: levelOf(question),
					categories: categoriesOf(question)
				})
			: null,
		answers: mapGrid(answers, ({ state, text, comment, category, isError }) => ({
			...{ state, text, comment, category, isError }
		}))
	};
}

/** Nothing to compare comes last. */
const disagreementFirst = (a: ComparedQuestion, b: ComparedQuestion): number =>
	(a.agreement?.percent?.value ?? 2) - (b.agreement?.percent?.value ?? 2);

const PASSED = ['passed', 'failed'] as const;
const outcomeOf = ({ result: { passed } }: Judgement): ComparedAnswer => ({
	category: passed === null ? null : PASSED[passed ? 0 : 1],
	value: null
});

function meanOfOthers(scores: readonly (number | null)[], except: number): number | null {
	const others = scores.filter((score, place) => place !== except && score !== null);
	return others.length === 0
		? null
		: others.reduce<number>((sum, score) => sum + (score ?? 0), 0) / others.length;
}

/** Of each critical question of each contact that both have judged. */
function detectionOf(
	{ content }: ComparisonInput,
	grid: Grid<Judgement>,
	own: number,
	gold: number
): ErrorDetection {
	const errorIn = (judgement: Judgement | null | undefined, question: Question): boolean | null => {
		const found = judgement ? resultOf(judgement, question) : undefined;
		return found?.state === 'answered' ? found.isCriticalError : null;
	};
	const critical = questionsOf(content).filter(({ question }) => question.critical !== null);
	return errorDetection(
		grid.flatMap((row) =>
			critical.map(
				({ question }) => [errorIn(row[own], question), errorIn(row[gold], question)] as const
			)
		)
	);
}

/** Everybody but the gold itself. */
function deviationsOf(input: ComparisonInput, grid: Grid<Judgement>): EvaluatorDeviation[] {
	const { evaluators, gold } = input;
	const scores = mapGrid(grid, ({ result }) => result.finalScore);
	const goldPlace = gold === null ? -1 : evaluators.indexOf(gold);
	return evaluators.flatMap((evaluator, own) => {
		if (own === goldPlace) return [];
		const measure = (row: readonly (number | null)[]) =>
			goldPlace < 0 ? meanOfOthers(row, own) : (row[goldPlace] ?? null);
		return [
			{
				evaluator,
				deviation: deviationOf(scores.map((row) => [row[own] ?? null, measure(row)] as const)),
				detection: goldPlace < 0 ? null : detectionOf(input, grid, own, goldPlace)
			}
		];
	});
}

export function compare(input: ComparisonInput): Comparison {
	const grid = gridOf(input);
	const questions = questionsOf(input.content).map(({ question }) =>
		comparedQuestion(question, grid)
	);
	const comparable = questions.filter(({ agreement }) => agreement !== null);
	return {
		contacts: input.contacts,
		evaluators: input.evaluators,
		gold: input.gold,
		scores: mapGrid(grid, ({ result }) => ({
			final: result.finalScore,
			raw: result.rawScore,
			passed: result.passed,
			autoFailed: result.autoFailed
		})),
		answers: agreementOfAll(
			input.contacts.map((_, contact) =>
				comparable.map(({ answers }) =>
					(answers[contact] ?? []).map((answer) => answer?.category ?? null)
				)
			)
		),
		totals: agreementOfTotals(mapGrid(grid, ({ result }) => result.finalScore)),
		outcome: agreementOfAnswers(mapGrid(grid, outcomeOf), {
			level: 'nominal',
			categories: PASSED
		}),
		questions: questions.sort(disagreementFirst),
		deviations: deviationsOf(input, grid)
	};
}
