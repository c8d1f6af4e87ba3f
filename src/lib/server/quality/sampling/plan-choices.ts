/** What somebody may choose in the form of a plan: the own teams, and what and who belongs to them. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { mayUseForm } from '#lib/domain/quality/form-access.ts';
import type { PopulationFilter } from '#lib/domain/quality/sampling/plan.ts';
import { ruleChoices } from '../../alerts/rule-choices.ts';
import type { ShownChoices } from '../../alerts/rule-choices.ts';
import { QueryError } from '../../clickhouse/query.ts';
import { agentsToChoose } from '../../queries/history-choices.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';
import type { Runtime } from '../../runtime.ts';
import { mayEvaluateFor } from './evaluators.ts';

export interface NamedChoice {
	readonly id: string;
	readonly name: string;
}

export interface PlanChoices extends Pick<
	ShownChoices,
	'nodes' | 'teams' | 'named' | 'queues' | 'channels' | 'words' | 'isDatabaseAway'
> {
	readonly agents: readonly NamedChoice[];
	/** Published, and of a team the plan may be of. */
	readonly forms: readonly NamedChoice[];
	readonly people: readonly NamedChoice[];
}

type NamedByPlan = Pick<PopulationFilter, 'queues' | 'teams' | 'channels' | 'agents'>;
const NOTHING_NAMED: NamedByPlan = { queues: [], teams: [], channels: [], agents: [] };

type Parts = Pick<
	Runtime,
	'teams' | 'access' | 'hub' | 'queueDesk' | 'people' | 'quality' | 'clickhouse'
>;

const withUnknown = (known: readonly NamedChoice[], ids: readonly string[]): NamedChoice[] => [
	...known,
	...ids.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ id, name: id }))
];

/** Agents in reach by name; none while the database does not answer. */
export async function agentNames(
	{ access, clickhouse }: Pick<Runtime, 'access' | 'clickhouse'>,
	principal: Principal
): Promise<NamedChoice[] | null> {
	const scope = await access.scopeOf(principal);
	try {
		return await clickhouse.query('report', agentsToChoose, { tenant: DEFAULT_TENANT }, { scope });
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		return null;
	}
}

export async function planChoices(
	parts: Parts,
	principal: Principal,
	/** What the plan names already stays to be chosen although nobody hears of it any more. */
	also: NamedByPlan = NOTHING_NAMED
): Promise<PlanChoices> {
	const [shown, nodes, agents, forms, people] = await Promise.all([
		ruleChoices(parts, principal, also),
		parts.teams.nodes(),
		agentNames(parts, principal),
		parts.quality.forms.list(),
		parts.people.list()
	]);
	const { teams, isDatabaseAway, ...named } = shown;
	return {
		...{ nodes: named.nodes, named: named.named, queues: named.queues, words: named.words },
		channels: [...new Set([...named.channels, ...also.channels])].sort(),
		teams,
		isDatabaseAway: isDatabaseAway || agents === null,
		agents: withUnknown(
			(agents ?? []).map(({ id, name }) => ({ id, name })),
			also.agents
		),
		forms: forms
			.filter(
				(form) => form.version !== null && !form.isArchived && mayUseForm(principal, form, nodes)
			)
			.map(({ id, name }) => ({ id, name })),
		people: people
			.filter((person) => teams.some((team) => mayEvaluateFor(person, team, nodes)))
			.map(({ id, name }) => ({ id, name }))
	};
}
