/** Reads the answers of a form: which questions count, and what is still missing. */
import { isAnswered, needsComment } from './answer-points.ts';
import { EMPTY_ANSWER } from './answers.ts';
import type { Answer, AnswerState, FilledForm } from './answers.ts';
import { questionsOf } from './form.ts';
import type { FormContent, Question } from './form.ts';

/** One reading of a form: answers with the states they are in. */
export interface Reading {
	readonly content: FormContent;
	readonly states: Map<string, AnswerState>;
	readonly answerOf: (question: Question) => Answer;
}

const answersOf =
	({ answers }: FilledForm) =>
	({ id }: Question): Answer =>
		Object.hasOwn(answers, id) ? (answers[id] ?? EMPTY_ANSWER) : EMPTY_ANSWER;

export function readingOf(content: FormContent, filled: FilledForm): Reading {
	return { content, states: answerStates(content, filled), answerOf: answersOf(filled) };
}

/** By question id. One pass is enough, because a condition looks only at what stands before it. */
export function answerStates(content: FormContent, filled: FilledForm): Map<string, AnswerState> {
	const states = new Map<string, AnswerState>();
	const answerOf = answersOf(filled);
	const chosen = new Map<string, readonly string[]>();
	for (const { question } of questionsOf(content)) {
		const answer = answerOf(question);
		const state = stateOf(question, answer, chosen);
		states.set(question.id, state);
		if (state === 'answered') chosen.set(question.id, answer.options);
	}
	return states;
}

function stateOf(
	question: Question,
	answer: Answer,
	chosen: ReadonlyMap<string, readonly string[]>
): AnswerState {
	const { condition, mayBeNa } = question;
	if (condition !== null) {
		const given = chosen.get(condition.question) ?? [];
		if (!condition.options.some((option) => given.includes(option))) return 'hidden';
	}
	if (mayBeNa && answer.isNa) return 'na';
	return isAnswered(question, answer) ? 'answered' : 'unanswered';
}

/** What keeps a form from being submitted. */
export interface Missing {
	readonly question: string;
	readonly why: 'unanswered' | 'comment';
}

/** In the order it is asked. */
export function missingIn(content: FormContent, filled: FilledForm): Missing[] {
	const states = answerStates(content, filled);
	const answerOf = answersOf(filled);
	return questionsOf(content).flatMap(({ question }): Missing[] => {
		const state = states.get(question.id);
		const answer = answerOf(question);
		if (state === 'unanswered' && question.isRequired) {
			return [{ question: question.id, why: 'unanswered' }];
		}
		const isSilent = answer.comment.trim() === '';
		return state === 'answered' && isSilent && needsComment(question, answer)
			? [{ question: question.id, why: 'comment' }]
			: [];
	});
}
