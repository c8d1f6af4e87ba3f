/** The load of the live bench, written into a table: the same contacts, at the same rate, as small batches. */
import { contactEvents } from '../../../ingest/demo/load.ts';
import { partOptions, servePart } from '../live/part.ts';
import { openSqlStore, rowOf } from './sql-store.ts';
import type { EventRow, SqlTarget } from './sql-store.ts';

export interface SqlProducerOptions {
	readonly target: SqlTarget;
	readonly rate: number;
}

export interface SqlProducerReport {
	readonly events: number;
	readonly failed: number;
}

const EVERY_MS = 50;
const MOST_EVENTS = 1000;

const { target, rate } = partOptions() as SqlProducerOptions;
// One after the other: the triggers count right only while nobody else writes the same contact.
const store = openSqlStore(target, 1);
const startMs = Date.now();
const options = { seed: 'bench', ratePerSecond: rate, startMs, source: '//bench/load' };
const contacts = contactEvents(options);
let next = contacts.next().value;
let [events, failed] = [0, 0];

function due(nowMs: number): EventRow[] {
	const batch: EventRow[] = [];
	while (next && next.atMs <= nowMs && batch.length < MOST_EVENTS) {
		batch.push(rowOf(next.event));
		next = contacts.next().value;
	}
	return batch;
}

async function send(): Promise<void> {
	const batch = due(Date.now());
	if (batch.length > 0) {
		events += batch.length;
		await store.insert(batch).catch(() => (failed += batch.length));
	}
	setTimeout(() => void send(), EVERY_MS);
}
void send();

servePart((): SqlProducerReport => {
	const report = { events, failed };
	[events, failed] = [0, 0];
	return report;
});
