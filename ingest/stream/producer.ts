/** /v1/stream: events over a websocket, each message answered once its events are durable. */
import { isUtf8 } from 'node:buffer';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { RawData, WebSocket } from 'ws';
import type { Limits } from '#lib/server/config.ts';
import { closeSoon } from '#lib/server/close-socket.ts';
import { Receipt } from '../http/answer.ts';
import type { Caller } from '../http/credentials.ts';
import type { Quotas } from '../http/quota.ts';
import type { Intake } from '../intake/intake.ts';
import { scanJson } from '../intake/json-scan.ts';
import type { Privacy } from '../intake/privacy.ts';
import { readEvent } from '../intake/read-event.ts';
import type { Reading } from '../intake/read-event.ts';
import { UnavailableError } from '../intake/unavailable-error.ts';

/** Messages a producer may send before the first of them is answered. */
export const CREDIT = 16;
/** The object and the array around the events. */
const WRAPPING_LEVELS = 2;

/** Of answers. A producer that reads none of them is not going to. */
const MOST_UNSENT_BYTES = 1024 * 1024;

const CLOSE = { invalid: 1007, policy: 1008, tryLater: 1013, flood: 4429 } as const;

export interface ProducerOptions {
	readonly intake: Intake;
	readonly quotas: Quotas;
	readonly privacy: Privacy;
	readonly limits: Limits;
	readonly clock: () => number;
}

const Message = Type.Object({
	type: Type.Literal('events'),
	seq: Type.Integer({
		minimum: Number.MIN_SAFE_INTEGER,
		maximum: Number.MAX_SAFE_INTEGER
	}),
	events: Type.Array(Type.Unknown())
});
type Message = Static<typeof Message>;

const checkMessage = TypeCompiler.Compile(Message);

/** Null for anything but a message of events. */
function parseMessage(data: Buffer, depth: number): Message | null {
	if (!isUtf8(data) || scanJson(data).depth > depth + WRAPPING_LEVELS) return null;
	try {
		const value: unknown = JSON.parse(data.toString('utf8'));
		return checkMessage.Check(value) ? value : null;
	} catch {
		return null;
	}
}

const bytesOf = (data: RawData): Buffer => {
	if (Array.isArray(data)) return Buffer.concat(data);
	return Buffer.isBuffer(data) ? data : Buffer.from(data);
};

export const serveProducer =
	(options: ProducerOptions) =>
	(socket: WebSocket, current: () => Caller | null): void => {
		const { limits, quotas } = options;
		let open = 0;
		socket.send(JSON.stringify({ type: 'credit', messages: CREDIT }));
		socket.on('message', (data) => {
			// What comes after a close is not read.
			if (socket.readyState !== socket.OPEN) return;
			const caller = current();
			// The connection is being closed for it.
			if (caller === null) return;
			const message = parseMessage(bytesOf(data), limits.depth);
			if (message === null) {
				closeSoon(socket, CLOSE.invalid, 'not a message of events');
			} else if (message.events.length > limits.batchEvents) {
				closeSoon(socket, CLOSE.policy, `a message may have ${limits.batchEvents} events`);
			} else if (open >= CREDIT || quotas.of(caller.id).waitS() > 0) {
				closeSoon(socket, CLOSE.flood, 'more than the credit');
			} else {
				open += 1;
				void answer(socket, message, caller, options).finally(() => {
					open -= 1;
				});
			}
		});
	};

async function answer(
	socket: WebSocket,
	{ seq, events }: Message,
	{ id, sources, territory }: Caller,
	{ intake, quotas, privacy, limits, clock }: ProducerOptions
): Promise<void> {
	const options = { nowMs: clock(), backfill: false, limits, privacy, sources, territory };
	const readings = events.map((event): Reading => {
		const raw = Buffer.from(JSON.stringify(event));
		return readEvent(raw, scanJson(raw), options);
	});
	const receipt = new Receipt('live');
	try {
		quotas.of(id).charge(readings.length);
		receipt.add(await intake.accept(readings, { lane: 'live', receivedAtMs: options.nowMs }));
	} catch (cause) {
		// Unanswered messages are sent again on the next connection.
		socket.close(CLOSE.tryLater, cause instanceof UnavailableError ? cause.code : 'failed');
		return;
	}
	const { accepted, duplicates, rejected, errors } = receipt;
	socket.send(JSON.stringify({ type: 'ack', seq, accepted, duplicates, rejected, errors }));
	// A close frame would wait behind them; what is unanswered is sent again.
	if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.terminate();
}
