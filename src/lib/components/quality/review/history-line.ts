/** A line of the history as it is shown; made by src/lib/server/quality/history-lines.ts. */
import type { Answer } from '#lib/domain/quality/answers.ts';
import type { EvaluationStep } from '#lib/domain/quality/evaluation.ts';
import type { Question } from '#lib/domain/quality/form.ts';

export type HistoryChange =
	| { readonly kind: 'score'; readonly before: number | null; readonly after: number | null }
	| { readonly kind: 'answer'; readonly before: Answer | null; readonly after: Answer | null }
	| { readonly kind: 'deadline'; readonly untilMs: number }
	| { readonly kind: 'person'; readonly before: string | null; readonly after: string };

export interface HistoryLine {
	readonly id: string;
	readonly atMs: number;
	readonly revision: number;
	readonly step: EvaluationStep;
	/** `quality`: somebody who is not named to whoever reads. */
	readonly actor:
		{ readonly kind: 'person'; readonly name: string } | { readonly kind: 'product' | 'quality' };
	/** Null: it is about the whole. */
	readonly question: { readonly text: string; readonly asked: Question | null } | null;
	readonly change: HistoryChange | null;
	readonly reason: string;
}
