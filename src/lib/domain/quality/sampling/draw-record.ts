/** What is kept of a draw, so that anybody can draw again and see what was left out. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';

const Count = Type.Integer({ minimum: 0 });

/** Id, agent, queue, channel, end of the last handling in milliseconds. */
export const PopulationEntry = Type.Tuple([
	Type.String(),
	Type.String(),
	Type.String(),
	Type.String(),
	Type.Integer()
]);
export type PopulationEntry = Static<typeof PopulationEntry>;

/** By slice, each in the order of the keys; a slice that was not drawn yet is not there. */
export const StratumPopulation = Type.Array(Type.Array(PopulationEntry));
export type StratumPopulation = Static<typeof StratumPopulation>;

export const DrawSlice = Type.Object({
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	share: Count,
	/** Null: not yet. From then on its population stays as it is. */
	drawnAtMs: Type.Union([Type.Integer(), Type.Null()])
});
export type DrawSlice = Static<typeof DrawSlice>;

export const StratumReport = Type.Object({
	stratum: Type.String(),
	/** N: contacts of the slices that were drawn. */
	population: Count,
	/** Of the quota, what those slices were to give. */
	due: Count,
	/** Also those that were left out. */
	drawn: Count,
	skipped: Count
});
export type StratumReport = Static<typeof StratumReport>;

export const DrawReport = Type.Object({
	fromMs: Type.Integer(),
	toMs: Type.Integer(),
	slices: Type.Array(DrawSlice),
	strata: Type.Array(StratumReport),
	/** Contacts the filter left, and that were not drawn from all the same. */
	excluded: Type.Object({
		/** Evaluated, or to be evaluated, already. */
		assigned: Count,
		/** Another contact of the same customer is in the same stratum. */
		sameCustomer: Count
	}),
	/** Drawn and not yet given to anybody: no evaluator is active, or the form is not published. */
	waiting: Count,
	/** Went to the lead of the agent's own team, because no other evaluator could take them. */
	toOwnLead: Count
});
export type DrawReport = Static<typeof DrawReport>;

/** What was due and is not there: too few contacts, or none left for those that were skipped. */
export const shortfallOf = ({ due, drawn, skipped }: StratumReport): number =>
	Math.max(0, due - (drawn - skipped));

export interface DrawSums {
	readonly population: number;
	readonly due: number;
	readonly drawn: number;
	readonly skipped: number;
	readonly shortfall: number;
}

export const sumsOf = (strata: readonly StratumReport[]): DrawSums =>
	strata.reduce(
		(sum, one) => ({
			population: sum.population + one.population,
			due: sum.due + one.due,
			drawn: sum.drawn + one.drawn,
			skipped: sum.skipped + one.skipped,
			shortfall: sum.shortfall + shortfallOf(one)
		}),
		{ population: 0, due: 0, drawn: 0, skipped: 0, shortfall: 0 }
	);

/** More than this is left out of what was drawn: somebody should look why. */
export const MOST_SKIP_SHARE = 0.1;

/** Null: nothing was drawn. */
export const skipShareOf = ({
	drawn,
	skipped
}: Pick<DrawSums, 'drawn' | 'skipped'>): number | null => (drawn === 0 ? null : skipped / drawn);

/** A contact nobody may judge is left out by the product itself. */
export const NO_EVALUATOR = 'no_evaluator';
