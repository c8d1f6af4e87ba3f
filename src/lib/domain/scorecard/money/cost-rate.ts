/** What contacts cost, from a day on. Rates of a node add up with those of the nodes above and below it. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FromDay } from './in-force.ts';
import { Price } from './price.ts';
import type { Basis } from './price.ts';

export const COST_KINDS = ['labour', 'telecom', 'licences', 'overhead', 'other'] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** What may be paid for. */
export const COST_BASES = [
	'contact',
	'handlingHour',
	'paidHour',
	'month'
] as const satisfies readonly Basis[];

export const CostRate = Type.Composite([
	Type.Object({
		kind: Type.Union(COST_KINDS.map((kind) => Type.Literal(kind))),
		/** Tells apart rates of the same kind; may be empty. */
		name: Type.String({ maxLength: 120 })
	}),
	Price
]);
export type CostRate = Static<typeof CostRate>;

export interface DatedRate extends FromDay {
	/** Node of the tree of teams; counts for all below it. */
	readonly team: string;
	readonly rate: CostRate;
}

/** Rates with the same key follow one another; others add up. */
export const rateKey = ({ team, rate }: Pick<DatedRate, 'team' | 'rate'>): string =>
	JSON.stringify([team, rate.kind, rate.name, rate.basis, [...rate.channels].sort()]);
