/** Who of a team does not keep to the plan at this instant, and since when. */
import { ADHERENCE_MARGIN_MS } from '#lib/domain/workforce/activity.ts';
import { byAgent } from '#lib/domain/workforce/by-agent.ts';
import { LONGEST_REACH_MS, lanesOf } from '#lib/domain/workforce/lanes.ts';
import type { OutNow } from '#lib/domain/workforce/lanes.ts';
import type { Span } from '#lib/domain/workforce/plan.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import type { RowOf } from '../clickhouse/query.ts';
import {
	exceptionsInRange,
	plannedInRange,
	statesInRange,
	statesOfPlanned
} from '../queries/workforce.ts';
import { asDecision } from './schedule-events.ts';
import type { WaitingDecision } from './schedule-events.ts';

export interface OutAgent extends OutNow {
	readonly agent: string;
}

/** Most have changed their state since; ten thousand agents are some ten thousand rows. */
const RECENT_MS = 15 * 60_000;
/** Whose states of a whole shift are read together. */
const AGENTS_AT_ONCE = 200;

type StateRow = RowOf<typeof statesInRange>;

export interface OutAnswer {
	readonly asOfMs: number;
	readonly out: readonly OutAgent[];
}

/** `teams`: words of teams; null: all in reach. `waiting`: decided here, and on its way to the database. Rejects with QueryError when the database does not answer. */
export async function readOutNow(
	{ clickhouse, tenant, scope, now }: AnswerOptions,
	teams: readonly string[] | null,
	waiting: readonly WaitingDecision[] = []
): Promise<OutAnswer> {
	const asOfMs = now();
	const range = { fromMs: asOfMs - LONGEST_REACH_MS, toMs: asOfMs + ADHERENCE_MARGIN_MS };
	const params = { tenant, ...range, agent: [], team: [...(teams ?? [])] };
	const recent = { ...range, fromMs: asOfMs - RECENT_MS };
	const [planned, states, stored] = await Promise.all([
		clickhouse.query('report', plannedInRange, params, { scope }),
		clickhouse.query('report', statesOfPlanned, { ...params, ...recent }, { scope }),
		clickhouse.query('report', exceptionsInRange, params, { scope })
	]);
	const plannedOf = byAgent(planned);
	const exceptionsOf = byAgent([...stored, ...waiting.map(asDecision)]);
	const outOf = (agents: Iterable<string>, list: readonly StateRow[], axis: Span): OutAgent[] => {
		const statesOf = byAgent(list);
		return [...agents].flatMap((agent): OutAgent[] => {
			const record = {
				planned: plannedOf.get(agent) ?? [],
				states: statesOf.get(agent) ?? [],
				exceptions: exceptionsOf.get(agent) ?? []
			};
			const { outNow } = lanesOf(record, axis, asOfMs);
			return outNow === null ? [] : [{ agent, ...outNow }];
		});
	};
	const out = outOf(plannedOf.keys(), states, recent);
	// Since before what was read: how long before says the whole reach.
	const long = out.filter(({ sinceMs }) => sinceMs <= recent.fromMs).map(({ agent }) => agent);
	const since = new Map<string, OutAgent>();
	for (let first = 0; first < long.length; first += AGENTS_AT_ONCE) {
		const agent = long.slice(first, first + AGENTS_AT_ONCE);
		const all = await clickhouse.query('report', statesInRange, { ...params, agent }, { scope });
		for (const one of outOf(agent, all, range)) since.set(one.agent, one);
	}
	return { asOfMs, out: out.map((one) => since.get(one.agent) ?? one) };
}
