/** Everything a person is told about one number. */
import type { MetricId } from '../metrics/catalogue.ts';
import type { Dimension, MetricValue } from '../metrics/metric.ts';
import type { Side } from './contribution.ts';
import type { RulePeriod } from './rule-history.ts';

export interface Named {
	readonly id: string;
	readonly name: string;
}

/** What the number is made of, by the name of the part; a sum in the unit of the metric. */
export type NumberParts = Readonly<
	Partial<Record<'count' | 'numerator' | 'denominator' | 'sum' | 'n' | 'plus' | 'minus', number>>
>;

export interface PassportContact {
	/** Differs from every other of its page. */
	readonly key: string;
	/** Null where the number is not about contacts. */
	readonly interaction: string | null;
	readonly atMs: number;
	readonly queue: Named;
	readonly channel: string;
	readonly agent: Named;
	readonly piece: string;
	readonly side: Side;
	readonly parts: NumberParts;
}

export interface SideTotal {
	readonly side: Side;
	readonly rows: number;
	readonly interactions: number;
}

export interface PassportContacts {
	readonly sides: readonly SideTotal[];
	readonly rows: readonly PassportContact[];
	/** Where the next page begins; null: this is the last. */
	readonly next: string | null;
	/** Whether this is not the first page. */
	readonly isFurther: boolean;
}

/** Why there is no list: not for this person, or more than one question may read. */
export type WithoutContacts = 'notYours' | 'tooMuch' | 'none';

export interface AgentNow {
	readonly agent: Named;
	readonly state: string;
	readonly sinceMs: number;
}

export interface Passport {
	readonly metric: MetricId;
	readonly version: string;
	readonly value: MetricValue | { readonly value: number | null };
	readonly parts: NumberParts;
	/** `[median, p90, p95]`; null where there are none. */
	readonly percentiles: readonly (number | null)[] | null;
	/** Null: it is only known now. */
	readonly range: { readonly fromMs: number; readonly toMs: number } | null;
	readonly zone: string;
	/** The instant for which it was asked. */
	readonly asOfMs: number;
	/** When events last arrived; null before the first. */
	readonly arrivedAtMs: number | null;
	readonly filters: readonly { readonly dimension: Dimension; readonly names: readonly Named[] }[];
	/** Whether whoever reads sees only a part of the whole. */
	readonly isPartial: boolean;
	readonly board: { readonly id: string; readonly name: string; readonly title: string } | null;
	readonly rules: readonly RulePeriod[];
	readonly sql: string;
	readonly contacts: PassportContacts | WithoutContacts;
	/** Of a number about who is there, for those who know agents one by one. */
	readonly agents: readonly AgentNow[] | null;
}

/** Metrics that depend on the formula, T or S of queues. */
export const JUDGED_BY_RULES: ReadonlySet<string> = new Set([
	'service_level',
	'short_abandoned',
	'at_risk'
]);
