/** An event the product itself sends to ingest: what somebody changed here is told like a producer would tell it. */
import { fullTypeOf } from './event-types.ts';
import type { EventData, EventName } from './event-types.ts';

export const ADMINISTRATION_SOURCE = '//atalaya/administration';

export interface ProductEvent {
	readonly specversion: '1.0';
	readonly id: string;
	readonly source: string;
	readonly type: string;
	readonly subject: string;
	readonly time: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export const productEvent = <N extends EventName>(
	name: N,
	{ id, subject, atMs }: { readonly id: string; readonly subject: string; readonly atMs: number },
	data: EventData<N>
): ProductEvent => ({
	specversion: '1.0',
	id,
	source: ADMINISTRATION_SOURCE,
	type: fullTypeOf(name),
	subject,
	time: new Date(atMs).toISOString(),
	data
});
