/** One request of events to ingest, again until it is answered for good. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { halves } from './batches.ts';
import type { Batch } from './batches.ts';
import type { Fault, Totals } from './tally.ts';
import { addTotals } from './tally.ts';

const compress = promisify(gzip);

const Receipt = Type.Object({
	accepted: Type.Integer({ minimum: 0 }),
	duplicates: Type.Integer({ minimum: 0 }),
	rejected: Type.Integer({ minimum: 0 }),
	durability: Type.Optional(Type.String()),
	errors: Type.Optional(
		Type.Array(
			Type.Object({
				index: Type.Integer({ minimum: 0 }),
				code: Type.Optional(Type.String()),
				field: Type.Optional(Type.String()),
				message: Type.Optional(Type.String())
			})
		)
	)
});
type Receipt = Static<typeof Receipt>;

export interface Answer {
	readonly totals: Totals;
	/** Queryable, and not only on disk. */
	readonly committed: boolean;
	readonly faults: readonly Fault[];
}

/** Nothing more can be sent. What was answered before stays, and the import can go on from there. */
export class UploadStopped extends Error {
	override readonly name = 'UploadStopped';
}

export interface PostOptions {
	readonly url: string;
	readonly token: string;
	/** Gives up waiting and sending. */
	readonly signal: AbortSignal;
	/** Told each time something has to be waited for. */
	readonly onWait?: (reason: string, waitMs: number) => void;
	/** How long to go on trying: before the first answer of all, and after it. */
	readonly patienceMs?: { readonly first: number; readonly later: number };
}

const ACCEPTED = new Set([200, 202, 207, 422]);
const BUSY = new Set([408, 425, 429, 500, 502, 503, 504]);
const TOO_LARGE = 413;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
const LONGEST_RETRY_AFTER_S = 120;
const REQUEST_MS = 120_000;
const PREFER_WAIT_S = 30;
const PATIENCE_MS = { first: 10_000, later: 600_000 };
const DETAIL_CHARACTERS = 300;

const HINTS: Readonly<Record<number, string>> = {
	401: 'the token is not known there: set INGEST_TOKEN, or run it in the directory of the product (DATA_DIR)',
	403: 'the token may not send old events (?backfill=true)',
	404: 'there is no ingest service at this address',
	405: 'there is no ingest service at this address'
};

type Attempt =
	| { readonly kind: 'answer'; readonly answer: Answer }
	| { readonly kind: 'too-large' }
	| { readonly kind: 'wait'; readonly reason: string; readonly waitMs: number | null };

const causeOf = (error: unknown): string => {
	const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
	return cause instanceof Error ? cause.message : String(cause);
};

function retryAfterMs(response: Response): number | null {
	const text = response.headers.get('retry-after') ?? '';
	if (!/^\d{1,6}$/.test(text)) return null;
	return Math.min(Number(text), LONGEST_RETRY_AFTER_S) * 1000;
}

function answerOf(receipt: Receipt, batch: Batch): Answer {
	const { accepted, duplicates, rejected, durability, errors = [] } = receipt;
	const faults = errors.map(({ index, code, field, message }) => ({
		line: batch.lines[index] ?? null,
		message: [code, field, message].filter(Boolean).join(' ')
	}));
	return {
		totals: { accepted, duplicates, rejected },
		committed: durability === 'committed',
		faults
	};
}

/** Sends batches one by one or several at once. */
export class Poster {
	readonly #options: PostOptions;
	#answered = false;

	constructor(options: PostOptions) {
		this.#options = options;
	}

	/** Throws UploadStopped. `wait`: answer only when the events can be queried, within reason. */
	async send(batch: Batch, wait = false): Promise<Answer> {
		const body = await compress(batch.bodies.join('\n'), { level: 3 });
		let waitMs = FIRST_WAIT_MS;
		let waitedMs = 0;
		for (;;) {
			const attempt = await this.#attempt(batch, body, wait);
			if (attempt.kind === 'answer') return attempt.answer;
			if (attempt.kind === 'too-large') return this.#split(batch, wait);
			const pauseMs = attempt.waitMs ?? waitMs;
			waitedMs += pauseMs;
			if (waitedMs > this.#patienceMs()) throw new UploadStopped(attempt.reason);
			this.#options.onWait?.(attempt.reason, pauseMs);
			await this.#pause(pauseMs);
			waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
		}
	}

	#patienceMs(): number {
		const { first, later } = this.#options.patienceMs ?? PATIENCE_MS;
		return this.#answered ? later : first;
	}

	async #pause(ms: number): Promise<void> {
		try {
			await sleep(ms, undefined, { signal: this.#options.signal });
		} catch (cause) {
			throw new UploadStopped('interrupted', { cause });
		}
	}

	async #attempt(batch: Batch, body: Buffer, wait: boolean): Promise<Attempt> {
		const { signal, url, token } = this.#options;
		if (signal.aborted) throw new UploadStopped('interrupted');
		try {
			const response = await fetch(new URL('/v1/events?backfill=true', url), {
				method: 'POST',
				headers: {
					authorization: `Bearer ${token}`,
					'content-type': 'application/x-ndjson',
					'content-encoding': 'gzip',
					...(wait ? { prefer: `wait=${PREFER_WAIT_S}` } : {})
				},
				body: new Uint8Array(body),
				redirect: 'error',
				signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)])
			});
			return await this.#read(response, batch);
		} catch (error) {
			if (error instanceof UploadStopped) throw error;
			return { kind: 'wait', reason: `no answer from ${url}: ${causeOf(error)}`, waitMs: null };
		}
	}

	async #read(response: Response, batch: Batch): Promise<Attempt> {
		const text = await response.text();
		const { status } = response;
		if (BUSY.has(status)) {
			this.#answered = true;
			return { kind: 'wait', reason: `ingest answered ${status}`, waitMs: retryAfterMs(response) };
		}
		if (status === TOO_LARGE && batch.bodies.length > 1) return { kind: 'too-large' };
		const receipt = ACCEPTED.has(status) ? readReceipt(text) : null;
		if (receipt === null) {
			const detail = HINTS[status] ?? text.slice(0, DETAIL_CHARACTERS);
			throw new UploadStopped(`ingest answered ${status}: ${detail}`);
		}
		this.#answered = true;
		return { kind: 'answer', answer: answerOf(receipt, batch) };
	}

	async #split(batch: Batch, wait: boolean): Promise<Answer> {
		const [first, second] = halves(batch);
		const before = await this.send(first);
		const after = await this.send(second, wait);
		return {
			totals: addTotals(before.totals, after.totals),
			committed: after.committed,
			faults: [...before.faults, ...after.faults]
		};
	}
}

function readReceipt(text: string): Receipt | null {
	try {
		const value: unknown = JSON.parse(text);
		return Value.Check(Receipt, value) ? value : null;
	} catch {
		return null;
	}
}
