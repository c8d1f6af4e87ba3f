/** The strata evaluations were drawn from, agent by agent, with how many contacts each has: by the records of the draws. */
import type { Selectable } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { DrawReport } from '#lib/domain/quality/sampling/draw-record.ts';
import { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import { stratumName, valuesOf } from '#lib/domain/quality/sampling/stratum.ts';
import type { EvaluationsTable } from '../../store/quality-schema.ts';
import type { ResultsReader } from './results-reader.ts';

const drawReport = TypeCompiler.Compile(DrawReport);
const samplingPlan = TypeCompiler.Compile(SamplingPlan);

export interface Strata {
	/** Null: not drawn, or of no stratum that parts the contacts of the agent. */
	readonly stratumOf: (assignment: string | null, agent: string) => string | null;
	readonly populationsOf: (agent: string) => ReadonlyMap<string, number>;
}

const NONE: ReadonlyMap<string, number> = new Map();
export const NO_STRATA: Strata = { stratumOf: () => null, populationsOf: () => NONE };

type Reader = Pick<ResultsReader, 'database' | 'ask'>;
type Row = Pick<Selectable<EvaluationsTable>, 'assignment' | 'agent' | 'kind' | 'lane'>;

interface Drawn {
	readonly draw: string;
	readonly stratum: string;
}
interface KeptDraw {
	readonly plan: string;
	/** Place of the agent among the values of a stratum. */
	readonly agentAt: number;
	readonly report: DrawReport;
}

async function readDrawn({ database, ask }: Reader): Promise<Map<string, Drawn>> {
	const rows = await database
		.selectFrom('quality_assignments as a')
		.innerJoin('evaluations as e', 'e.assignment', 'a.id')
		.select(['a.id', 'a.draw', 'a.stratum'])
		.where('a.draw', 'is not', null)
		.where('e.contact_at_ms', '>=', ask.period.fromMs)
		.where('e.contact_at_ms', '<', ask.period.toMs)
		.execute();
	return new Map(rows.map(({ id, draw, stratum }) => [id, { draw: draw ?? '', stratum }] as const));
}

/** Draws of these plans in the period, of those plans that part the contacts of an agent further. */
async function readDraws({ database, ask }: Reader): Promise<Map<string, KeptDraw>> {
	const rows = await database
		.selectFrom('sampling_draws')
		.select(['id', 'plan', 'plan_as_drawn', 'report'])
		.execute();
	const draws = new Map<string, KeptDraw>();
	for (const { id, plan, plan_as_drawn, report } of rows) {
		const drawnBy: unknown = JSON.parse(plan_as_drawn);
		const kept: unknown = JSON.parse(report);
		if (!samplingPlan.Check(drawnBy) || !drawReport.Check(kept)) continue;
		const { strata } = drawnBy;
		const parts = strata.includes('agent') && strata.length > 1;
		// Without the channel among them, a stratum is also of channels that were not asked for.
		if (!parts || (ask.channel !== '' && !strata.includes('channel'))) continue;
		if (kept.toMs <= ask.period.fromMs || kept.fromMs >= ask.period.toMs) continue;
		draws.set(id, { plan, agentAt: strata.indexOf('agent'), report: kept });
	}
	return draws;
}

/** Agent and the rest of the name. */
function split(stratum: string, agentAt: number): { agent: string; rest: string } {
	const values = valuesOf(stratum);
	return {
		agent: values[agentAt] ?? '',
		rest: stratumName(values.filter((_, at) => at !== agentAt))
	};
}

/** The one plan each agent was drawn by. Two plans may draw from the same contacts: then their numbers do not add up. */
function plansOf(
	rows: readonly Row[],
	drawOf: (assignment: string | null) => KeptDraw | undefined
): ReadonlyMap<string, string> {
	const plans = new Map<string, Set<string>>();
	for (const { assignment, agent, kind, lane } of rows) {
		if (kind !== 'standard' || lane !== 'random') continue;
		plans.set(agent, (plans.get(agent) ?? new Set()).add(drawOf(assignment)?.plan ?? ''));
	}
	return new Map(
		[...plans].flatMap(([agent, own]) => {
			const [plan = ''] = own;
			return own.size === 1 && plan !== '' ? [[agent, plan] as const] : [];
		})
	);
}

/** By agent and stratum, over all draws of the agent's plan. */
function populationsIn(
	draws: Iterable<KeptDraw>,
	plans: ReadonlyMap<string, string>
): Map<string, Map<string, number>> {
	const populations = new Map<string, Map<string, number>>();
	for (const { plan, agentAt, report } of draws) {
		for (const { stratum, population } of report.strata) {
			const { agent, rest } = split(stratum, agentAt);
			if (plans.get(agent) !== plan) continue;
			const own = populations.get(agent) ?? new Map<string, number>();
			own.set(rest, (own.get(rest) ?? 0) + population);
			populations.set(agent, own);
		}
	}
	return populations;
}

export async function readStrata(reader: Reader, rows: readonly Row[]): Promise<Strata> {
	if (rows.every(({ assignment }) => assignment === null)) return NO_STRATA;
	const [drawn, draws] = await Promise.all([readDrawn(reader), readDraws(reader)]);
	if (draws.size === 0) return NO_STRATA;
	const drawOf = (assignment: string | null): KeptDraw | undefined =>
		draws.get(drawn.get(assignment ?? '')?.draw ?? '');
	const plans = plansOf(rows, drawOf);
	const populations = populationsIn(draws.values(), plans);
	return {
		stratumOf: (assignment, agent) => {
			const draw = drawOf(assignment);
			if (!draw || plans.get(agent) !== draw.plan) return null;
			return split(drawn.get(assignment ?? '')?.stratum ?? '', draw.agentAt).rest;
		},
		populationsOf: (agent) => populations.get(agent) ?? NONE
	};
}
