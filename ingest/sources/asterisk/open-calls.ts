/** The calls of the log that may still go on: their segments, one per stay in a queue. */
import type { LineRef } from './line-events.ts';

export interface Segment {
	readonly number: number;
	readonly queue: string;
	/** `left`: went out of the queue unanswered without hanging up; it may still enter another. */
	phase: 'waiting' | 'answered' | 'left' | 'over';
	/** Where the segment was left; set in the phase `left`. */
	leftBy: LineRef | null;
}

export interface Call {
	readonly id: string;
	/** The newest few, oldest first. */
	readonly segments: Segment[];
	count: number;
	lastSeenMs: number;
}

/** A call that no line has named for so long is over, whatever the log forgot to say. */
const FORGET_AFTER_MS = 6 * 3_600_000;
const MOST_CALLS = 50_000;
const MOST_SEGMENTS = 8;

export class OpenCalls {
	/** In the order in which they were last named. */
	readonly #calls = new Map<string, Call>();

	find(id: string): Call | null {
		return this.#calls.get(id) ?? null;
	}

	/** Marks the call as named now; makes it when it is not known. */
	touch(id: string, atMs: number): Call {
		const call = this.#calls.get(id) ?? { id, segments: [], count: 0, lastSeenMs: atMs };
		call.lastSeenMs = atMs;
		this.#calls.delete(id);
		this.#calls.set(id, call);
		this.#forget(atMs);
		return call;
	}

	/** Every call, which are forgotten thereby. */
	takeAll(): Call[] {
		const calls = [...this.#calls.values()];
		this.#calls.clear();
		return calls;
	}

	#forget(nowMs: number): void {
		for (const [id, call] of this.#calls) {
			if (this.#calls.size <= MOST_CALLS && call.lastSeenMs >= nowMs - FORGET_AFTER_MS) return;
			this.#calls.delete(id);
		}
	}
}

export function openSegment(call: Call, queue: string): Segment {
	call.count += 1;
	const segment: Segment = { number: call.count, queue, phase: 'waiting', leftBy: null };
	call.segments.push(segment);
	if (call.segments.length > MOST_SEGMENTS) call.segments.shift();
	return segment;
}

/** The newest stay in that queue, or the newest of all when it was never there. */
export function segmentIn(call: Call, queue: string): Segment | null {
	return call.segments.findLast((segment) => segment.queue === queue) ?? newest(call);
}

export const newest = (call: Call): Segment | null => call.segments.at(-1) ?? null;
