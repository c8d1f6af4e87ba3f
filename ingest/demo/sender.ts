/** Hands events to ingest and does not let go of them until they are on its disk. */
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Door } from '../sources/upload/door.ts';
import type { CloudEvent } from './event-sheet.ts';

const compress = promisify(gzip);

export type Lane = 'live' | 'backfill';

const Receipt = Type.Object({
	accepted: Type.Integer(),
	duplicates: Type.Integer(),
	rejected: Type.Integer(),
	errors: Type.Optional(Type.Array(Type.Object({ message: Type.Optional(Type.String()) })))
});

export interface SenderOptions {
	/** Asked before every attempt: ingest may come back at another address. */
	readonly door: () => Door;
	readonly fetch: typeof fetch;
	/** Ends early, without an error, when the signal does. */
	readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>;
	readonly nowMs: () => number;
	/** From 0 to 1, spreads the attempts of several producers. */
	readonly jitter: () => number;
	readonly signal: AbortSignal;
	/** Told of what ingest refuses and of what it has to be waited for. */
	readonly warn: (message: string) => void;
}

/** Nothing can be sent: ingest is another program or does not know the token. */
export class SenderStopped extends Error {
	override readonly name = 'SenderStopped';
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;
const LONGEST_RETRY_AFTER_MS = 60_000;
const REQUEST_MS = 60_000;
/** A new installation makes its token a moment after it starts. */
const REFUSALS_BORNE = 12;
const WARN_EVERY_ATTEMPTS = 20;

const TAKEN = new Set([200, 202, 207, 422]);
const REFUSED = new Set([401, 403, 404]);
const FATAL = new Set([400, 405, 413, 415]);

type Outcome =
	| { readonly kind: 'taken' }
	| { readonly kind: 'refused'; readonly reason: string }
	| { readonly kind: 'later'; readonly reason: string; readonly afterMs: number | null };

interface Body {
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly content: string | Uint8Array<ArrayBuffer>;
}

async function bodyOf(events: readonly CloudEvent[], lane: Lane): Promise<Body> {
	if (lane === 'live') {
		return {
			path: '/v1/events',
			headers: { 'content-type': 'application/cloudevents-batch+json' },
			content: JSON.stringify(events)
		};
	}
	const lines = events.map((event) => JSON.stringify(event)).join('\n');
	// Speed before size: the network is the machine itself.
	const content = new Uint8Array(await compress(lines, { level: constants.Z_BEST_SPEED }));
	return {
		path: '/v1/events?backfill=true',
		headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
		content
	};
}

/** Seconds or a date; null: not said. */
function retryAfterMs(header: string | null, nowMs: number): number | null {
	if (header === null || header.trim() === '') return null;
	const seconds = Number(header);
	const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
	return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), LONGEST_RETRY_AFTER_MS) : null;
}

const LEAST_SHARE = 0.1;

/**
 * Spread over the whole of the pause; after one that ingest asked for, which all producers were told at the same time,
 * over as long again.
 */
const pauseMs = (afterMs: number | null, growingMs: number, jitter: number): number =>
	afterMs === null
		? growingMs * (LEAST_SHARE + (1 - LEAST_SHARE) * jitter)
		: afterMs + (1 - jitter) * Math.max(afterMs, growingMs);

export class Sender {
	readonly #options: SenderOptions;

	constructor(options: SenderOptions) {
		this.#options = options;
	}

	/** False when the signal ended it before the events were taken. Throws SenderStopped. */
	async send(events: readonly CloudEvent[], lane: Lane): Promise<boolean> {
		const { signal, sleep, jitter, warn } = this.#options;
		const body = await bodyOf(events, lane);
		let refusals = 0;
		for (let attempt = 0; !signal.aborted; attempt += 1) {
			const outcome = await this.#attempt(body);
			if (outcome.kind === 'taken') return true;
			refusals = outcome.kind === 'refused' ? refusals + 1 : 0;
			if (refusals > REFUSALS_BORNE) throw new SenderStopped(outcome.reason);
			// Said when it lasts: an attempt or two are lost whenever ingest restarts.
			if (attempt % WARN_EVERY_ATTEMPTS === 3) warn(`waiting for ingest: ${outcome.reason}`);
			const growing = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
			const afterMs = outcome.kind === 'later' ? outcome.afterMs : null;
			await sleep(pauseMs(afterMs, growing, jitter()), signal);
		}
		return false;
	}

	async #attempt({ path, headers, content }: Body): Promise<Outcome> {
		const { door, signal } = this.#options;
		try {
			const { url, token } = door();
			if (token === null) return { kind: 'later', reason: 'there is no token yet', afterMs: null };
			const response = await this.#options.fetch(`${url.replace(/\/$/, '')}${path}`, {
				method: 'POST',
				headers: { ...headers, authorization: `Bearer ${token}` },
				body: content,
				signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)])
			});
			return await this.#read(response);
		} catch (error) {
			if (error instanceof SenderStopped) throw error;
			return { kind: 'later', reason: reasonOf(error), afterMs: null };
		}
	}

	async #read(response: Response): Promise<Outcome> {
		const { status } = response;
		const text = await response.text();
		const reason = `status ${status} ${text.slice(0, 300)}`;
		if (TAKEN.has(status)) {
			this.#warnOfRejected(text);
			return { kind: 'taken' };
		}
		if (FATAL.has(status)) throw new SenderStopped(reason);
		if (REFUSED.has(status)) return { kind: 'refused', reason };
		const afterMs = retryAfterMs(response.headers.get('retry-after'), this.#options.nowMs());
		return { kind: 'later', reason, afterMs };
	}

	#warnOfRejected(text: string): void {
		const receipt = parseJson(text);
		if (!Value.Check(Receipt, receipt) || receipt.rejected === 0) return;
		const first = receipt.errors?.[0]?.message ?? 'no reason given';
		this.#options.warn(`ingest refused ${receipt.rejected} events: ${first}`);
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function reasonOf(error: unknown): string {
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	return cause instanceof Error ? cause.message : String(cause);
}
