/**
 * The scope of whoever asks, as conditions of a question. Here and nowhere else: a question of rows has one of these in
 * each SELECT that answers (row-scope.test.ts walks them all).
 */
import { SCOPE_PARAMS } from '../clickhouse/scope-params.ts';

const { allQueues, queues, allTeams, teams, agent: onlyAgent, namesAgents } = SCOPE_PARAMS;

/** Contacts of the queues in reach. Without a column for the agent nothing is left for whoever sees only the own records. */
export const QUEUE_IN_SCOPE = ({ queue, agent }: { queue: string; agent?: string }): string =>
	`(${allQueues} OR ${queue} IN ${queues}) AND (${onlyAgent} = ''${agent === undefined ? '' : ` OR ${agent} = ${onlyAgent}`})`;

/** Agents of the teams in reach. */
export const AGENT_IN_SCOPE = ({ agent, team }: { agent: string; team: string }): string =>
	`(${allTeams} OR ${team} IN ${teams}) AND (${onlyAgent} = '' OR ${agent} = ${onlyAgent})`;

/** The same where agents are told apart: nothing for whoever may not know them one by one. */
export const NAMED_AGENT_IN_SCOPE = (columns: { agent: string; team: string }): string =>
	`${namesAgents} AND ${AGENT_IN_SCOPE(columns)}`;

/** What names a single agent, for those who may know it; empty for others. */
export const ONLY_IF_NAMED = (column: string): string => `if(${namesAgents}, ${column}, '')`;

/**
 * A contact that was in one of the queues in reach at any time is seen as a whole; one that was in no queue by those whose
 * agent had it. `where` leads to its segments, under the alias `v`.
 */
export const INTERACTION_IN_SCOPE = (interaction: string, where: string): string =>
	`((${allQueues} AND ${onlyAgent} = '') OR ${interaction} IN (
			SELECT v.interaction_id FROM segment_facts AS v WHERE ${where}
			GROUP BY v.interaction_id
			HAVING (${allQueues} OR countIf(v.queue IN ${queues}) > 0 OR (countIf(v.queue != '') = 0 AND countIf(v.agent IN (
					SELECT g.agent FROM agents AS g WHERE g.tenant = {tenant: String} AND (${allTeams} OR g.team IN ${teams}))) > 0))
				AND (${onlyAgent} = '' OR countIf(v.agent = ${onlyAgent}) > 0)))`;

/** Evaluations are seen from the queue and from the team of whoever was judged, as in quality/in-reach.ts; not by agents. */
export const EVALUATION_IN_SCOPE = ({ queue, agent }: { queue: string; agent: string }): string =>
	`${onlyAgent} = '' AND (${allQueues} OR ${allTeams} OR ${queue} IN ${queues} OR ${agent} IN (
			SELECT g.agent FROM agents AS g WHERE g.tenant = {tenant: String} AND g.team IN ${teams}))`;

/** Why the floor is read without a scope. */
export const FLOOR: { readonly none: string } = {
	none: 'the floor is read once for everybody and narrowed by narrowFloor before anything is computed from it'
};

/** Why erasure and export of one person ask everything. */
export const PERSONAL_DATA: { readonly none: string } = {
	none: 'the data of one person is erased and handed out whole, whichever teams it is in, by whoever holds privacy.manage'
};

/** Why the schema and its rebuild ask everything. */
export const OWN_TABLES: { readonly none: string } = {
	none: 'the product looks after its own tables; nobody who asks is behind it'
};
