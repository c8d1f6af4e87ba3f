/** A version as the event by which everything learns of it: ours and a producer's are the same to whoever reads them. */
import { fullTypeOf } from '../events/event-types.ts';
import { ADMINISTRATION_SOURCE } from '../events/product-event.ts';
import type { ProductEvent } from '../events/product-event.ts';
import type { QueueVersion } from './queue-version.ts';
import { FROM_THE_BEGINNING } from './queue-version.ts';

export interface QueueChange {
	readonly eventId: string;
	readonly queue: string;
	readonly validFromMs: number;
	/** Of two changes of one version the later holds. */
	readonly changedAtMs: number;
	readonly version: QueueVersion;
}

export type QueueEvent = ProductEvent;

const instant = (ms: number): string => new Date(ms).toISOString();

export function queueEvent({
	eventId,
	queue,
	validFromMs,
	changedAtMs,
	version
}: QueueChange): QueueEvent {
	const from = validFromMs === FROM_THE_BEGINNING ? {} : { validFrom: instant(validFromMs) };
	return {
		specversion: '1.0',
		id: eventId,
		source: ADMINISTRATION_SOURCE,
		type: fullTypeOf('reference.queue'),
		subject: queue,
		time: instant(changedAtMs),
		data: { ...version, ...from }
	};
}
