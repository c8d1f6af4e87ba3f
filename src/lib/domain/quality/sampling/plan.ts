/** A plan of sampling: which contacts are drawn from, how many of each kind and when, and who judges them. */
import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';

/** Only what is drawn at random speaks for all contacts; what is looked for is kept apart from it. */
export const PLAN_LANES = ['random', 'targeted'] as const;
export type PlanLane = (typeof PLAN_LANES)[number];
export const PLAN_PERIODS = ['week', 'month'] as const;
export type PlanPeriod = (typeof PLAN_PERIODS)[number];
/** What contacts are parted by before anything is drawn. */
export const STRATUM_KEYS = [
	'agent',
	'team',
	'queue',
	'channel',
	'weekday',
	'dayPart',
	'tone'
] as const;
export type StratumKey = (typeof STRATUM_KEYS)[number];
export const SURVEY_KINDS = ['csat', 'nps', 'ces', 'fcr'] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

export const LONGEST_PLAN_NAME = 80;
export const MOST_QUOTA = 200;
export const MOST_DUE_DAYS = 60;
export const MOST_EVALUATORS = 100;
export const MOST_NAMES = 200;
export const LONGEST_SEED = 100;
export const LONGEST_DURATION_MS = 24 * 3_600_000;

const literals = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: MOST_NAMES });
const DurationMs = Type.Integer({ minimum: 0, maximum: LONGEST_DURATION_MS });
const Score = Type.Number({ minimum: -1, maximum: 1 });

/** Empty and null: no matter. All that is said has to hold. */
export const PopulationFilter = Type.Object({
	channels: Names,
	queues: Names,
	/** Words by which events name teams of agents. */
	teams: Names,
	agents: Names,
	/** Talk, hold and after-contact work together. */
	leastHandleMs: nullable(DurationMs),
	mostHandleMs: nullable(DurationMs),
	hasMessages: Type.Boolean(),
	hasRecording: Type.Boolean(),
	/** Tone of the customer, −1..1. */
	sentimentAtMost: nullable(Score),
	sentimentAtLeast: nullable(Score),
	/** Answered with at most this score, on the scale of the survey itself. */
	survey: nullable(Type.Object({ kind: literals(SURVEY_KINDS), atMost: Type.Number() })),
	/** Handle time far from what is usual in its queue and channel (outliers.ts). */
	isOutlier: Type.Boolean()
});
export type PopulationFilter = Static<typeof PopulationFilter>;

/**
 * Filters that look for contacts of a kind. A mean over what they leave says nothing of all contacts, so they are for the
 * targeted lane alone.
 */
export const TARGETED_FILTERS = [
	'sentimentAtMost',
	'sentimentAtLeast',
	'survey',
	'isOutlier'
] as const satisfies readonly (keyof PopulationFilter)[];
export type TargetedFilter = (typeof TARGETED_FILTERS)[number];

export const targetedFiltersOf = (filter: PopulationFilter): TargetedFilter[] =>
	TARGETED_FILTERS.filter((name) => filter[name] !== null && filter[name] !== false);

export const FormOfChannel = Type.Object({
	/** Empty: every channel that has no form of its own. */
	channel: Type.String({ maxLength: 40 }),
	form: Type.String({ minLength: 1, maxLength: 60 })
});
export type FormOfChannel = Static<typeof FormOfChannel>;

export const SamplingPlan = Type.Object(
	{
		name: Type.String({ minLength: 1, maxLength: LONGEST_PLAN_NAME }),
		/** Contacts of a channel without a form are not drawn from. */
		forms: Type.Array(FormOfChannel, { minItems: 1, maxItems: 40 }),
		lane: literals(PLAN_LANES),
		period: literals(PLAN_PERIODS),
		filter: PopulationFilter,
		/** Each once, in the order of STRATUM_KEYS; empty: all contacts are one stratum. */
		strata: Type.Array(literals(STRATUM_KEYS), {
			maxItems: STRATUM_KEYS.length,
			uniqueItems: true
		}),
		/** Contacts a stratum and period. */
		quota: Type.Integer({ minimum: 1, maximum: MOST_QUOTA }),
		/** Spread over the period in equal slices of time (period.ts); else one slice. */
		isSpread: Type.Boolean(),
		/** Ids of people. */
		evaluators: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), {
			minItems: 1,
			maxItems: MOST_EVALUATORS
		}),
		/** Days between assignment and when it is due. */
		dueDays: Type.Integer({ minimum: 1, maximum: MOST_DUE_DAYS }),
		/** Of the random lane: share that a second evaluator scores unseen, 0..1. */
		secondShare: Type.Number({ minimum: 0, maximum: 1 }),
		/** Empty: the id of the plan. */
		seed: Type.String({ maxLength: LONGEST_SEED })
	},
	{ additionalProperties: false }
);
export type SamplingPlan = Static<typeof SamplingPlan>;

/** What decides which contacts are drawn; the rest says only who judges them how and until when. */
export type DrawingPart = Pick<
	SamplingPlan,
	'lane' | 'period' | 'filter' | 'strata' | 'quota' | 'isSpread' | 'seed'
>;

/** Null: contacts of that channel are not drawn from. */
export const formOf = ({ forms }: Pick<SamplingPlan, 'forms'>, channel: string): string | null =>
	(forms.find((one) => one.channel === channel) ?? forms.find((one) => one.channel === ''))?.form ??
	null;
