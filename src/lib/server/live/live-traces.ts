/** Follows commits from their notice to the frames that show them. */
import { spanClock } from '../telemetry/spans.ts';
import type { Sent } from './fan-out.ts';
import type { Spans } from '../telemetry/spans.ts';

/** The two rounds of questions that a commit wakes. */
export const READINGS = ['read waiting', 'read totals'] as const;
export type Reading = (typeof READINGS)[number];

interface Pending {
	readonly traceparent: string;
	readonly heardAtMs: number;
	readonly left: Set<Reading>;
}

const MOST_PENDING = 64;
/** Nobody looks at a board: there is no frame to come. */
const GIVEN_UP_MS = 60_000;

export class LiveTraces {
	readonly #spans: Spans;
	#pending: Pending[] = [];
	/** Read, and not yet on any screen. */
	#read: string[] = [];

	constructor(spans: Spans) {
		this.#spans = spans;
	}

	committed(traceparents: readonly string[]): void {
		const heardAtMs = spanClock();
		for (const traceparent of traceparents)
			this.#pending.push({ traceparent, heardAtMs, left: new Set(READINGS) });
		this.#pending = this.#pending
			.filter((one) => heardAtMs - one.heardAtMs < GIVEN_UP_MS)
			.slice(-MOST_PENDING);
	}

	/** A round begins, which finds what was committed until now. Returns what to call when it is answered. */
	reading(name: Reading): () => void {
		const atMs = spanClock();
		const found = this.#pending.filter(({ left }) => left.has(name));
		return () => {
			for (const { traceparent: parent, left } of found) {
				left.delete(name);
				const span = this.#spans.start(name, { parent, atMs });
				span?.end();
				if (span) this.#read.push(span.traceparent);
			}
			this.#pending = this.#pending.filter(({ left }) => left.size > 0);
		};
	}

	/** A tick that took so long has gone out to so many viewers. */
	published(seconds: number, sent: readonly Sent[]): void {
		const read = this.#read;
		this.#read = [];
		const atMs = spanClock() - seconds * 1000;
		const viewers = sent.reduce((sum, { frames }) => sum + frames, 0);
		for (const parent of read)
			this.#spans.start('frame', { parent, atMs })?.end({ 'atalaya.viewers': viewers });
	}
}
