/** Which traces the producer says a request and its events belong to. */
import type { IncomingHttpHeaders } from 'node:http';
import { isTraceparent } from '#lib/server/telemetry/spans.ts';
import type { Reading } from '../intake/read-event.ts';

export interface ProducerContext {
	readonly parent: string | null;
	readonly links: readonly string[];
}

const MOST_LINKS = 8;
/** Of a request more is not looked through for them. */
const MOST_READ = 100;
const NAME = Buffer.from('"traceparent"');

/** The extension of CloudEvents for distributed tracing. */
function ofEvent(reading: Reading): string | null {
	if (!reading.ok || !reading.candidate.raw.includes(NAME)) return null;
	const event = JSON.parse(reading.candidate.raw.toString('utf8')) as Record<string, unknown>;
	const { traceparent } = event;
	return isTraceparent(traceparent) ? traceparent : null;
}

/** The header is about this request; what events carry is about their own making. */
export function producerContext(
	headers: IncomingHttpHeaders,
	readings: readonly Reading[]
): ProducerContext {
	const found = new Set<string>();
	for (const reading of readings.slice(0, MOST_READ)) {
		const traceparent = ofEvent(reading);
		if (traceparent !== null && found.size <= MOST_LINKS) found.add(traceparent);
	}
	const header = headers['traceparent'];
	const [first = null] = found;
	const parent = isTraceparent(header) ? header : first;
	return { parent, links: [...found].filter((link) => link !== parent).slice(0, MOST_LINKS) };
}
