/** POST /v1/events. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Limits } from '#lib/server/config.ts';
import { spanClock } from '#lib/server/telemetry/spans.ts';
import type { Intake } from '../intake/intake.ts';
import type { Privacy } from '../intake/privacy.ts';
import type { ReadOptions, Reading } from '../intake/read-event.ts';
import { UnavailableError } from '../intake/unavailable-error.ts';
import type { RequestTrace, RequestTraces } from '../traces/request-traces.ts';
import type { CommitWatch } from '../write/commit-watch.ts';
import { Receipt, answerOf, statusOf } from './answer.ts';
import { streamBody, withBody } from './body.ts';
import type { Credentials } from './credentials.ts';
import { LineSplitter } from './line-splitter.ts';
import type { Line } from './line-splitter.ts';
import { bodyModeOf, encodingOf } from './media-type.ts';
import type { Encoding } from './media-type.ts';
import { Problem, unavailable } from './problem.ts';
import type { Quota, Quotas } from './quota.ts';
import { readLine, readWhole, refuseByteOrderMark } from './read-body.ts';
import type { WholeMode } from './read-body.ts';

/** Lines of a stream that become durable together. */
const PIECE_EVENTS = 1000;
const PIECE_BYTES = 1024 * 1024;
const LONGEST_WAIT_S = 60;

export interface EventsRouteOptions {
	readonly intake: Intake;
	readonly credentials: Credentials;
	readonly quotas: Quotas;
	readonly privacy: Privacy;
	readonly limits: Limits;
	readonly commits: CommitWatch;
	readonly clock: () => number;
	/** Told of each answered request. */
	readonly observe: (seconds: number, status: number) => void;
	/** Where traces are on. */
	readonly traces?: RequestTraces;
}

/** Seconds of `Prefer: wait=…`; 0 without it. */
function waitSeconds(prefer: string | string[] | undefined): number {
	const text = Array.isArray(prefer) ? prefer.join(',') : (prefer ?? '');
	const seconds = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?\s*(?=$|[,;])/i.exec(text)?.[1];
	return Math.min(Number(seconds ?? 0), LONGEST_WAIT_S);
}

function wantsBackfill(query: unknown): boolean {
	const value: unknown =
		typeof query === 'object' && query !== null && 'backfill' in query ? query.backfill : 'false';
	if (value === 'true' || value === '1') return true;
	if (value === 'false' || value === '0') return false;
	throw new Problem(400, 'invalid_query', 'backfill must be true or false');
}

/** What every part of one request is taken in with. */
interface Taking {
	readonly receipt: Receipt;
	readonly quota: Quota;
	readonly read: ReadOptions;
	readonly trace: RequestTrace | undefined;
}

export class EventsRoute {
	readonly #options: EventsRouteOptions;

	constructor(options: EventsRouteOptions) {
		this.#options = options;
	}

	/** Throws Problem. */
	async handle(request: FastifyRequest, reply: FastifyReply): Promise<object> {
		const startedAt = performance.now();
		const trace = this.#options.traces?.begin(request.headers);
		let status = 500;
		try {
			const body = await this.#answer(request, reply, trace);
			status = reply.statusCode;
			return body;
		} catch (cause) {
			if (cause instanceof Problem) ({ status } = cause);
			throw cause;
		} finally {
			trace?.end(status);
			this.#options.observe((performance.now() - startedAt) / 1000, status);
		}
	}

	async #answer(
		request: FastifyRequest,
		reply: FastifyReply,
		trace: RequestTrace | undefined
	): Promise<object> {
		const { credentials, quotas, privacy, limits, clock } = this.#options;
		const caller = await credentials.demand(request.headers.authorization, ['producer']);
		const mode = bodyModeOf(request.headers);
		const encoding = encodingOf(request.headers);
		const backfill = wantsBackfill(request.query);
		if (backfill && !caller.mayBackfill) {
			throw new Problem(403, 'forbidden', 'this token does not have the right to backfill');
		}
		const quota = quotas.of(caller.id);
		await this.#checkRoom(quota);
		const receipt = new Receipt(backfill ? 'backfill' : 'live');
		const { sources, territory } = caller;
		const read = { nowMs: clock(), backfill, limits, privacy, sources, territory };
		const taking = { receipt, quota, read, trace };
		try {
			if (mode === 'ndjson') await this.#takeLines(request.raw, encoding, taking);
			else await this.#takeWhole(request.raw, mode, encoding, taking);
		} catch (cause) {
			if (cause instanceof UnavailableError) throw unavailable(cause.code, cause.retryAfterS);
			throw cause;
		}
		const committed = await this.#waitForCommit(receipt, waitSeconds(request.headers['prefer']));
		reply.code(statusOf(receipt, committed));
		return { requestId: randomUUID(), ...answerOf(receipt, committed) };
	}

	async #checkRoom(quota: Quota): Promise<void> {
		const { intake } = this.#options;
		const waitS = quota.waitS();
		if (waitS > 0) {
			throw new Problem(429, 'quota_exceeded', 'the token sent more events than its quota', {
				'retry-after': String(waitS)
			});
		}
		try {
			await intake.check();
		} catch (cause) {
			if (cause instanceof UnavailableError) throw unavailable(cause.code, cause.retryAfterS);
			throw cause;
		}
	}

	async #takeWhole(
		request: IncomingMessage,
		mode: WholeMode,
		encoding: Encoding,
		taking: Taking
	): Promise<void> {
		const { limits } = this.#options;
		const bodyLimits = { wireBytes: limits.compressedBytes, decodedBytes: limits.decodedBytes };
		await withBody(request, encoding, bodyLimits, (body) => {
			const readings = readWhole(mode, request.headers, body, taking.read, limits.batchEvents);
			return this.#accept(readings, taking);
		});
	}

	async #accept(
		readings: readonly Reading[],
		{ receipt, quota, read, trace }: Taking
	): Promise<void> {
		const fromMs = spanClock();
		quota.charge(readings.length);
		const { lane, events: firstIndex } = receipt;
		const arrival = { lane, receivedAtMs: read.nowMs, firstIndex };
		const outcome = await this.#options.intake.accept(readings, arrival);
		receipt.add(outcome);
		trace?.stored(readings, lane, outcome.range, fromMs);
	}

	async #takeLines(request: IncomingMessage, encoding: Encoding, first: Taking): Promise<void> {
		const { limits, clock } = this.#options;
		const splitter = new LineSplitter(limits.eventBytes);
		let readings: Reading[] = [];
		let bytes = 0;
		const seen = { json: false, chunks: 0 };
		const { receipt } = first;
		let taking = first;
		const take = async (lines: readonly Line[]): Promise<void> => {
			for (const line of lines) {
				const reading = readLine(line, taking.read);
				if (reading === null) continue;
				readings.push(reading);
				bytes += line?.length ?? 0;
				seen.json ||= reading.ok || reading.refusal.code !== 'malformed_json';
				if (readings.length >= PIECE_EVENTS || bytes >= PIECE_BYTES) await flush();
			}
		};
		const flush = async (): Promise<void> => {
			const piece = readings;
			readings = [];
			bytes = 0;
			const judgedWith = taking;
			taking = { ...taking, read: { ...taking.read, nowMs: clock() } };
			await this.#accept(piece, judgedWith);
		};
		for await (const chunk of streamBody(request, encoding, limits.streamedBytes)) {
			if (seen.chunks === 0) refuseByteOrderMark(chunk);
			seen.chunks += 1;
			await take(splitter.push(chunk));
		}
		await take(splitter.end());
		if (!seen.json && receipt.events + readings.length > 0) {
			throw new Problem(400, 'malformed_json', 'no line is JSON');
		}
		if (readings.length > 0) await flush();
	}

	/** True when everything the sender asked about can be queried. */
	async #waitForCommit(receipt: Receipt, seconds: number): Promise<boolean> {
		if (seconds === 0 || receipt.accepted + receipt.duplicates === 0) return false;
		const { commits } = this.#options;
		// The first copy of a duplicate may have come just before, in either lane.
		if (receipt.duplicates > 0) return commits.waitForAll(seconds * 1000);
		const first = receipt.ranges[0]?.first ?? 0;
		const last = receipt.ranges.at(-1)?.last ?? 0;
		return commits.waitFor(receipt.lane, first, last, seconds * 1000);
	}
}
