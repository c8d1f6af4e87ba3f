/** A rule: what is watched, when it is too much, and who is told. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { ALERT_WINDOWS } from './alert-metrics.ts';

export const COMPARISONS = ['above', 'below'] as const;
export type Comparison = (typeof COMPARISONS)[number];
/** `queue`: each queue on its own; `together`: one number over all of them. */
export const GROUPINGS = ['queue', 'together'] as const;
export type Grouping = (typeof GROUPINGS)[number];
/** `opening`: only while the queue is attended; of several together, while one of them is. */
export const ACTIVE_HOURS = ['always', 'opening'] as const;
export const SEVERITIES = ['warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const RULE_LANGUAGES = ['es', 'en', 'pt'] as const;
export type RuleLanguage = (typeof RULE_LANGUAGES)[number];

export const LONGEST_RULE_NAME = 80;
export const MOST_HOLD_MINUTES = 120;
/** A value that touches the limit again and again opens at most one alert in this time. */
export const LEAST_CLEAR_MINUTES = 1;
export const MOST_LEAST_N = 100_000;
export const MOST_EMAILS = 20;
export const MOST_REMIND_MINUTES = 24 * 60;
export const LONGEST_ADDRESS = 2000;
export const MOST_FILTER_NAMES = 200;

const literals = <const T extends readonly string[]>(list: T) =>
	Type.Union(list.map((word: T[number]) => Type.Literal(word)));
const Names = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
	maxItems: MOST_FILTER_NAMES
});

export const AlertRule = Type.Object(
	{
		name: Type.String({ minLength: 1, maxLength: LONGEST_RULE_NAME }),
		/** Id in the catalogue. */
		metric: Type.String({ minLength: 1, maxLength: 60 }),
		/** Empty: all the team reaches. */
		queues: Names,
		channels: Names,
		/** Words by which events name teams of agents; empty: no matter whose agents. */
		teams: Names,
		per: literals(GROUPINGS),
		window: literals(ALERT_WINDOWS),
		comparison: literals(COMPARISONS),
		/** In the unit of the metric: 0..1, milliseconds, a count. */
		threshold: Type.Number(),
		/** The alert clears on the other side of this one; never beyond the threshold. */
		clearThreshold: Type.Number(),
		forMinutes: Type.Integer({ minimum: 0, maximum: MOST_HOLD_MINUTES }),
		clearForMinutes: Type.Integer({ minimum: LEAST_CLEAR_MINUTES, maximum: MOST_HOLD_MINUTES }),
		/** Of fewer a ratio or a mean is not judged. */
		leastN: Type.Integer({ minimum: 0, maximum: MOST_LEAST_N }),
		hours: literals(ACTIVE_HOURS),
		severity: literals(SEVERITIES),
		/** Of the messages it sends. */
		language: literals(RULE_LANGUAGES),
		onWall: Type.Boolean(),
		withSound: Type.Boolean(),
		/** Empty: none. */
		webhook: Type.String({ maxLength: LONGEST_ADDRESS }),
		emails: Type.Array(Type.String({ maxLength: 254 }), { maxItems: MOST_EMAILS }),
		/** 0: told once. */
		remindMinutes: Type.Integer({ minimum: 0, maximum: MOST_REMIND_MINUTES })
	},
	{ additionalProperties: false }
);
export type AlertRule = Static<typeof AlertRule>;
