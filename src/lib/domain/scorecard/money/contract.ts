/** What a client pays, and what is added or taken off by how well a promise was kept (bonus and malus). */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { findMetric } from '../../metrics/catalogue.ts';
import type { FromDay } from './in-force.ts';
import { Channels, MOST_CENTS, Price } from './price.ts';
import type { Basis } from './price.ts';

export const REVENUE_BASES = [
	'contact',
	'handlingHour',
	'productiveHour',
	'month'
] as const satisfies readonly Basis[];

export const MOST_TERMS = 12;
export const MOST_CLAUSES = 12;
export const MOST_STEPS = 8;
/** 100 %, in hundredths of a per cent. */
export const ALL_BASIS_POINTS = 10_000;

/** Above 0 is a bonus, below 0 a penalty. */
export const Effect = Type.Union([
	/** Of what is billed for the days it is judged over, in hundredths of a per cent. */
	Type.Object({
		kind: Type.Literal('share'),
		basisPoints: Type.Integer({ minimum: -ALL_BASIS_POINTS, maximum: ALL_BASIS_POINTS })
	}),
	/** For a whole month; of fewer days in proportion. */
	Type.Object({
		kind: Type.Literal('amount'),
		cents: Type.Integer({ minimum: -MOST_CENTS, maximum: MOST_CENTS })
	})
]);
export type Effect = Static<typeof Effect>;

/** A band reaches from here to where the next one begins: together they leave no value out. */
export const Step = Type.Object({
	/** In the unit of the metric; null: no limit, of the lowest band alone. */
	from: Type.Union([Type.Number(), Type.Null()]),
	effect: Effect
});
export type Step = Static<typeof Step>;

export const Clause = Type.Object({
	/** Of the catalogue: a ratio, a mean or a balance. */
	metric: Type.String({ minLength: 1, maxLength: 60 }),
	channels: Channels,
	queues: Channels,
	/** With less behind it nothing falls due. */
	leastN: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
	/** By `from`, ascending. */
	steps: Type.Array(Step, { minItems: 2, maxItems: MOST_STEPS })
});
export type Clause = Static<typeof Clause>;

const Cap = Type.Union([Type.Integer({ minimum: 0, maximum: ALL_BASIS_POINTS }), Type.Null()]);

export const ClientContract = Type.Object({
	name: Type.String({ minLength: 1, maxLength: 120 }),
	/** They add up. */
	terms: Type.Array(Price, { minItems: 1, maxItems: MOST_TERMS }),
	clauses: Type.Array(Clause, { maxItems: MOST_CLAUSES }),
	/** Of what is billed, in hundredths of a per cent, over all clauses; null: none. */
	penaltyCap: Cap,
	bonusCap: Cap
});
export type ClientContract = Static<typeof ClientContract>;

export interface DatedContract extends FromDay {
	/** The client: a node of the tree of teams, of which one contract holds at a time. */
	readonly team: string;
	readonly contract: ClientContract;
}

export type StepFault = 'order' | 'lowest' | 'metric';

/** Null: its metric can be judged by bands, and they stand in order. */
export function clauseFault({ metric: id, steps }: Clause): StepFault | null {
	const metric = findMetric(id);
	if (!metric || metric.formula.kind === 'live' || metric.formula.kind === 'count') return 'metric';
	const [lowest, ...others] = steps.map(({ from }) => from);
	if (lowest !== null) return 'lowest';
	const isRising = others.every((from, index) => {
		const before = index === 0 ? -Infinity : (others[index - 1] ?? Infinity);
		return from !== null && Number.isFinite(from) && from > before;
	});
	return isRising ? null : 'order';
}
