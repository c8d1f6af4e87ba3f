/** What a history page shows: everything of it is in its address. */
import type { Dimension } from '../metrics/metric.ts';
import type { IntervalChoice } from './interval-choice.ts';
import type { CalendarDay, Range } from './period.ts';

export const VIEWS = ['lines', 'week', 'spread'] as const;
export type View = (typeof VIEWS)[number];

export const SPLITS = ['queue', 'channel', 'team', 'agent'] as const satisfies readonly Dimension[];

/** Panels on one page. */
export const MOST_METRICS = 6;
/** Names in one filter. */
export const MOST_NAMES = 200;

export interface Sort {
	/** `at`, `name` or the id of a metric. */
	readonly column: string;
	readonly isDescending: boolean;
}

export interface HistoryAsk {
	/** Ids of the catalogue, in the order of their panels. */
	readonly metrics: readonly string[];
	readonly range: Range;
	/** Of a custom range; both days are within. */
	readonly first: CalendarDay | null;
	readonly last: CalendarDay | null;
	readonly interval: IntervalChoice;
	readonly zone: string;
	readonly comparesBefore: boolean;
	readonly by: Dimension | null;
	/** Empty: all. */
	readonly filters: Readonly<Record<Dimension, readonly string[]>>;
	readonly view: View;
	readonly sort: Sort | null;
	/** Numerators, denominators and n in the table. */
	readonly showsParts: boolean;
}

/** Something in the address that could not be taken as it stood, and what was done instead. */
export interface Notice {
	readonly kind:
		| 'metric'
		| 'metrics'
		| 'live'
		| 'range'
		| 'dates'
		| 'long'
		| 'interval'
		| 'fine'
		| 'zone'
		| 'by'
		| 'names'
		| 'agents'
		| 'view';
	/** What stood there; empty where it does not matter. */
	readonly text: string;
}
