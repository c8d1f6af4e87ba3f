/**
 * Follows requests for events from the door into the database. Which request an event came with is in memory only: the
 * durable form of the spool does not know of traces, and after a restart they end at the disk.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { spanClock } from '#lib/server/telemetry/spans.ts';
import type { OpenSpan, Spans } from '#lib/server/telemetry/spans.ts';
import { MOST_TRACES } from '#lib/domain/events/notice.ts';
import type { Reading } from '../intake/read-event.ts';
import type { LaneName } from '../spool/journal-entry.ts';
import type { SeqRange } from '../spool/lane.ts';
import { producerContext } from './producer-context.ts';

/** Events of sampled requests that are on their way; the oldest are forgotten first. */
const MOST_FOLLOWED = 1000;

interface Followed {
	readonly last: number;
	readonly traceparent: string;
	readonly storedAtMs: number;
}

/** One request, from its arrival until its answer. */
export interface RequestTrace {
	/** Some of its events are durable, or were no news. */
	stored(
		readings: readonly Reading[],
		lane: LaneName,
		range: SeqRange | null,
		fromMs: number
	): void;
	end(status: number): void;
}

export interface Delivered {
	readonly lane: LaneName;
	readonly last: number;
	readonly rows: number;
	readonly batchId: string;
	/** When the insert that succeeded was sent, by `spanClock`. */
	readonly sentAtMs: number;
}

export class RequestTraces {
	readonly #spans: Spans;
	readonly #followed: Record<LaneName, Followed[]> = { live: [], backfill: [] };

	constructor(spans: Spans) {
		this.#spans = spans;
	}

	begin(headers: IncomingHttpHeaders): RequestTrace {
		const atMs = spanClock();
		let span: OpenSpan | null | undefined;
		// Not before its events were read: they may say what it follows on from.
		const open = (readings: readonly Reading[]): OpenSpan | null => {
			if (span === undefined) {
				const context = producerContext(headers, readings);
				span = this.#spans.start('POST /v1/events', { ...context, atMs, isServer: true });
			}
			return span;
		};
		return {
			stored: (readings, lane, range, fromMs) => {
				const request = open(readings);
				if (request === null || range === null) return;
				const spool = this.#spans.start('spool', { parent: request.traceparent, atMs: fromMs });
				spool?.end({ 'atalaya.events': range.last - range.first + 1, 'atalaya.lane': lane });
				this.#follow(lane, range.last, request.traceparent);
			},
			end: (status) => {
				open([])?.end({ 'http.response.status_code': status });
			}
		};
	}

	#follow(lane: LaneName, last: number, traceparent: string): void {
		const followed = this.#followed[lane];
		followed.push({ last, traceparent, storedAtMs: spanClock() });
		if (followed.length > MOST_FOLLOWED) followed.shift();
	}

	/** What led to this batch, for whoever follows on; not more than a notice holds. */
	delivered({ lane, last, rows, batchId, sentAtMs }: Delivered): string[] {
		const done = this.#followed[lane].filter((request) => request.last <= last);
		if (done.length === 0) return [];
		this.#followed[lane] = this.#followed[lane].filter((request) => request.last > last);
		const facts = { 'atalaya.rows': rows, 'atalaya.batch': batchId };
		return done.slice(-MOST_TRACES).flatMap(({ traceparent: parent, storedAtMs }) => {
			this.#spans
				.start('wait', { parent, atMs: storedAtMs })
				?.end({}, Math.max(storedAtMs, sentAtMs));
			const insert = this.#spans.start('insert', {
				parent,
				atMs: Math.max(storedAtMs, sentAtMs),
				facts
			});
			insert?.end();
			return insert ? [insert.traceparent] : [];
		});
	}
}
