/** How many contacts each agent handled in a period: what evaluations are drawn from. */
import { covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { findMetric } from '#lib/domain/metrics/catalogue.ts';
import { answerMetrics } from '../../api/metric-answer.ts';
import { orAway } from './results-reader.ts';
import type { ResultsReader } from './results-reader.ts';

export type HandledBy = ReadonlyMap<string, number>;

type Reader = Pick<
	ResultsReader,
	'clickhouse' | 'tenant' | 'signal' | 'scope' | 'teamOfAgents' | 'ask' | 'zone' | 'log'
>;

async function countBy(
	{ clickhouse, tenant, signal, ask, zone }: Reader,
	scope: RowScope,
	{ channels, agents }: { readonly channels: readonly string[]; readonly agents: string[] }
): Promise<Map<string, number>> {
	const handled = findMetric('handled');
	if (!handled) throw new Error('there is no metric of handled contacts');
	const answered = await answerMetrics(
		{
			metrics: [handled],
			...ask.period,
			interval: 'none',
			by: ['agent'],
			filters: { queue: [], channel: [...channels], agent: agents, team: [] },
			zone
		},
		{ clickhouse, tenant, signal, scope, now: Date.now }
	);
	if ('problem' in answered) throw new Error(answered.problem.detail);
	const counts = new Map<string, number>();
	for (const row of answered.answer.rows) {
		const cell = row['handled'];
		if (typeof row['agent'] !== 'string' || typeof cell !== 'object' || cell === null) continue;
		counts.set(row['agent'], cell.value ?? 0);
	}
	return counts;
}

/**
 * Contacts whose evaluations would be in reach: of agents of the teams in reach all, of others those of the queues in reach.
 * Null while the database does not answer. Empty channels: all.
 */
export async function readHandled(
	reader: Reader,
	channels: readonly string[]
): Promise<HandledBy | null> {
	const { scope, teamOfAgents, log } = reader;
	const own = [...teamOfAgents]
		.filter(([, team]) => team !== '' && covers(scope.teams, team))
		.map(([agent]) => agent);
	const isWhole = scope.queues === 'all' || scope.teams === 'all' || own.length === 0;
	const both = async (): Promise<HandledBy> => {
		const ofQueues = await countBy(reader, scope, { channels, agents: [] });
		if (isWhole) return ofQueues;
		const everywhere: RowScope = { ...scope, queues: 'all' };
		const ofTeams = await countBy(reader, everywhere, { channels, agents: own });
		return new Map([...ofQueues, ...ofTeams]);
	};
	return orAway<HandledBy | null>(both(), null, log);
}
