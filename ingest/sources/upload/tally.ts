/** What became of a file: the figures of the summary, with the first few faults by line. */
import type { SourceRecord } from '../source.ts';

export interface Fault {
	/** Null: of no single line. */
	readonly line: number | null;
	readonly message: string;
}

/** What ingest said about the events. */
export interface Totals {
	readonly accepted: number;
	readonly duplicates: number;
	readonly rejected: number;
}

export const NO_TOTALS: Totals = { accepted: 0, duplicates: 0, rejected: 0 };

export const addTotals = (a: Totals, b: Totals): Totals => ({
	accepted: a.accepted + b.accepted,
	duplicates: a.duplicates + b.duplicates,
	rejected: a.rejected + b.rejected
});

const FAULTS_SHOWN = 20;
/** A hostile file could have a reason per line. */
const MOST_REASONS = 200;
const OTHER_REASONS = 'other reasons';

function count(counts: Map<string, number>, reason: string): void {
	const key = counts.has(reason) || counts.size < MOST_REASONS ? reason : OTHER_REASONS;
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

export class Tally {
	records = 0;
	failedRecords = 0;
	events = 0;
	readonly skipped = new Map<string, number>();
	readonly notes = new Map<string, number>();
	readonly eventTypes = new Map<string, number>();
	readonly faults: Fault[] = [];

	record(record: SourceRecord): void {
		this.records += 1;
		this.events += record.events.length;
		for (const event of record.events) count(this.eventTypes, event.type);
		for (const note of record.notes) count(this.notes, note);
		const { outcome } = record;
		if (outcome.kind === 'skipped') count(this.skipped, outcome.reason);
		if (outcome.kind === 'failed') {
			this.failedRecords += 1;
			this.fault({ line: record.line, message: outcome.message });
		}
	}

	fault(fault: Fault): void {
		if (this.faults.length < FAULTS_SHOWN) this.faults.push(fault);
	}
}
