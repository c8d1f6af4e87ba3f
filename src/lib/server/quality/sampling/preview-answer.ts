/** What a plan would draw from, for whoever asks before it is saved. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { QueryError } from '../../clickhouse/query.ts';
import type { Runtime } from '../../runtime.ts';
import { planScope } from './candidates.ts';
import { agentNames } from './plan-choices.ts';
import type { PlanDraft } from './plans.ts';
import { deviationsOf, previewPlan } from './preview.ts';
import type { Preview } from './preview.ts';

/** Strata that are shown; the rest is counted. */
const MOST_SHOWN = 300;

export interface PreviewAnswer extends Preview {
	readonly strataCount: number;
	readonly keys: PlanDraft['plan']['strata'];
	/** Names of agents by id. */
	readonly names: Readonly<Record<string, string>>;
}

/** Null: the database did not answer. */
export async function previewAnswer(
	parts: Pick<Runtime, 'teams' | 'access' | 'clickhouse' | 'config' | 'quality'>,
	principal: Principal,
	{ team, plan }: PlanDraft,
	/** Of the plan that is changed; null: it is new. */
	id: string | null
): Promise<PreviewAnswer | null> {
	const { clickhouse, config, quality, teams } = parts;
	const deviations =
		id === null ? new Map<string, number>() : await deviationsOf(quality.sampling.draws, id, plan);
	const scope = planScope(await teams.nodes(), team);
	const sources = { clickhouse, scope, zone: config.timeZone, nowMs: Date.now(), deviations };
	try {
		const preview = await previewPlan(plan, sources);
		const agents = (await agentNames(parts, principal)) ?? [];
		return {
			...preview,
			strata: preview.strata.slice(0, MOST_SHOWN),
			strataCount: preview.strata.length,
			keys: plan.strata,
			names: Object.fromEntries(agents.map((agent) => [agent.id, agent.name]))
		};
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		return null;
	}
}
