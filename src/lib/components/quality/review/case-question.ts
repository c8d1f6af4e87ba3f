/** A disputed question as it is shown; made by src/lib/server/quality/dispute-case.ts. */
import type { Answer } from '#lib/domain/quality/answers.ts';
import type { DisputeState } from '#lib/domain/quality/dispute.ts';
import type { Question } from '#lib/domain/quality/form.ts';

export interface CaseQuestion {
	readonly question: string;
	readonly text: string;
	/** Null: the form cannot be read. */
	readonly asked: Question | null;
	readonly state: DisputeState;
	readonly decision: string;
	/** Null: neither it nor the answers are shown yet. */
	readonly reason: string | null;
	readonly first: Answer | null;
	readonly second: Answer | null;
	readonly isSame: boolean;
}
