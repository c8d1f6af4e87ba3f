/** What whoever asks may choose from: names of queues, channels, teams and agents in reach. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { agentsToChoose, queuesInScope } from '../queries/history-choices.ts';

export interface NamedChoice {
	readonly id: string;
	readonly name: string;
}

export interface HistoryChoices {
	readonly queues: readonly NamedChoice[];
	readonly channels: readonly string[];
	readonly teams: readonly string[];
	readonly agents: readonly NamedChoice[];
	readonly namesAgents: boolean;
}

const distinct = (words: readonly string[]): string[] =>
	[...new Set(words)].filter((word) => word !== '').sort((a, b) => a.localeCompare(b));

/** Rejects with QueryError when the database does not answer. */
export async function historyChoices({
	clickhouse,
	tenant,
	scope,
	signal
}: {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly scope: RowScope;
	readonly signal?: AbortSignal;
}): Promise<HistoryChoices> {
	const options = { scope, ...(signal ? { signal } : {}) };
	const [queues, agents] = await Promise.all([
		clickhouse.query('report', queuesInScope, { tenant }, options),
		scope.namesAgents ? clickhouse.query('report', agentsToChoose, { tenant }, options) : []
	]);
	return {
		queues: queues.map(({ id, name }) => ({ id, name })),
		channels: distinct(queues.map(({ channel }) => channel)),
		teams: distinct(agents.map(({ team }) => team)),
		agents: agents.map(({ id, name }) => ({ id, name })),
		namesAgents: scope.namesAgents
	};
}

/** Nothing to choose from, while the database does not answer. */
export const noChoices = ({ namesAgents }: Pick<RowScope, 'namesAgents'>): HistoryChoices => ({
	queues: [],
	channels: [],
	teams: [],
	agents: [],
	namesAgents
});
