/** What the page of a movement is given. */
import type { Split } from '#lib/domain/movement/nested.ts';

export interface MovementPage {
	readonly metric: string;
	readonly choices: readonly string[];
	readonly zone: string;
	readonly days: Readonly<Record<'from' | 'to' | 'beforeFrom' | 'beforeTo', string>>;
	readonly filters: Readonly<Record<'queue' | 'channel' | 'agent' | 'team', readonly string[]>>;
	readonly found: Split | null;
	/** Of queues, by id. */
	readonly names: Readonly<Record<string, string>>;
}
