/** Who of a team does not keep to the plan at this instant, and since when. */
import { ADHERENCE_MARGIN_MS } from '#lib/domain/workforce/activity.ts';
import { LONGEST_REACH_MS, lanesOf } from '#lib/domain/workforce/lanes.ts';
import type { OutNow } from '#lib/domain/workforce/lanes.ts';
import type { AnswerOptions } from '../api/metric-answer.ts';
import { exceptionsInRange, plannedInRange, statesInRange } from '../queries/workforce.ts';
import { asDecision } from './schedule-events.ts';
import type { WaitingDecision } from './schedule-events.ts';

export interface OutAgent extends OutNow {
	readonly agent: string;
}

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
	const [planned, states, stored] = await Promise.all([
		clickhouse.query('report', plannedInRange, params, { scope }),
		clickhouse.query('report', statesInRange, params, { scope }),
		clickhouse.query('report', exceptionsInRange, params, { scope })
	]);
	const exceptions = [...stored, ...waiting.map(asDecision)];
	const agents = [...new Set(planned.map(({ agent }) => agent))];
	const out = agents.flatMap((agent): OutAgent[] => {
		const own = <T extends { readonly agent: string }>(list: readonly T[]): T[] =>
			list.filter((one) => one.agent === agent);
		const record = { planned: own(planned), states: own(states), exceptions: own(exceptions) };
		const { outNow } = lanesOf(record, range, asOfMs);
		return outNow === null ? [] : [{ agent, ...outNow }];
	});
	return { asOfMs, out };
}
