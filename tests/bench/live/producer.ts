/** A process that sends complete contacts at an even rate, in small requests, as telephone systems do. */
import { contactEvents } from '../../../ingest/demo/load.ts';
import type { CloudEvent } from '../../../ingest/demo/event-sheet.ts';
import { partOptions, servePart } from './part.ts';
import { postEvents } from './post.ts';

export interface ProducerOptions {
	readonly ingest: string;
	readonly rate: number;
}

export interface ProducerReport {
	readonly events: number;
	readonly refused: number;
	readonly answeredMs: readonly number[];
}

const EVERY_MS = 50;
/** What one request may carry. */
const MOST_EVENTS = 1000;

const { ingest, rate } = partOptions() as ProducerOptions;
const startMs = Date.now();
const contacts = contactEvents({
	seed: 'bench',
	ratePerSecond: rate,
	startMs,
	source: '//bench/load'
});
let next = contacts.next().value;
let events = 0;
let refused = 0;
let answeredMs: number[] = [];

function due(nowMs: number): CloudEvent[] {
	const batch: CloudEvent[] = [];
	while (next && next.atMs <= nowMs && batch.length < MOST_EVENTS) {
		batch.push(next.event);
		next = contacts.next().value;
	}
	return batch;
}

async function send(batch: readonly CloudEvent[]): Promise<void> {
	events += batch.length;
	try {
		const { status, atMs, answeredAtMs } = await postEvents(ingest, batch);
		if (status === 202) answeredMs.push(answeredAtMs - atMs);
		else refused += batch.length;
	} catch {
		refused += batch.length;
	}
}

setInterval(() => {
	const nowMs = Date.now();
	for (let batch = due(nowMs); batch.length > 0; batch = due(nowMs)) void send(batch);
}, EVERY_MS);

servePart((): ProducerReport => {
	const report = { events, refused, answeredMs };
	[events, refused, answeredMs] = [0, 0, []];
	return report;
});
