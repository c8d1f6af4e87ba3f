/** The facts of an evaluation with the names of who is in them. */
import type { ReportFacts } from '#lib/domain/quality/report.ts';
import type { NamesOf } from './evaluation-page.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export function reportFacts(evaluation: StoredEvaluation, names: NamesOf): ReportFacts {
	const { id, kind, lane, state, revision, interaction, channel, contactAtMs } = evaluation;
	const { createdAtMs, submittedAtMs, workMs, heardShare, form, formVersion } = evaluation;
	const { agent, queue, evaluator, finalScore, passed } = evaluation;
	return {
		...{ id, kind, lane, state, revision, interaction, channel, contactAtMs },
		...{ createdAtMs, submittedAtMs, workMs, heardShare, form, formVersion, finalScore, passed },
		agent: { id: agent, name: names.agent(agent) },
		queue: { id: queue, name: names.queue(queue) },
		evaluator: { id: evaluator, name: names.person(evaluator) }
	};
}
