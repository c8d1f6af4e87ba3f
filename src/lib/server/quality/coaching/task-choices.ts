/** What the form of a coaching task offers, and whether what it sent is of that. */
import type { Principal } from '#lib/domain/access/principal.ts';
import type { TaskDraft } from '#lib/domain/quality/coaching/task.ts';
import type { AnswerOptions } from '../../api/metric-answer.ts';
import { QueryError } from '../../clickhouse/query.ts';
import { agentsToChoose } from '../../queries/history-choices.ts';
import type { Runtime } from '../../runtime.ts';
import { readEvidence } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { coachesFor, nodeOfTeam, usableItems } from './seen-tasks.ts';
import { isGoal, readDue } from './task-form.ts';
import type { SentTask, TaskField } from './task-form.ts';

type Parts = Pick<Runtime, 'config' | 'people' | 'store' | 'teams' | 'quality'>;
type Asking = Pick<AnswerOptions, 'clickhouse' | 'tenant' | 'scope'>;

interface Choice {
	readonly id: string;
	readonly name: string;
}

export interface TaskChoices {
	readonly agents: readonly (Choice & { readonly team: string })[];
	/** Null: the database does not answer. */
	readonly isDatabaseAway: boolean;
	readonly coaches: readonly Choice[];
	readonly items: readonly { readonly id: string; readonly title: string }[];
	readonly evidence: Evidence | null;
}

async function agentsOf({ clickhouse, tenant, scope }: Asking) {
	try {
		return await clickhouse.query('report', agentsToChoose, { tenant }, { scope });
	} catch (cause) {
		if (cause instanceof QueryError) return null;
		throw cause;
	}
}

/** An evaluation of an agent who is out of reach is no evidence here. */
export async function taskChoices(
	parts: Parts,
	asking: Asking,
	{
		principal,
		from
	}: {
		readonly principal: Principal;
		readonly from: Pick<SentTask, 'evaluation' | 'question'>;
	}
): Promise<TaskChoices> {
	const { people, store, teams, quality } = parts;
	const [agents, everybody, nodes, items, found] = await Promise.all([
		agentsOf(asking),
		people.list(),
		teams.nodes(),
		usableItems(parts, principal),
		from.evaluation === ''
			? null
			: readEvidence({ database: store.database, forms: quality.forms }, from)
	]);
	const known = agents ?? [];
	const coaches = new Map(
		nodes.flatMap(({ id }) => coachesFor(everybody, nodes, id)).map((coach) => [coach.id, coach])
	);
	return {
		agents: known,
		isDatabaseAway: agents === null,
		coaches: [...coaches.values()].sort((a, b) => a.name.localeCompare(b.name, 'es')),
		items: items
			.filter(({ isArchived }) => !isArchived)
			.map(({ id, item }) => ({ id, title: item.title })),
		evidence: found && known.some(({ id }) => id === found.agent) ? found : null
	};
}

export type CheckedTask =
	| { readonly ok: true; readonly draft: TaskDraft }
	| { readonly ok: false; readonly faults: readonly TaskField[] };

/** People who may coach agents of the node; whoever asks may always do it. */
async function mayCoach(
	{ teams, people }: Pick<Parts, 'teams' | 'people'>,
	{ coach, team, principal }: { coach: string; team: string; principal: Principal }
): Promise<boolean> {
	if (principal.kind === 'person' && principal.id === coach) return true;
	const [nodes, everybody] = await Promise.all([teams.nodes(), people.list()]);
	return coachesFor(everybody, nodes, team).some(({ id }) => id === coach);
}

/** Where it came from, for the agent it is about. */
const sourceOf = (evidence: Evidence | null, sent: SentTask) =>
	evidence?.agent !== sent.agent
		? { evaluation: null, question: '', form: '', moments: [] }
		: {
				evaluation: evidence.evaluation,
				question: sent.question,
				form: evidence.form,
				moments: evidence.moments.filter(({ id }) => sent.moments.includes(id))
			};

const faultsOf = (wrong: Readonly<Record<TaskField, boolean>>): TaskField[] =>
	(Object.keys(wrong) as TaskField[]).filter((field) => wrong[field]);

export async function checkTask(
	parts: Parts,
	choices: TaskChoices,
	{
		sent,
		principal,
		nowMs
	}: { readonly sent: SentTask; readonly principal: Principal; readonly nowMs: number }
): Promise<CheckedTask> {
	const { teams, quality, config } = parts;
	const { agent, coach, goal } = sent;
	const known = choices.agents.find(({ id }) => id === agent);
	const team = nodeOfTeam(await teams.nodes(), known?.team ?? '');
	const dueAtMs = readDue(sent.due, config.timeZone, nowMs);
	const isOffered = choices.items.some(({ id }) => id === sent.item);
	const stored = isOffered ? await quality.coaching.items.find(sent.item) : null;
	const faults = faultsOf({
		agent: known === undefined,
		coach: !(await mayCoach(parts, { coach, team, principal })),
		goal: !isGoal(goal),
		due: dueAtMs === null,
		item: sent.item !== '' && stored === null
	});
	if (faults.length > 0 || dueAtMs === null) return { ok: false, faults };
	const source = sourceOf(choices.evidence, sent);
	return {
		ok: true,
		draft: { agent, team, coach, goal, dueAtMs, ...source, item: stored?.item ?? null }
	};
}
