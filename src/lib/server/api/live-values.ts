/** Metrics that are only known now, merged into the rows of an answer. */
import { isSmallGroup } from '#lib/domain/access/small-group.ts';
import type { MetricFormula, MetricValue } from '#lib/domain/metrics/metric.ts';
import {
	agentsByState,
	agentsPresent,
	atRiskNow,
	isPresent,
	longestSinceMs,
	waitingNow
} from '#lib/domain/metrics/floor-metrics.ts';
import type { RowOf } from '../clickhouse/query.ts';
import { agentsInScope } from '../queries/live-agents.ts';
import { waitingInScope } from '../queries/live-waiting.ts';
import type { AnswerOptions, MetricRow } from './metric-answer.ts';
import type { MetricRequest } from './metric-request.ts';

type Waiting = RowOf<typeof waitingInScope>;
type Agent = RowOf<typeof agentsInScope>;

type LiveOf = Extract<MetricFormula, { kind: 'live' }>['of'];

interface Now {
	readonly waiting: readonly Waiting[];
	readonly agents: readonly Agent[];
	readonly nowMs: number;
	readonly hidesSmallGroups: boolean;
}

type LiveValue = (MetricValue & { by_state?: Record<string, number> }) | null;

function agentsNow({ agents, hidesSmallGroups }: Now): LiveValue {
	// Among few who are there the states say who is who, however many are away; as on a wall.
	if (hidesSmallGroups && isSmallGroup(agentsPresent(agents))) return null;
	const told = hidesSmallGroups ? agents.filter(isPresent) : agents;
	return { value: agentsPresent(agents), by_state: Object.fromEntries(agentsByState(told)) };
}

function valueOf(of: LiveOf, now: Now): LiveValue {
	const { waiting, nowMs } = now;
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
			return agentsNow(now);
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
	{ clickhouse, tenant, now, scope, signal }: AnswerOptions
): Promise<MetricRow[]> {
	const nowMs = now();
	const { hidesSmallGroups } = scope;
	// Not on the lane of the walls: however many ask, those come first.
	const asked = { scope, ...(signal ? { signal } : {}) };
	const [allWaiting, allAgents] = await Promise.all([
		clickhouse.query('report', waitingInScope, { tenant }, asked),
		clickhouse.query('report', agentsInScope, { tenant }, asked)
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
		return rows.map((row) => ({ ...row, ...cells({ waiting, agents, nowMs, hidesSmallGroups }) }));
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
			nowMs,
			hidesSmallGroups
		})
	}));
}
