/** A draw as its page shows it: strata, what was skipped and why, and whether the sample looks like its population. */
import { TZDate } from '@date-fns/tz';
import type { Principal } from '#lib/domain/access/principal.ts';
import { compareWithPopulation } from '#lib/domain/quality/sampling/chi-square.ts';
import type { ChiSquare } from '#lib/domain/quality/sampling/chi-square.ts';
import { shortfallOf, skipShareOf, sumsOf } from '#lib/domain/quality/sampling/draw-record.ts';
import type {
	DrawSums,
	PopulationEntry,
	StratumReport
} from '#lib/domain/quality/sampling/draw-record.ts';
import type { Runtime } from '../../runtime.ts';
import type { DrawnAssignment, Populations, Skip } from './draws.ts';
import { agentNames } from './plan-choices.ts';
import type { StoredDraw } from './stored-plan.ts';

export interface ShownStratum extends StratumReport {
	readonly done: number;
	readonly shortfall: number;
}

export interface ShownSkip extends Skip {
	/** Empty: the product itself. */
	readonly byName: string;
}

export interface DrawPage {
	readonly sums: DrawSums & { readonly done: number };
	readonly strata: readonly ShownStratum[];
	readonly skips: readonly ShownSkip[];
	/** Null: nothing was drawn. */
	readonly skipShare: number | null;
	/** Null: too few to tell. */
	readonly byChannel: ChiSquare | null;
	readonly byHour: ChiSquare | null;
	/** How many each evaluator was given, most first. */
	readonly evaluators: readonly { readonly name: string; readonly given: number }[];
	/** Names of agents by id. */
	readonly names: Readonly<Record<string, string>>;
}

const countBy = (
	entries: readonly PopulationEntry[],
	category: (entry: PopulationEntry) => string
): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const entry of entries) {
		const name = category(entry);
		counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return counts;
};

/** Of what is judged against all it was drawn from: skipping can make a fair draw unfair. */
function compare(
	populations: Populations,
	kept: ReadonlySet<string>,
	zone: string
): Pick<DrawPage, 'byChannel' | 'byHour'> {
	const all = [...populations.values()].flatMap((slices) => slices.flat());
	const sample = all.filter(([id]) => kept.has(id));
	const by = (category: (entry: PopulationEntry) => string): ChiSquare | null =>
		compareWithPopulation(countBy(sample, category), countBy(all, category));
	return {
		byChannel: by(([, , , channel]) => channel),
		byHour: by(([, , , , handledAtMs]) => String(new TZDate(handledAtMs, zone).getHours()))
	};
}

function evaluatorLoads(
	assignments: readonly DrawnAssignment[],
	names: ReadonlyMap<string, string>
): DrawPage['evaluators'] {
	const loads = new Map<string, number>();
	for (const { evaluator } of assignments) loads.set(evaluator, (loads.get(evaluator) ?? 0) + 1);
	return [...loads]
		.map(([id, given]) => ({ name: names.get(id) ?? id, given }))
		.sort((a, b) => b.given - a.given || a.name.localeCompare(b.name));
}

export async function drawPage(
	parts: Pick<Runtime, 'quality' | 'people' | 'access' | 'clickhouse' | 'config'>,
	principal: Principal,
	draw: StoredDraw
): Promise<DrawPage> {
	const { draws } = parts.quality.sampling;
	const [populations, skips, assignments, people, agents] = await Promise.all([
		draws.populations(draw.id),
		draws.skips(draw.id),
		draws.assignments(draw.id),
		parts.people.list(),
		agentNames(parts, principal)
	]);
	const names = new Map(people.map(({ id, name }) => [id, name]));
	const done = new Map<string, number>();
	for (const { stratum, state } of assignments)
		if (state === 'done') done.set(stratum, (done.get(stratum) ?? 0) + 1);
	const kept = assignments.filter(({ state }) => state !== 'skipped');
	const sums = sumsOf(draw.report.strata);
	return {
		sums: { ...sums, done: [...done.values()].reduce((sum, count) => sum + count, 0) },
		strata: draw.report.strata.map((one) => ({
			...one,
			done: done.get(one.stratum) ?? 0,
			shortfall: shortfallOf(one)
		})),
		skips: skips.map((skip) => ({ ...skip, byName: names.get(skip.by) ?? skip.by })),
		skipShare: skipShareOf(sums),
		...compare(
			populations,
			new Set(kept.map(({ interaction }) => interaction)),
			parts.config.timeZone
		),
		evaluators: evaluatorLoads(assignments, names),
		names: Object.fromEntries((agents ?? []).map(({ id, name }) => [id, name]))
	};
}
