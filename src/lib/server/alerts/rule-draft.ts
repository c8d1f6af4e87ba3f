/** A rule as the form sends it: read, and checked against what whoever sends it may choose. */
import { ALERT_WINDOWS, findAlertMetric } from '#lib/domain/alerts/alert-metrics.ts';
import { fitsWindow, isAboutAgents, isByQueue } from '#lib/domain/alerts/alert-metrics.ts';
import {
	ACTIVE_HOURS,
	COMPARISONS,
	GROUPINGS,
	LEAST_CLEAR_MINUTES,
	LONGEST_ADDRESS,
	LONGEST_RULE_NAME,
	MOST_EMAILS,
	MOST_FILTER_NAMES,
	MOST_HOLD_MINUTES,
	MOST_LEAST_N,
	MOST_REMIND_MINUTES,
	RULE_LANGUAGES,
	SEVERITIES
} from '#lib/domain/alerts/rule.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { readThreshold } from '#lib/domain/alerts/threshold-text.ts';
import type { RuleFault, RuleFaultCode, SentRule } from '#lib/domain/alerts/rule-form.ts';
import type { Metric } from '#lib/domain/metrics/metric.ts';
import { chosenField, flagField, linesField, rawField, textField } from '../form-fields.ts';
import type { RuleDraft } from './rules.ts';

/** What there is to choose from. */
export interface RuleChoices {
	/** Ids of the own nodes. */
	readonly teams: readonly string[];
	readonly queues: readonly string[];
	readonly channels: readonly string[];
	readonly words: readonly string[];
	/** Whether figures of agents may be watched (`metrics.agents`). */
	readonly seesAgents: boolean;
}

const oneOf = <const T extends readonly string[]>(
	list: T,
	word: string,
	fallback: T[number]
): T[number] => list.find((one) => one === word) ?? fallback;

export function readSentRule(form: FormData, choices: RuleChoices): SentRule {
	const choice = <const T extends readonly string[]>(name: string, list: T, fallback: T[number]) =>
		oneOf(list, textField(form, name), fallback);
	return {
		team: textField(form, 'team'),
		name: textField(form, 'name'),
		metric: textField(form, 'metric'),
		queues: chosenField(form, 'queue', choices.queues),
		channels: chosenField(form, 'channel', choices.channels),
		teams: chosenField(form, 'word', choices.words),
		per: choice('per', GROUPINGS, 'queue'),
		window: choice('window', ALERT_WINDOWS, 'now'),
		comparison: choice('comparison', COMPARISONS, 'above'),
		threshold: textField(form, 'threshold'),
		clearThreshold: textField(form, 'clearThreshold'),
		forMinutes: textField(form, 'forMinutes'),
		clearForMinutes: textField(form, 'clearForMinutes'),
		leastN: textField(form, 'leastN'),
		hours: choice('hours', ACTIVE_HOURS, 'always'),
		severity: choice('severity', SEVERITIES, 'warning'),
		language: choice('language', RULE_LANGUAGES, 'es'),
		onWall: flagField(form, 'onWall'),
		withSound: flagField(form, 'withSound'),
		webhook: textField(form, 'webhook'),
		emails: rawField(form, 'emails').slice(0, 20_000),
		remindMinutes: textField(form, 'remindMinutes')
	};
}

/** Whole and in the range; null for anything else. */
function readWhole(text: string, least: number, most: number): number | null {
	const value = /^\d{1,6}$/.test(text) ? Number(text) : null;
	return value !== null && value >= least && value <= most ? value : null;
}

const EMAIL = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]{1,180}$/u;

const isEmail = (text: string): boolean => EMAIL.test(text);

function isWebhook(text: string): boolean {
	if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return false;
	const { protocol, username, password } = new URL(text);
	return ['http:', 'https:'].includes(protocol) && username === '' && password === '';
}

class Checking {
	readonly faults: RuleFault[] = [];
	readonly sent: SentRule;

	constructor(sent: SentRule) {
		this.sent = sent;
	}

	refuse(field: RuleFault['field'], code: RuleFaultCode): void {
		this.faults.push({ field, code });
	}

	whole(field: 'forMinutes' | 'clearForMinutes', least: number): number {
		const value = readWhole(this.sent[field], least, MOST_HOLD_MINUTES);
		if (value === null) this.refuse(field, 'minutes');
		return value ?? least;
	}

	leastN(): number {
		const text = this.sent.leastN === '' ? '0' : this.sent.leastN;
		const value = readWhole(text, 0, MOST_LEAST_N);
		if (value === null) this.refuse('leastN', 'number');
		return value ?? 0;
	}

	remind(): number {
		if (this.sent.remindMinutes === '') return 0;
		const value = readWhole(this.sent.remindMinutes, 0, MOST_REMIND_MINUTES);
		if (value === null) this.refuse('remindMinutes', 'minutes');
		return value ?? 0;
	}

	limits(metric: Metric): Pick<AlertRule, 'threshold' | 'clearThreshold'> {
		const { sent } = this;
		const threshold = readThreshold(sent.threshold, metric.unit);
		const typed = sent.clearThreshold === '' ? sent.threshold : sent.clearThreshold;
		const clear = readThreshold(typed, metric.unit);
		if (threshold === null) this.refuse('threshold', 'threshold');
		else if (clear === null) this.refuse('clearThreshold', 'threshold');
		else if (sent.comparison === 'above' ? clear > threshold : clear < threshold)
			this.refuse('clearThreshold', 'clearSide');
		return { threshold: threshold ?? 0, clearThreshold: clear ?? 0 };
	}

	metric({ seesAgents }: RuleChoices): Metric | null {
		const { sent } = this;
		const metric = findAlertMetric(sent.metric);
		if (!metric) {
			this.refuse('metric', 'metric');
			return null;
		}
		if (isAboutAgents(metric, sent.teams) && !seesAgents) this.refuse('metric', 'agents');
		if (!fitsWindow(metric, sent.window)) this.refuse('window', 'window');
		const isSplit = sent.per === 'queue' || sent.queues.length > 0 || sent.channels.length > 0;
		if (!isByQueue(metric) && isSplit) this.refuse('per', 'grouping');
		return metric;
	}

	emails(form: FormData): string[] {
		const lines = linesField(form, 'emails');
		if (lines.length > MOST_EMAILS || !lines.every(isEmail)) this.refuse('emails', 'emails');
		return lines;
	}

	place(teams: readonly string[]): void {
		const { name, team, webhook } = this.sent;
		if (name === '' || name.length > LONGEST_RULE_NAME) this.refuse('name', 'missing');
		if (!teams.includes(team)) this.refuse('team', 'team');
		if (webhook !== '' && !isWebhook(webhook)) this.refuse('webhook', 'address');
	}
}

export type ReadRule =
	| { readonly ok: true; readonly draft: RuleDraft }
	| { readonly ok: false; readonly faults: readonly RuleFault[] };

export function checkRule(sent: SentRule, form: FormData, choices: RuleChoices): ReadRule {
	const checking = new Checking(sent);
	checking.place(choices.teams);
	const metric = checking.metric(choices);
	const limits = metric ? checking.limits(metric) : { threshold: 0, clearThreshold: 0 };
	const { team, queues, channels, teams, ...rest } = sent;
	const rule: AlertRule = {
		...rest,
		...limits,
		queues: queues.slice(0, MOST_FILTER_NAMES),
		channels: channels.slice(0, MOST_FILTER_NAMES),
		teams: teams.slice(0, MOST_FILTER_NAMES),
		forMinutes: checking.whole('forMinutes', 0),
		clearForMinutes: checking.whole('clearForMinutes', LEAST_CLEAR_MINUTES),
		leastN: checking.leastN(),
		emails: checking.emails(form),
		remindMinutes: checking.remind()
	};
	if (!rule.onWall && rule.webhook === '' && rule.emails.length === 0)
		checking.refuse('actions', 'actions');
	const { faults } = checking;
	return faults.length > 0 ? { ok: false, faults } : { ok: true, draft: { team, rule } };
}
