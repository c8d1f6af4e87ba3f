/** A parsed event as a producer would have sent it. */
import type { KnownEvent } from '#lib/domain/events/event.ts';

export const wireEvent = ({
	id,
	source,
	type,
	subject,
	time,
	sequence,
	extensions,
	data
}: KnownEvent): Record<string, unknown> => ({
	...extensions,
	specversion: '1.0',
	id,
	source,
	type,
	subject,
	time,
	...(sequence === '' ? {} : { sequence }),
	data
});
