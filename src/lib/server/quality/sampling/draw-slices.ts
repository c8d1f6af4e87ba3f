/** Draws the slices of a draw whose time has come: reads their contacts and fixes what they are drawn from. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Candidate } from '#lib/domain/quality/sampling/candidate.ts';
import { cutSlice } from '#lib/domain/quality/sampling/period.ts';
import { admit, intoStrata } from '#lib/domain/quality/sampling/population.ts';
import type {
	DrawReport,
	DrawSlice,
	PopulationEntry,
	StratumPopulation
} from '#lib/domain/quality/sampling/draw-record.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import { digest } from '../../digest.ts';
import { readCandidates, readUsual } from './candidates.ts';
import type { Populations } from './draws.ts';

/** After-contact work and late events come within this; a slice is drawn so long after its end. */
export const SETTLE_MS = 3_600_000;

/** Slices with the open one cut at an instant, so that what has passed of it can be drawn. */
export function cutAt(slices: readonly DrawSlice[], atMs: number): DrawSlice[] {
	return slices.flatMap((slice) => {
		const cut = slice.drawnAtMs === null ? cutSlice(slice, atMs) : null;
		return cut === null ? [slice] : cut.map((part) => ({ ...part, drawnAtMs: null }));
	});
}

/** Places of the slices to be drawn now. */
export const dueSlices = (slices: readonly DrawSlice[], atMs: number, settleMs: number): number[] =>
	slices.flatMap(({ toMs, drawnAtMs }, place) =>
		drawnAtMs === null && toMs + settleMs <= atMs ? [place] : []
	);

export interface SliceSources {
	readonly clickhouse: ClickHouse;
	readonly scope: RowScope;
	readonly zone: string;
	/** Contacts that are judged already. */
	readonly taken: ReadonlySet<string>;
	readonly nowMs: number;
}

export interface SlicesToDraw {
	/** With its seed filled in. */
	readonly plan: SamplingPlan;
	readonly period: string;
	readonly report: DrawReport;
	readonly due: readonly number[];
	readonly populations: Populations;
}

export interface DrawnSlices {
	readonly report: DrawReport;
	/** All of them, those that were there as they were. */
	readonly populations: Populations;
	/** Those something was added to. */
	readonly changed: ReadonlySet<string>;
}

/** Customers of what is in the populations, as far as the contacts are among these. */
function customersOf(
	populations: ReadonlyMap<string, StratumPopulation>,
	byId: ReadonlyMap<string, Candidate>
): Map<string, Set<string>> {
	return new Map(
		[...populations].map(([stratum, slices]) => [
			stratum,
			new Set(
				slices
					.flat()
					.map(([id]) => byId.get(id)?.customer ?? '')
					.filter((customer) => customer !== '')
			)
		])
	);
}

const idsOf = (populations: Populations): string[] =>
	[...populations.values()].flatMap((slices) => slices.flat().map(([id]) => id));

/** Handled within the slice, and in no slice that was drawn before: a contact may be handled again later. */
function inSlice(
	candidates: readonly Candidate[],
	{ fromMs, toMs }: DrawSlice,
	kept: ReadonlySet<string>
): Candidate[] {
	return candidates.filter(
		({ id, handledAtMs }) => handledAtMs >= fromMs && handledAtMs < toMs && !kept.has(id)
	);
}

function add(
	populations: Map<string, StratumPopulation>,
	place: number,
	strata: ReadonlyMap<string, readonly PopulationEntry[]>
): void {
	for (const [name, entries] of strata) {
		const slices = [...(populations.get(name) ?? [])];
		while (slices.length < place) slices.push([]);
		slices[place] = [...entries];
		populations.set(name, slices);
	}
}

export async function drawDueSlices(
	{ plan, period, report, due, populations }: SlicesToDraw,
	{ clickhouse, scope, zone, taken, nowMs }: SliceSources
): Promise<DrawnSlices> {
	const toMs = Math.max(...due.map((place) => report.slices[place]?.toMs ?? 0));
	// From the beginning of the period: customers of earlier slices are not kept in the store.
	const candidates = await readCandidates(clickhouse, scope, { fromMs: report.fromMs, toMs });
	const byId = new Map(candidates.map((one) => [one.id, one]));
	const all = new Map(populations);
	const kept = new Set(idsOf(populations));
	const changed = new Set<string>();
	const excluded = { ...report.excluded };
	const slices = [...report.slices];
	for (const place of due) {
		const slice = slices[place];
		if (!slice) continue;
		const usual = await readUsual(clickhouse, scope, plan.filter, slice.toMs);
		const strata = intoStrata(plan, inSlice(candidates, slice, kept), { usual, zone });
		const admitted = admit(strata, {
			...{ seed: plan.seed, period, hash: digest, taken },
			customers: customersOf(all, byId)
		});
		add(all, place, admitted.strata);
		for (const [name, entries] of admitted.strata) {
			changed.add(name);
			for (const [id] of entries) kept.add(id);
		}
		excluded.assigned += admitted.excluded.assigned;
		excluded.sameCustomer += admitted.excluded.sameCustomer;
		slices[place] = { ...slice, drawnAtMs: nowMs };
	}
	return { report: { ...report, slices, excluded }, populations: all, changed };
}
