/** What the page of a movement is given: its form, its answer, or why there is none. */
import type { Dimension } from '../metrics/metric.ts';
import type { Split } from './nested.ts';

export interface MovementPage {
	readonly metric: string;
	readonly choices: readonly string[];
	readonly zone: string;
	/** As the form has them: first and last day. */
	readonly days: Readonly<Record<'from' | 'to' | 'beforeFrom' | 'beforeTo', string>>;
	/** As they were asked, for the form to keep. */
	readonly filters: Readonly<Record<Dimension, readonly string[]>>;
	readonly found: Split | null;
	/** Of queues, by id. */
	readonly names: Readonly<Record<string, string>>;
	readonly trouble: { readonly kind: 'fault' | 'unavailable'; readonly detail: string } | null;
}
