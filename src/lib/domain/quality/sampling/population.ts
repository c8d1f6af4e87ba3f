/** What a slice is drawn from: the contacts of the plan by stratum, without those that must not be drawn. */
import { isInPopulation } from './candidate.ts';
import type { Candidate, Usual } from './candidate.ts';
import { inDrawOrder, seedOf } from './draw.ts';
import type { Hash } from './draw.ts';
import type { PopulationEntry } from './draw-record.ts';
import type { SamplingPlan } from './plan.ts';
import { stratumName, stratumValues } from './stratum.ts';

export type PlanToDraw = Pick<SamplingPlan, 'filter' | 'forms' | 'strata'>;

/** The contacts of the plan by the name of their stratum. */
export function intoStrata(
	plan: PlanToDraw,
	candidates: readonly Candidate[],
	{ usual, zone }: { usual: Usual; zone: string }
): Map<string, Candidate[]> {
	const strata = new Map<string, Candidate[]>();
	for (const one of candidates) {
		if (!isInPopulation(plan, one, usual)) continue;
		const name = stratumName(stratumValues(plan.strata, one, zone));
		const stratum = strata.get(name);
		if (stratum) stratum.push(one);
		else strata.set(name, [one]);
	}
	return strata;
}

export interface Admission {
	/** What keys are made of. */
	readonly seed: string;
	readonly period: string;
	readonly hash: Hash;
	/** Ids that are to be judged or were, or are in another slice of the draw. */
	readonly taken: ReadonlySet<string>;
	/** Customers of the contacts of earlier slices, by stratum. */
	readonly customers: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Admitted {
	/** In the order of their keys, by stratum. */
	readonly strata: ReadonlyMap<string, readonly PopulationEntry[]>;
	readonly excluded: { readonly assigned: number; readonly sameCustomer: number };
}

const entryOf = ({ id, agent, queue, channel, handledAtMs }: Candidate): PopulationEntry => [
	id,
	agent,
	queue,
	channel,
	handledAtMs
];

/** Of the contacts of one customer in a stratum the first slice has one, the one with the smallest key. */
export function admit(
	strata: ReadonlyMap<string, readonly Candidate[]>,
	{ seed, period, hash, taken, customers }: Admission
): Admitted {
	const admitted = new Map<string, readonly PopulationEntry[]>();
	const excluded = { assigned: 0, sameCustomer: 0 };
	for (const [name, candidates] of strata) {
		const free = candidates.filter(({ id }) => !taken.has(id));
		excluded.assigned += candidates.length - free.length;
		const seen = new Set(customers.get(name));
		const inOrder = inDrawOrder(free, {
			idOf: ({ id }) => id,
			seed: seedOf(seed, period, name),
			hash
		});
		const entries = inOrder.flatMap(({ item }) => {
			if (item.customer === '') return [entryOf(item)];
			if (seen.has(item.customer)) return [];
			seen.add(item.customer);
			return [entryOf(item)];
		});
		excluded.sameCustomer += free.length - entries.length;
		if (entries.length > 0) admitted.set(name, entries);
	}
	return { strata: admitted, excluded };
}
