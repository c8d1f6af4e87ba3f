/** The plans of sampling of the demo: one that speaks for all contacts, and one that looks for trouble. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import type { PlanDraft } from '../../quality/sampling/plans.ts';

export interface DemoForms {
	readonly voice: string;
	readonly chat: string;
	readonly social: string;
}

const NO_FILTER: SamplingPlan['filter'] = {
	channels: [],
	queues: [],
	teams: [],
	agents: [],
	leastHandleMs: null,
	mostHandleMs: null,
	hasMessages: false,
	hasRecording: false,
	sentimentAtMost: null,
	sentimentAtLeast: null,
	survey: null,
	isOutlier: false
};

export function demoPlans(
	{ voice, chat, social }: DemoForms,
	evaluators: readonly string[]
): PlanDraft[] {
	const common = {
		forms: [
			{ channel: 'voice', form: voice },
			{ channel: 'social', form: social },
			{ channel: '', form: chat }
		],
		period: 'week',
		isSpread: true,
		evaluators: [...evaluators],
		dueDays: 7,
		seed: ''
	} as const;
	return [
		{
			team: COMPANY,
			plan: {
				...common,
				name: 'Muestra semanal por agente',
				forms: [...common.forms],
				evaluators: [...common.evaluators],
				lane: 'random',
				filter: NO_FILTER,
				strata: ['agent'],
				quota: 1,
				secondShare: 0.1
			}
		},
		{
			team: COMPANY,
			plan: {
				...common,
				name: 'Clientes descontentos',
				forms: [...common.forms],
				evaluators: [...common.evaluators],
				lane: 'targeted',
				filter: { ...NO_FILTER, sentimentAtMost: -0.5, hasMessages: true },
				strata: ['team'],
				quota: 2,
				secondShare: 0
			}
		}
	];
}
