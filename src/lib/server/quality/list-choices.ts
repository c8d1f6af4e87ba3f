/** What there is to choose from in the list of evaluations, in the reach of whoever asks. */
import { askingOf } from '../api/asking.ts';
import { agentsToChoose, queuesInScope } from '../queries/history-choices.ts';
import type { PageEvent, PageParts } from './evaluation-page.ts';

export interface ListChoice {
	readonly id: string;
	readonly name: string;
}
export interface ListChoices {
	readonly agents: readonly ListChoice[];
	readonly queues: readonly ListChoice[];
	readonly evaluators: readonly ListChoice[];
	readonly forms: readonly ListChoice[];
}

/** Evaluators are those who may judge today, or did. Rejects with QueryError when the database does not answer. */
export async function listChoices(parts: PageParts, event: PageEvent): Promise<ListChoices> {
	const { clickhouse, tenant, scope, signal } = await askingOf(parts, event);
	const options = { scope, signal };
	const [agents, queues, people, forms, wrote] = await Promise.all([
		clickhouse.query('report', agentsToChoose, { tenant }, options),
		clickhouse.query('report', queuesInScope, { tenant }, options),
		parts.people.list(),
		parts.quality.forms.list(),
		parts.store.database.selectFrom('evaluations').select('evaluator').distinct().execute()
	]);
	const judges = new Set(wrote.map(({ evaluator }) => evaluator));
	return {
		agents: agents.map(({ id, name }) => ({ id, name })),
		queues: queues.map(({ id, name }) => ({ id, name })),
		evaluators: people.filter(({ id }) => judges.has(id)).map(({ id, name }) => ({ id, name })),
		forms: forms.map(({ id, name }) => ({ id, name }))
	};
}
