/** One contact of one customer while it is in the demo centre. */
import type { Errand } from './customers.ts';
import type { QueueProfile } from './queues.ts';
import type { Mood } from './script/lines.ts';
import type { Worker } from './worker.ts';

export interface Contact {
	readonly id: string;
	readonly errand: Errand;
	/** How many times this customer already hung up on us today over this. */
	readonly attempt: number;
	mood: Mood;
	queue: QueueProfile;
	segment: number;
	priority: number;
	queuedAtMs: number;
	waitedMs: number;
	phase: 'arriving' | 'waiting' | 'ringing' | 'served' | 'over';
	ringsAt: Worker | null;
	/** Let it ring and is not asked again. */
	missedBy: Worker | null;
	reopened: boolean;
}
