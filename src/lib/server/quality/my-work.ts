/** What somebody has to evaluate, began, and submitted last. */
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { ReportFacts } from '#lib/domain/quality/report.ts';
import type { Runtime } from '../runtime.ts';
import type { Assignment } from './assignments.ts';
import { toldKind } from './blind.ts';
import { ALL_EVALUATIONS } from './evaluation-list.ts';
import { namesFor } from './evaluation-page.ts';
import type { PageEvent, PageParts } from './evaluation-page.ts';
import { reportFacts } from './report-facts.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export interface AssignedWork extends Pick<
	Assignment,
	'id' | 'kind' | 'lane' | 'interaction' | 'channel' | 'contactAtMs' | 'formVersion' | 'dueAtMs'
> {
	readonly formName: string;
	readonly agentName: string;
	readonly queueName: string;
	readonly isLate: boolean;
	readonly isBegun: boolean;
}

export interface MyWork {
	readonly assigned: readonly AssignedWork[];
	readonly drafts: readonly ReportFacts[];
	readonly submitted: readonly ReportFacts[];
	readonly forms: ReadonlyMap<string, string>;
}

const MOST_DRAFTS = 50;
const LAST_SUBMITTED = 15;

/** Rejects with QueryError when the database does not say which team an agent is in. */
export async function myWork(
	parts: PageParts & Pick<Runtime, 'quality'>,
	event: PageEvent,
	{ person, nowMs }: { readonly person: PersonPrincipal; readonly nowMs: number }
): Promise<MyWork> {
	const { quality, access } = parts;
	const [scope, teams, open, summaries] = await Promise.all([
		access.scopeOf(person),
		quality.teamOfAgents(),
		quality.assignments.open(person.id),
		quality.forms.list()
	]);
	const own = { ...ALL_EVALUATIONS, evaluator: person.id, reader: person.id, before: null };
	const [drafts, submitted] = await Promise.all([
		quality.evaluations.list({ ...own, scope, teams, state: 'draft', limit: MOST_DRAFTS }),
		quality.evaluations.list({ ...own, scope, teams, limit: LAST_SUBMITTED })
	]);
	const names = await namesFor(parts, event, [
		...open,
		...drafts.evaluations,
		...submitted.evaluations
	]);
	const factsOf = (one: StoredEvaluation): ReportFacts =>
		reportFacts({ ...one, kind: toldKind(one, person.id) }, names);
	const forms = new Map(summaries.map(({ id, name }) => [id, name]));
	return {
		assigned: open.map(({ agent, queue, form, evaluation, ...one }) => ({
			...{
				id: one.id,
				kind: toldKind(one, person.id),
				lane: one.lane,
				interaction: one.interaction
			},
			...{ channel: one.channel, contactAtMs: one.contactAtMs, dueAtMs: one.dueAtMs },
			formVersion: one.formVersion,
			formName: forms.get(form) ?? form,
			agentName: names.agent(agent),
			queueName: names.queue(queue),
			isLate: one.dueAtMs < nowMs,
			isBegun: evaluation !== null
		})),
		drafts: drafts.evaluations.map(factsOf),
		submitted: submitted.evaluations.map(factsOf),
		forms
	};
}
