/** Metrics that are only known now, merged into the rows of an answer. */
import type { ClickHouse } from '../clickhouse/client.ts';
import type { MetricFormula, MetricValue } from '#lib/domain/metrics/metric.ts';
import {
	agentsByState,
	agentsPresent,
	atRiskNow,
	longestSinceMs,
	waitingNow
} from '#lib/domain/metrics/floor-metrics.ts';
import type { AgentNow, Waiting } from '../live/floor.ts';
import { liveAgents } from '../queries/live-agents.ts';
import { liveWaiting } from '../queries/live-waiting.ts';
import type { MetricRow } from './metric-answer.ts';
import type { MetricRequest } from './metric-request.ts';

interface LiveOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly now: () => number;
}

type LiveOf = Extract<MetricFormula, { kind: 'live' }>['of'];

interface Now {
	readonly waiting: readonly Waiting[];
	readonly agents: readonly AgentNow[];
	readonly nowMs: number;
}

function valueOf(
	of: LiveOf,
	{ waiting, agents, nowMs }: Now
): MetricValue & { by_state?: Record<string, number> } {
	switch (of) {
		case 'waiting':
			return { value: waitingNow(waiting) };
		case 'longestWait': {
			const sinceMs = longestSinceMs(waiting);
			return {
				value: sinceMs === null ? null : Math.max(0, nowMs - sinceMs),
				n: waitingNow(waiting)
			};
		}
		case 'atRisk':
			return { value: atRiskNow(waiting, nowMs) };
		case 'agentsByState':
			return { value: agentsPresent(agents), by_state: Object.fromEntries(agentsByState(agents)) };
		default:
			return of satisfies never;
	}
}

const textOf = (cell: MetricRow[string] | undefined): string =>
	typeof cell === 'string' ? cell : '';

export async function liveValues(
	request: MetricRequest,
	rows: readonly MetricRow[],
	/** Of a queue or team that has nothing but the present. */
	empty: MetricRow,
	{ clickhouse, tenant, now }: LiveOptions
): Promise<MetricRow[]> {
	const nowMs = now();
	const [allWaiting, allAgents] = await Promise.all([
		clickhouse.query('live', liveWaiting, { tenant }),
		clickhouse.query('live', liveAgents, { tenant })
	]);
	const { queue, team } = request.filters;
	const waiting = allWaiting.filter((row) => queue.length === 0 || queue.includes(row.queue));
	const agents = allAgents.filter((agent) => team.length === 0 || team.includes(agent.team));
	const live = request.metrics.flatMap((metric) =>
		metric.formula.kind === 'live' ? [{ id: metric.id, of: metric.formula.of }] : []
	);
	const cells = (of: Now): MetricRow =>
		Object.fromEntries(live.map((metric) => [metric.id, valueOf(metric.of, of)]));

	const [dimension] = request.by;
	if (dimension !== 'queue' && dimension !== 'team') {
		return rows.map((row) => ({ ...row, ...cells({ waiting, agents, nowMs }) }));
	}
	const named = new Map(rows.map((row) => [textOf(row[dimension]), row]));
	const names = new Set([
		...named.keys(),
		...(dimension === 'queue' ? waiting.map((row) => row.queue) : agents.map((agent) => agent.team))
	]);
	return [...names].map((name) => ({
		...(named.get(name) ?? { ...empty, [dimension]: name }),
		...cells({
			waiting: dimension === 'queue' ? waiting.filter((row) => row.queue === name) : waiting,
			agents: dimension === 'team' ? agents.filter((agent) => agent.team === name) : agents,
			nowMs
		})
	}));
}
