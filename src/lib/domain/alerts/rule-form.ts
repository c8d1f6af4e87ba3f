/** What the form of a rule sends, what may be wrong with it, and the rules it offers to begin with. */
import { metric } from '../metrics/catalogue.ts';
import type { MetricId } from '../metrics/catalogue.ts';
import type { AlertRule } from './rule.ts';
import { writeThreshold } from './threshold-text.ts';

/** As typed; what is chosen from a list is one of its values or empty. */
export interface SentRule {
	readonly team: string;
	readonly name: string;
	readonly metric: string;
	readonly queues: readonly string[];
	readonly channels: readonly string[];
	readonly teams: readonly string[];
	readonly per: AlertRule['per'];
	readonly window: AlertRule['window'];
	readonly comparison: AlertRule['comparison'];
	readonly threshold: string;
	/** Empty: the threshold itself. */
	readonly clearThreshold: string;
	readonly forMinutes: string;
	readonly clearForMinutes: string;
	readonly leastN: string;
	readonly hours: AlertRule['hours'];
	readonly severity: AlertRule['severity'];
	readonly language: AlertRule['language'];
	readonly onWall: boolean;
	readonly withSound: boolean;
	readonly webhook: string;
	/** One a line. */
	readonly emails: string;
	/** Empty: told once. */
	readonly remindMinutes: string;
}

export const RULE_FAULT_CODES = [
	'missing',
	/** It belongs to a team that is not theirs. */
	'team',
	'metric',
	/** It is about agents, whom this account may not tell apart. */
	'agents',
	'window',
	'grouping',
	'threshold',
	/** On the wrong side of the threshold. */
	'clearSide',
	'minutes',
	'number',
	'address',
	'emails',
	/** Nobody would be told. */
	'actions',
	/** There are too many rules. */
	'most',
	/** Somebody else changed it meanwhile. */
	'conflict',
	'gone'
] as const;
export type RuleFaultCode = (typeof RULE_FAULT_CODES)[number];
export interface RuleFault {
	readonly field: keyof SentRule | 'rule' | 'actions';
	readonly code: RuleFaultCode;
}

/** Of a new rule, before anybody has chosen anything. */
export const NEW_RULE: Omit<SentRule, 'team' | 'language'> = {
	name: '',
	metric: 'service_level',
	queues: [],
	channels: [],
	teams: [],
	per: 'queue',
	window: '30m',
	comparison: 'below',
	threshold: '',
	clearThreshold: '',
	forMinutes: '5',
	clearForMinutes: '5',
	leastN: '10',
	hours: 'always',
	severity: 'warning',
	onWall: true,
	withSound: false,
	webhook: '',
	emails: '',
	remindMinutes: ''
};

export const PRESETS = ['service-level', 'longest-wait', 'waiting', 'law-10-2025'] as const;
export type Preset = (typeof PRESETS)[number];

type Beginning = Partial<Omit<SentRule, 'team' | 'language' | 'metric'>> & {
	readonly metric: MetricId;
};

/**
 * `law-10-2025`: general enquiries answered within three minutes on average in 95 % of requests (Spain, Ley 10/2025). It is
 * the service level of queues whose T is three minutes.
 */
const BEGINNINGS: Readonly<Record<Preset, Beginning>> = {
	'service-level': {
		metric: 'service_level',
		window: '30m',
		comparison: 'below',
		threshold: '80 %',
		clearThreshold: '82 %',
		forMinutes: '5',
		clearForMinutes: '5',
		leastN: '10'
	},
	'longest-wait': {
		metric: 'longest_wait',
		window: 'now',
		comparison: 'above',
		threshold: '3 min',
		clearThreshold: '2 min',
		forMinutes: '0',
		clearForMinutes: '1',
		leastN: '0',
		severity: 'critical',
		withSound: true
	},
	waiting: {
		metric: 'waiting',
		window: 'now',
		comparison: 'above',
		threshold: '10',
		clearThreshold: '7',
		forMinutes: '1',
		clearForMinutes: '2',
		leastN: '0'
	},
	'law-10-2025': {
		metric: 'service_level',
		window: 'today',
		comparison: 'below',
		threshold: '95 %',
		clearThreshold: '95 %',
		forMinutes: '5',
		clearForMinutes: '5',
		leastN: '20',
		severity: 'critical'
	}
};

export const isPreset = (word: string): word is Preset =>
	(PRESETS as readonly string[]).includes(word);

/** The fields of the form to begin with. */
export const fromPreset = (
	preset: Preset,
	also: Pick<SentRule, 'team' | 'language' | 'name'>
): SentRule => ({ ...NEW_RULE, ...BEGINNINGS[preset], ...also });

/** The fields of the form for a rule that is there. */
export function sentOf(rule: AlertRule, team: string): SentRule {
	const { unit } = metric(rule.metric as MetricId);
	return {
		...rule,
		team,
		threshold: writeThreshold(rule.threshold, unit),
		clearThreshold: writeThreshold(rule.clearThreshold, unit),
		forMinutes: String(rule.forMinutes),
		clearForMinutes: String(rule.clearForMinutes),
		leastN: String(rule.leastN),
		emails: rule.emails.join('\n'),
		remindMinutes: rule.remindMinutes === 0 ? '' : String(rule.remindMinutes)
	};
}
