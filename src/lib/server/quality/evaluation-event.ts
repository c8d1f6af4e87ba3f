/** What an evaluation tells as an event: the same for its first revision and for those after it. */
import type { EventData } from '#lib/domain/events/event-types.ts';
import type { FilledForm, FormResult, QuestionResult } from '#lib/domain/quality/answers.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

type Told = EventData<'evaluation.submitted'>;
type ToldAnswer = Told['answers'][number];

/** Longer is no work, but a page that was left open. */
const MOST_WORK_MS = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString();

function answerOf({ question, state, share }: QuestionResult, filled: FilledForm): ToldAnswer {
	const answer = filled.answers[question];
	if (state !== 'answered' || !answer) return { question, state };
	return {
		question,
		state,
		...(answer.options.length === 0 ? {} : { options: answer.options }),
		...(answer.number === null ? {} : { number: answer.number }),
		share
	};
}

export interface Submitted {
	/** The number of the revision that is told. */
	readonly revision: number;
	/** When the first one was submitted. */
	readonly submittedAtMs: number;
	readonly evaluator: string;
	readonly filled: FilledForm;
	readonly result: FormResult;
}

export function evaluationEvent(
	evaluation: Omit<StoredEvaluation, 'evaluator' | 'revision' | 'submittedAtMs' | 'result'>,
	{ revision, submittedAtMs, evaluator, filled, result }: Submitted
): Told {
	const { interaction, agent, queue, channel, form, formVersion, kind, lane } = evaluation;
	return {
		interaction,
		agent,
		...(queue === '' ? {} : { queue }),
		...(channel === '' ? {} : { channel }),
		contactAt: iso(evaluation.contactAtMs),
		evaluator,
		...{ form, formVersion, kind, lane, revision },
		submittedAt: iso(submittedAtMs),
		rawScore: result.rawScore,
		finalScore: result.finalScore,
		passed: result.passed,
		autoFailed: result.autoFailed,
		criticalApplicable: [...result.applicable],
		criticalFailed: [...new Set(result.errors.map((error) => error.class))],
		workMs: Math.min(MOST_WORK_MS, Math.max(0, Math.round(evaluation.workMs))),
		answers: result.questions.map((one) => answerOf(one, filled))
	};
}
