/** What the form of the settings of a queue sends, as it was typed, and what may be wrong with it. */
import type { ServiceLevelFormula } from '#lib/domain/events/event-types.ts';
import type { Weekday } from '#lib/domain/queues/business-hours.ts';
import type { Holiday } from '#lib/domain/queues/queue-version.ts';

export type ValidFrom = 'now' | 'moment' | 'beginning' | 'same';

export interface SentQueue {
	readonly name: string;
	readonly channel: string;
	readonly threshold: string;
	readonly shortAbandon: string;
	readonly formula: ServiceLevelFormula;
	readonly zone: string;
	readonly validFrom: ValidFrom;
	/** `2026-11-20T09:00`, in the zone. */
	readonly moment: string;
	readonly hasHours: boolean;
	readonly days: Readonly<Record<Weekday, string>>;
	readonly holidays: readonly Holiday[];
}

export type QueueField =
	| 'queue'
	| 'name'
	| 'channel'
	| 'threshold'
	| 'shortAbandon'
	| 'zone'
	| 'moment'
	| 'past'
	| 'holidays'
	| Weekday;

export type QueueFaultCode =
	| 'missing'
	| 'word'
	| 'wait'
	| 'zone'
	| 'moment'
	/** It changes what reports say of the past; that has to be said once more. */
	| 'past'
	| 'unreadable'
	| 'too-many'
	| 'overlap'
	| 'holiday';

export interface QueueFault {
	readonly field: QueueField;
	readonly code: QueueFaultCode;
}
