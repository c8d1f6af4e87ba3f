/** A row scope as parameters of a question. The SQL that names them is made in src/lib/server/queries/row-scope.ts. */
import type { RowScope } from '#lib/domain/access/scope.ts';

/** Every parameter with its type in SQL; a list is empty where everything is reached. */
export const SCOPE_PARAMS = {
	allQueues: '{scopeAllQueues: Bool}',
	queues: '{scopeQueues: Array(String)}',
	allTeams: '{scopeAllTeams: Bool}',
	teams: '{scopeTeams: Array(String)}',
	/** Empty: not only one agent. */
	agent: '{scopeAgent: String}',
	namesAgents: '{scopeNamesAgents: Bool}'
} as const;

export const SCOPE_PLACEHOLDER = /\{scope[A-Z]/;

export const scopeParams = ({ queues, teams, agent, namesAgents }: RowScope) => ({
	scopeAllQueues: queues === 'all',
	scopeQueues: queues === 'all' ? [] : queues,
	scopeAllTeams: teams === 'all',
	scopeTeams: teams === 'all' ? [] : teams,
	scopeAgent: agent ?? '',
	scopeNamesAgents: namesAgents
});
