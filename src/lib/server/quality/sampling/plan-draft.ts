/** A plan as the form sends it: read, and checked against what whoever sends it may choose. */
import {
	LONGEST_DURATION_MS,
	LONGEST_PLAN_NAME,
	LONGEST_SEED,
	MOST_DUE_DAYS,
	MOST_EVALUATORS,
	MOST_NAMES,
	MOST_QUOTA,
	PLAN_LANES,
	PLAN_PERIODS,
	STRATUM_KEYS,
	SURVEY_KINDS,
	targetedFiltersOf
} from '#lib/domain/quality/sampling/plan.ts';
import type {
	FormOfChannel,
	PopulationFilter,
	SamplingPlan,
	TargetedFilter
} from '#lib/domain/quality/sampling/plan.ts';
import type { PlanFault, PlanFaultCode, SentPlan } from '#lib/domain/quality/sampling/plan-form.ts';
import { chosenField, flagField, textField } from '../../form-fields.ts';
import type { PlanChoices } from './plan-choices.ts';
import type { PlanDraft } from './plans.ts';

const SECOND_MS = 1000;

type ChosenFrom = Pick<
	PlanChoices,
	'teams' | 'queues' | 'channels' | 'words' | 'agents' | 'forms' | 'people'
>;
const oneOf = <const T extends readonly string[]>(
	list: T,
	word: string,
	fallback: T[number]
): T[number] => list.find((one) => one === word) ?? fallback;
const idsOf = (named: readonly { readonly id: string }[]): string[] => named.map(({ id }) => id);

export function readSentPlan(form: FormData, choices: ChosenFrom): SentPlan {
	const text = (name: string): string => textField(form, name);
	const known = new Set(idsOf(choices.forms));
	const formChoice = (name: string): string => (known.has(text(name)) ? text(name) : '');
	return {
		team: text('team'),
		name: text('name'),
		lane: oneOf(PLAN_LANES, text('lane'), 'random'),
		period: oneOf(PLAN_PERIODS, text('period'), 'week'),
		strata: STRATUM_KEYS.filter((key) => form.getAll('stratum').includes(key)),
		quota: text('quota'),
		isSpread: flagField(form, 'isSpread'),
		channels: chosenField(form, 'channel', choices.channels),
		queues: chosenField(form, 'queue', choices.queues),
		teams: chosenField(form, 'word', choices.words),
		agents: chosenField(form, 'agent', idsOf(choices.agents)),
		leastSeconds: text('leastSeconds'),
		mostSeconds: text('mostSeconds'),
		hasMessages: flagField(form, 'hasMessages'),
		hasRecording: flagField(form, 'hasRecording'),
		sentimentAtMost: text('sentimentAtMost'),
		sentimentAtLeast: text('sentimentAtLeast'),
		surveyKind: SURVEY_KINDS.find((kind) => kind === text('surveyKind')) ?? '',
		surveyAtMost: text('surveyAtMost'),
		isOutlier: flagField(form, 'isOutlier'),
		form: formChoice('form'),
		formOfChannel: Object.fromEntries(
			choices.channels
				.map((channel) => [channel, formChoice(`form-${channel}`)] as const)
				.filter(([, chosen]) => chosen !== '')
		),
		evaluators: chosenField(form, 'evaluator', idsOf(choices.people)),
		dueDays: text('dueDays'),
		secondPercent: text('secondPercent'),
		seed: text('seed')
	};
}

/** A decimal number with a point or a comma; null for anything else. */
const readNumber = (text: string): number | null =>
	/^[-−]?\d{1,6}(?:[.,]\d{1,4})?$/.test(text)
		? Number(text.replace('−', '-').replace(',', '.'))
		: null;

/** Where on the form what was refused stands. */
const FIELD_OF: Record<TargetedFilter, keyof SentPlan> = {
	sentimentAtMost: 'sentimentAtMost',
	sentimentAtLeast: 'sentimentAtLeast',
	survey: 'surveyKind',
	isOutlier: 'isOutlier'
};

class Checking {
	readonly faults: PlanFault[] = [];
	readonly sent: SentPlan;

	constructor(sent: SentPlan) {
		this.sent = sent;
	}

	refuse(field: PlanFault['field'], code: PlanFaultCode): void {
		this.faults.push({ field, code });
	}

	whole(field: 'quota' | 'dueDays', most: number): number {
		const text = this.sent[field];
		const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
		if (value < 1 || value > most) this.refuse(field, 'number');
		return Math.min(Math.max(value, 1), most);
	}

	/** Null: left empty. */
	number(
		field: 'sentimentAtMost' | 'sentimentAtLeast' | 'surveyAtMost',
		least: number,
		most: number
	): number | null {
		const text = this.sent[field];
		if (text === '') return null;
		const value = readNumber(text);
		if (value !== null && value >= least && value <= most) return value;
		this.refuse(field, 'score');
		return null;
	}

	durationMs(field: 'leastSeconds' | 'mostSeconds'): number | null {
		const text = this.sent[field];
		if (text === '') return null;
		const ms = /^\d{1,6}$/.test(text) ? Number(text) * SECOND_MS : Infinity;
		if (ms <= LONGEST_DURATION_MS) return ms;
		this.refuse(field, 'duration');
		return null;
	}

	survey(): PopulationFilter['survey'] {
		const { surveyKind: kind } = this.sent;
		const atMost = this.number('surveyAtMost', -100, 100);
		if (kind === '') return null;
		if (atMost === null && this.sent.surveyAtMost === '') this.refuse('surveyAtMost', 'missing');
		return { kind, atMost: atMost ?? 0 };
	}

	filter(): PopulationFilter {
		const { sent } = this;
		const filter: PopulationFilter = {
			channels: sent.channels.slice(0, MOST_NAMES),
			queues: sent.queues.slice(0, MOST_NAMES),
			teams: sent.teams.slice(0, MOST_NAMES),
			agents: sent.agents.slice(0, MOST_NAMES),
			leastHandleMs: this.durationMs('leastSeconds'),
			mostHandleMs: this.durationMs('mostSeconds'),
			hasMessages: sent.hasMessages,
			hasRecording: sent.hasRecording,
			sentimentAtMost: this.number('sentimentAtMost', -1, 1),
			sentimentAtLeast: this.number('sentimentAtLeast', -1, 1),
			survey: this.survey(),
			isOutlier: sent.isOutlier
		};
		this.#order('mostSeconds', filter.leastHandleMs, filter.mostHandleMs);
		this.#order('sentimentAtMost', filter.sentimentAtLeast, filter.sentimentAtMost);
		if (sent.lane === 'random')
			for (const name of targetedFiltersOf(filter)) this.refuse(FIELD_OF[name], 'targeted');
		return filter;
	}

	#order(field: keyof SentPlan, least: number | null, most: number | null): void {
		if (least !== null && most !== null && least > most) this.refuse(field, 'order');
	}

	forms(): FormOfChannel[] {
		const { form, formOfChannel } = this.sent;
		const forms = [
			...Object.entries(formOfChannel).map(([channel, chosen]) => ({ channel, form: chosen })),
			...(form === '' ? [] : [{ channel: '', form }])
		];
		if (forms.length === 0) this.refuse('form', 'form');
		return forms;
	}

	secondShare(): number {
		const text = this.sent.secondPercent;
		const percent = text === '' ? 0 : readNumber(text);
		if (percent === null || percent < 0 || percent > 100) this.refuse('secondPercent', 'percent');
		return Math.min(1, Math.max(0, (percent ?? 0) / 100));
	}

	place(teams: readonly string[]): void {
		const { name, team, evaluators, seed } = this.sent;
		if (name === '' || name.length > LONGEST_PLAN_NAME) this.refuse('name', 'missing');
		if (!teams.includes(team)) this.refuse('team', 'team');
		if (evaluators.length === 0 || evaluators.length > MOST_EVALUATORS)
			this.refuse('evaluators', 'evaluators');
		if (seed.length > LONGEST_SEED) this.refuse('seed', 'number');
	}
}

export type ReadPlan =
	| { readonly ok: true; readonly draft: PlanDraft }
	| { readonly ok: false; readonly faults: readonly PlanFault[] };

export function checkPlan(sent: SentPlan, { teams }: Pick<ChosenFrom, 'teams'>): ReadPlan {
	const checking = new Checking(sent);
	checking.place(teams);
	const { team, name, lane, period, isSpread, seed } = sent;
	const plan: SamplingPlan = {
		...{ name, lane, period, isSpread, seed },
		forms: checking.forms(),
		filter: checking.filter(),
		strata: [...sent.strata],
		quota: checking.whole('quota', MOST_QUOTA),
		evaluators: [...sent.evaluators],
		dueDays: checking.whole('dueDays', MOST_DUE_DAYS),
		// Only the random lane has second evaluators: it is what speaks for everybody.
		secondShare: lane === 'random' ? checking.secondShare() : 0
	};
	const { faults } = checking;
	return faults.length > 0 ? { ok: false, faults } : { ok: true, draft: { team, plan } };
}
