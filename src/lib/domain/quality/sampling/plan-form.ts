/** What the form of a plan sends, and what may be wrong with it. */
import { formOf } from './plan.ts';
import type { PlanLane, PlanPeriod, SamplingPlan, StratumKey, SurveyKind } from './plan.ts';

/** As typed; what is chosen from a list is one of its values or empty. */
export interface SentPlan {
	readonly team: string;
	readonly name: string;
	readonly lane: PlanLane;
	readonly period: PlanPeriod;
	readonly strata: readonly StratumKey[];
	readonly quota: string;
	readonly isSpread: boolean;
	readonly channels: readonly string[];
	readonly queues: readonly string[];
	readonly teams: readonly string[];
	readonly agents: readonly string[];
	/** Seconds; empty: no matter. */
	readonly leastSeconds: string;
	readonly mostSeconds: string;
	readonly hasMessages: boolean;
	readonly hasRecording: boolean;
	/** −1 to 1; empty: no matter. */
	readonly sentimentAtMost: string;
	readonly sentimentAtLeast: string;
	/** Empty: no matter. */
	readonly surveyKind: SurveyKind | '';
	readonly surveyAtMost: string;
	readonly isOutlier: boolean;
	/** Of every channel without one of its own; empty: those are not drawn from. */
	readonly form: string;
	readonly formOfChannel: Readonly<Record<string, string>>;
	readonly evaluators: readonly string[];
	readonly dueDays: string;
	/** Per cent. */
	readonly secondPercent: string;
	readonly seed: string;
}

export const PLAN_FAULT_CODES = [
	'missing',
	/** It belongs to a team that is not theirs. */
	'team',
	'number',
	'duration',
	/** The least is above the most. */
	'order',
	'score',
	/** What looks for contacts of a kind, in the lane that speaks for all of them. */
	'targeted',
	'form',
	'evaluators',
	'percent',
	/** There are too many plans. */
	'most',
	/** Somebody else changed it meanwhile. */
	'conflict',
	'gone'
] as const;
export type PlanFaultCode = (typeof PLAN_FAULT_CODES)[number];
export interface PlanFault {
	readonly field: keyof SentPlan | 'plan';
	readonly code: PlanFaultCode;
}

/** Of a new plan: two a week of every agent, spread, as most contact centres do. */
export const NEW_PLAN: Omit<SentPlan, 'team'> = {
	name: '',
	lane: 'random',
	period: 'week',
	strata: ['agent'],
	quota: '2',
	isSpread: true,
	channels: [],
	queues: [],
	teams: [],
	agents: [],
	leastSeconds: '',
	mostSeconds: '',
	hasMessages: false,
	hasRecording: false,
	sentimentAtMost: '',
	sentimentAtLeast: '',
	surveyKind: '',
	surveyAtMost: '',
	isOutlier: false,
	form: '',
	formOfChannel: {},
	evaluators: [],
	dueDays: '5',
	secondPercent: '5',
	seed: ''
};

const SECOND_MS = 1000;
const typed = (value: number | null, unit = 1): string =>
	value === null ? '' : String(value / unit);

/** The fields of the form for a plan that is there. */
export function sentOf(plan: SamplingPlan, team: string): SentPlan {
	const { filter, forms } = plan;
	return {
		...{ team, name: plan.name, lane: plan.lane, period: plan.period, strata: plan.strata },
		...{ isSpread: plan.isSpread, evaluators: plan.evaluators, seed: plan.seed },
		...{ channels: filter.channels, queues: filter.queues, teams: filter.teams },
		...{ agents: filter.agents, hasMessages: filter.hasMessages },
		...{ hasRecording: filter.hasRecording, isOutlier: filter.isOutlier },
		quota: String(plan.quota),
		leastSeconds: typed(filter.leastHandleMs, SECOND_MS),
		mostSeconds: typed(filter.mostHandleMs, SECOND_MS),
		sentimentAtMost: typed(filter.sentimentAtMost),
		sentimentAtLeast: typed(filter.sentimentAtLeast),
		surveyKind: filter.survey?.kind ?? '',
		surveyAtMost: typed(filter.survey?.atMost ?? null),
		form: formOf({ forms: forms.filter(({ channel }) => channel === '') }, '') ?? '',
		formOfChannel: Object.fromEntries(
			forms.filter(({ channel }) => channel !== '').map(({ channel, form }) => [channel, form])
		),
		dueDays: String(plan.dueDays),
		secondPercent: String(Math.round(plan.secondShare * 1000) / 10)
	};
}
