/** Reads what was decided about each disputed question. */
import { DISPUTE_STATES, LONGEST_REASON } from '#lib/domain/quality/dispute.ts';
import type { DisputeOutcome } from '#lib/domain/quality/dispute.ts';
import { rawField } from '../form-fields.ts';
import type { Decision } from './decide-disputes.ts';

export interface SentDecision {
	readonly question: string;
	/** Empty: not chosen. */
	readonly outcome: DisputeOutcome | '';
	readonly reason: string;
}

/** Lines are kept: people write paragraphs. */
export const reasonField = (form: FormData, name: string): string =>
	rawField(form, name).normalize('NFC').replace(/\r\n?/g, '\n').trim().slice(0, LONGEST_REASON);

const outcomeIn = (form: FormData, question: string): DisputeOutcome | '' => {
	const sent = DISPUTE_STATES.find((one) => one === rawField(form, `outcome.${question}`));
	return sent === 'upheld' || sent === 'revised' ? sent : '';
};

export function readDecisions(
	form: FormData,
	questions: readonly string[]
): { readonly sent: readonly SentDecision[]; readonly decisions: readonly Decision[] | null } {
	const sent = questions.map((question) => ({
		question,
		outcome: outcomeIn(form, question),
		reason: reasonField(form, `reason.${question}`)
	}));
	const decisions = sent.flatMap(({ question, outcome, reason }) =>
		outcome === '' || reason === '' ? [] : [{ question, outcome, reason }]
	);
	return { sent, decisions: decisions.length === sent.length ? decisions : null };
}
