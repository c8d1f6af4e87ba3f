/** What a plan would draw from, asked of the last contacts before anything is saved. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { allocate, neymanShares } from '#lib/domain/quality/sampling/allocation.ts';
import type { StratumSize } from '#lib/domain/quality/sampling/allocation.ts';
import { intoStrata } from '#lib/domain/quality/sampling/population.ts';
import type { PlanPeriod, SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import { readCandidates, readUsual } from './candidates.ts';
import type { DrawStore } from './draws.ts';

/** As long as a period, up to now: the last one that began on a Monday may have no contact yet. */
export const PREVIEW_DAYS: Record<PlanPeriod, number> = { week: 7, month: 30 };
const DAY_MS = 86_400_000;

export interface PreviewedStratum extends StratumSize {
	/** What the plan would take of it. */
	readonly quota: number;
	/** What the same number of evaluations would be, shared by size; and by size and how much scores differ. */
	readonly proportional: number;
	readonly neyman: number | null;
}

export interface Preview {
	readonly fromMs: number;
	readonly toMs: number;
	/** Contacts that were handled to their end by agents in reach of the team. */
	readonly handled: number;
	/** What of them the filter leaves. */
	readonly population: number;
	readonly strata: readonly PreviewedStratum[];
}

export interface PreviewSources {
	readonly clickhouse: ClickHouse;
	readonly scope: RowScope;
	readonly zone: string;
	readonly nowMs: number;
	/** Standard deviations of the scores so far, by stratum. */
	readonly deviations: ReadonlyMap<string, number>;
}

/** Rejects with QueryError. */
export async function previewPlan(
	plan: SamplingPlan,
	{ clickhouse, scope, zone, nowMs, deviations }: PreviewSources
): Promise<Preview> {
	const range = { fromMs: nowMs - PREVIEW_DAYS[plan.period] * DAY_MS, toMs: nowMs };
	const [candidates, usual] = await Promise.all([
		readCandidates(clickhouse, scope, range),
		readUsual(clickhouse, scope, plan.filter, nowMs)
	]);
	const found = intoStrata(plan, candidates, { usual, zone });
	const sizes = [...found]
		.map(([stratum, contacts]) => ({
			...{ stratum, size: contacts.length },
			deviation: deviations.get(stratum) ?? null
		}))
		.sort((a, b) => (a.stratum < b.stratum ? -1 : 1));
	const quotas = sizes.map(({ size }) => Math.min(size, plan.quota));
	const total = quotas.reduce((sum, quota) => sum + quota, 0);
	const proportional = allocate(sizes, total);
	const neyman = allocate(sizes, total, neymanShares);
	return {
		...range,
		handled: candidates.length,
		population: sizes.reduce((sum, { size }) => sum + size, 0),
		strata: sizes.map((size, place) => ({
			...size,
			quota: quotas[place] ?? 0,
			proportional: proportional?.[place] ?? 0,
			neyman: neyman?.[place] ?? null
		}))
	};
}

/** Of the scores in the draws of a plan whose strata were the same; of strata with two scores or more. */
export async function deviationsOf(
	draws: DrawStore,
	plan: string,
	{ strata }: Pick<SamplingPlan, 'strata'>
): Promise<Map<string, number>> {
	const scores = new Map<string, number[]>();
	for (const { id, asDrawn } of await draws.list(plan)) {
		if (JSON.stringify(asDrawn.strata) !== JSON.stringify(strata)) continue;
		for (const { stratum, finalScore } of await draws.assignments(id))
			if (finalScore !== null) scores.set(stratum, [...(scores.get(stratum) ?? []), finalScore]);
	}
	return new Map(
		[...scores].flatMap(([stratum, values]) => {
			const deviation = standardDeviation(values);
			return deviation === null ? [] : [[stratum, deviation] as const];
		})
	);
}

function standardDeviation(values: readonly number[]): number | null {
	if (values.length < 2) return null;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return Math.sqrt(squares / (values.length - 1));
}
