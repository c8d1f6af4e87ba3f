/** An alert: one rule that was broken at one place, from then until it was well again. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { About } from './alert-access.ts';
import { AlertRule } from './rule.ts';

const Value = Type.Union([Type.Number(), Type.Null()]);

/** Why a value is missing. `few`: of fewer than the rule asks; `away`: the numbers are not up to date. */
export const NO_DATA = ['empty', 'few', 'away'] as const;
export type NoData = (typeof NO_DATA)[number];

export const Figures = Type.Object({
	/** When it opened. */
	opened: Value,
	/** The last one that was known. */
	last: Value,
	/** Furthest beyond the threshold while it was open. */
	worst: Value,
	n: Value,
	/** Null: the last one is of now. */
	noData: Type.Union([Type.Null(), ...NO_DATA.map((why) => Type.Literal(why))])
});
export type Figures = Static<typeof Figures>;

/** The rule as it was when the alert opened, as far as it explains the alert. */
export const WatchedRule = Type.Pick(AlertRule, [
	'name',
	'metric',
	'window',
	'per',
	'comparison',
	'threshold',
	'clearThreshold',
	'forMinutes',
	'clearForMinutes',
	'severity',
	'language',
	'onWall',
	'withSound'
]);
export type WatchedRule = Static<typeof WatchedRule>;

/** Why an alert ended. */
export const CLEAR_REASONS = [
	/** The value was on the clear side for long enough. */
	'recovered',
	'closed-hours',
	'paused',
	'changed',
	'removed',
	/** The team no longer has the queue. */
	'out-of-reach'
] as const;
export type ClearReason = (typeof CLEAR_REASONS)[number];

export interface Acknowledgement {
	readonly atMs: number;
	/** Id of the person. */
	readonly by: string;
	readonly name: string;
	readonly note: string;
}

export interface Alert {
	readonly id: string;
	readonly rule: string;
	readonly team: string;
	/** Empty: several together. */
	readonly queue: string;
	readonly queueName: string;
	readonly about: About;
	readonly watched: WatchedRule;
	readonly figures: Figures;
	readonly openedAtMs: number;
	readonly acknowledged: Acknowledgement | null;
	readonly cleared: { readonly atMs: number; readonly reason: ClearReason } | null;
}

/** The further beyond the threshold the worse; null only while nothing was known. */
export function worseOf(
	a: number | null,
	b: number | null,
	comparison: WatchedRule['comparison']
): number | null {
	if (a === null || b === null) return a ?? b;
	return comparison === 'above' ? Math.max(a, b) : Math.min(a, b);
}

export const LONGEST_NOTE = 500;
