/** The history of an evaluation as people read it: who did what when, from what to what, and why. */
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Type } from '@sinclair/typebox';
import { Answer } from '#lib/domain/quality/answers.ts';
import type { EvaluationStep } from '#lib/domain/quality/evaluation.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { PublishedForm, Question } from '#lib/domain/quality/form.ts';
import type { LoggedStep } from './evaluation-log.ts';

/** Null on either side: there was, or is, nothing. */
export type HistoryChange =
	| { readonly kind: 'score'; readonly before: number | null; readonly after: number | null }
	| { readonly kind: 'answer'; readonly before: Answer | null; readonly after: Answer | null }
	| { readonly kind: 'deadline'; readonly untilMs: number }
	| { readonly kind: 'person'; readonly before: string | null; readonly after: string };

/** `person`: by name. `product`: by itself. `quality`: somebody who is not named to whoever reads. */
export type HistoryActor =
	{ readonly kind: 'person'; readonly name: string } | { readonly kind: 'product' | 'quality' };

export interface HistoryLine {
	readonly id: string;
	readonly atMs: number;
	readonly revision: number;
	readonly step: EvaluationStep;
	readonly actor: HistoryActor;
	/** Null: it is about the whole. */
	readonly question: {
		readonly text: string;
		/** Null: the form cannot be read. */
		readonly asked: Question | null;
	} | null;
	readonly change: HistoryChange | null;
	readonly reason: string;
}

const score = TypeCompiler.Compile(
	Type.Object({ finalScore: Type.Union([Type.Number(), Type.Null()]) })
);
const answer = TypeCompiler.Compile(Answer);
const deadline = TypeCompiler.Compile(Type.Object({ disputeUntilMs: Type.Number() }));

const scoreOf = (value: unknown): number | null => (score.Check(value) ? value.finalScore : null);
const answerOf = (value: unknown): Answer | null => (answer.Check(value) ? value : null);

function changeOf(
	{ step, question, before, after }: LoggedStep,
	nameOf: (person: string) => string
): HistoryChange | null {
	if (question !== '')
		return before === null && after === null
			? null
			: { kind: 'answer', before: answerOf(before), after: answerOf(after) };
	if (score.Check(after))
		return { kind: 'score', before: scoreOf(before), after: after.finalScore };
	if (deadline.Check(after)) return { kind: 'deadline', untilMs: after.disputeUntilMs };
	if (step === 'review_started' && typeof after === 'string')
		return {
			kind: 'person',
			before: typeof before === 'string' ? nameOf(before) : null,
			after: nameOf(after)
		};
	return null;
}

function questionOf(form: PublishedForm | null, id: string): HistoryLine['question'] {
	if (id === '') return null;
	const all = form ? questionsOf(form.content) : [];
	const asked = all.find(({ question }) => question.id === id)?.question ?? null;
	return { text: asked?.text ?? id, asked };
}

export interface HistoryReader {
	readonly form: PublishedForm | null;
	readonly nameOf: (person: string) => string;
	/** Who may be named to whoever reads, by id; everybody when left out. */
	readonly mayName?: (person: string) => boolean;
}

/** Oldest first. */
export function historyLines(
	steps: readonly LoggedStep[],
	{ form, nameOf, mayName = () => true }: HistoryReader
): HistoryLine[] {
	return steps.map((step) => {
		const { id, atMs, revision, actor, actorName, question, reason } = step;
		const change = changeOf(step, nameOf);
		return {
			...{ id, atMs, revision, reason, step: step.step },
			actor:
				actor === ''
					? { kind: 'product' }
					: mayName(actor)
						? { kind: 'person', name: actorName }
						: { kind: 'quality' },
			question: questionOf(form, question),
			change:
				change?.kind === 'person' && typeof step.after === 'string' && !mayName(step.after)
					? null
					: change
		};
	});
}

/** What an agent is told: nothing of how it came to be before it was submitted. */
export const stepsForAgent = (steps: readonly LoggedStep[]): LoggedStep[] =>
	steps.filter(({ step }) => step !== 'started');
