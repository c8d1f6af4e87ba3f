/**
 * A balanced scorecard (cuadro de mando integral): perspectives, their objectives, and the measures that say how far each has
 * come. A version of it is one value that never changes; a change of target, weight or formula is a new version (versions.ts).
 */
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { MONEY_FORMULAS } from './money.ts';
import { AGGREGATORS } from './roll-up.ts';
import { Target } from './target.ts';

export const MOST_PERSPECTIVES = 8;
export const MOST_OBJECTIVES = 40;
/** Kaplan and Norton speak of 20 to 25; more than this nobody reads. */
export const MOST_MEASURES = 60;
export const MOST_LINKS = 100;
export const MOST_LAG_MONTHS = 12;
export const MOST_NAMES = 100;

const literals = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
/** Kept over versions: what stands under it stays comparable. */
const ItemId = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z0-9][a-z0-9-]*$' });
const MetricId = Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z][a-z0-9_]*$' });
const Name = Type.String({ minLength: 1, maxLength: 120 });
const Words = Type.String({ maxLength: 2000 });
const Weight = Type.Number({ minimum: 0, maximum: 1000 });
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: MOST_NAMES });

/** The four of Kaplan and Norton keep their name in every language; others have only their own. */
export const PERSPECTIVE_KINDS = ['financial', 'customer', 'process', 'learning', 'own'] as const;
export type PerspectiveKind = (typeof PERSPECTIVE_KINDS)[number];

export const Perspective = Type.Object({
	id: ItemId,
	kind: literals(PERSPECTIVE_KINDS),
	/** Empty: the usual name of its kind. */
	name: Type.String({ maxLength: 120 }),
	weight: Weight
});
export type Perspective = Static<typeof Perspective>;

export const Objective = Type.Object({
	id: ItemId,
	perspective: ItemId,
	/** A verb phrase: "Resolver a la primera". */
	name: Name,
	owner: Type.String({ maxLength: 120 }),
	weight: Weight
});
export type Objective = Static<typeof Objective>;

/** Which contacts and agents of the unit count; empty: all. */
const Filters = {
	channels: Names,
	queues: Names,
	/** Words by which events name teams of agents. */
	teams: Names
};

export const MeasureSource = Type.Union([
	Type.Object({ kind: Type.Literal('metric'), metric: MetricId, ...Filters }),
	/** Entered by hand or imported (figure.ts). */
	Type.Object({
		kind: Type.Literal('figure'),
		figure: Type.String({ minLength: 1, maxLength: 60 })
	}),
	/** Of cost rates and contracts (money.ts). */
	Type.Object({ kind: Type.Literal('money'), formula: literals(MONEY_FORMULAS), channels: Names })
]);
export type MeasureSource = Static<typeof MeasureSource>;

export const Measure = Type.Object({
	id: ItemId,
	objective: ItemId,
	/** Empty: the name of its source. */
	name: Type.String({ maxLength: 120 }),
	/** What it is for, where the number comes from, what it must not be used for. */
	description: Words,
	source: MeasureSource,
	/** Null: shown, and never judged. */
	target: nullable(Target),
	weight: Weight,
	owner: Type.String({ maxLength: 120 }),
	/** Lead: what is done about it now. Lag: what came of it. */
	timing: literals(['lead', 'lag']),
	/** With less behind it the value is shown and not judged. */
	leastN: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
	isCritical: Type.Boolean()
});
export type Measure = Static<typeof Measure>;

/** A hypothesis of the strategy map: what moves the one moves the other, some months later. */
export const StrategyLink = Type.Object({
	from: ItemId,
	to: ItemId,
	lagMonths: Type.Integer({ minimum: 0, maximum: MOST_LAG_MONTHS }),
	/** `against`: as the one rises the other falls. */
	direction: literals(['with', 'against']),
	note: Words
});
export type StrategyLink = Static<typeof StrategyLink>;

export const ScorecardContent = Type.Object({
	name: Name,
	description: Words,
	perspectives: Type.Array(Perspective, { minItems: 1, maxItems: MOST_PERSPECTIVES }),
	objectives: Type.Array(Objective, { maxItems: MOST_OBJECTIVES }),
	measures: Type.Array(Measure, { maxItems: MOST_MEASURES }),
	links: Type.Array(StrategyLink, { maxItems: MOST_LINKS }),
	aggregator: literals(AGGREGATORS),
	hasCriticalCap: Type.Boolean(),
	/** Where its proposed numbers come from, one a line. */
	sources: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 40 })
});
export type ScorecardContent = Static<typeof ScorecardContent>;

export interface ScorecardVersion {
	readonly scorecard: string;
	readonly version: number;
	/** The first month it holds for. */
	readonly validFrom: string;
	readonly content: ScorecardContent;
	/** Why it was written. */
	readonly note: string;
	readonly createdAtMs: number;
	/** Id of a person. */
	readonly createdBy: string;
}

export interface Scorecard {
	readonly id: string;
	/** The node of the tree of teams it speaks of; those who reach it read it. */
	readonly team: string;
	readonly isArchived: boolean;
	/** Ascending by number; at least one. */
	readonly versions: readonly ScorecardVersion[];
}

/** What a number speaks of: a node of the tree of teams with all below it, or one agent of it. */
export interface Unit {
	readonly team: string;
	/** Id of the agent in events; null: all of the node. */
	readonly agent: string | null;
}
