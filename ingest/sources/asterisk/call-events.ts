/** What happens to calls in queues, as events of interactions. */
import { BEFORE_OTHERS, interactionOf } from './line-events.ts';
import type { LineEvents, LineRef } from './line-events.ts';
import { newest, OpenCalls, openSegment, segmentIn } from './open-calls.ts';
import type { Call, Segment } from './open-calls.ts';
import { countAt, isNone } from './queue-log-line.ts';
import type { QueueLogLine } from './queue-log-line.ts';

const SECOND_MS = 1000;
const CUSTOMER_MAX = 200;
/** Written by gateways in place of a number that is withheld. */
const WITHHELD = new Set(['unknown', 'anonymous', 'restricted', 'unavailable', 'private', 's']);

function customerOf(line: QueueLogLine): { customer: string } | undefined {
	const number = (line.data[1] ?? '').trim().slice(0, CUSTOMER_MAX);
	return number === '' || WITHHELD.has(number.toLowerCase()) ? undefined : { customer: number };
}

export class CallEvents {
	readonly #events: LineEvents;
	readonly #calls = new OpenCalls();

	constructor(events: LineEvents) {
		this.#events = events;
	}

	knows(callId: string): boolean {
		return this.#calls.find(callId) !== null;
	}

	/** Asterisk was started again: whatever was going on is over. */
	restart(ref: LineRef): void {
		for (const call of this.#calls.takeAll()) {
			for (const segment of call.segments) {
				if (segment.phase !== 'waiting' && segment.phase !== 'answered') continue;
				this.#events.add(
					ref,
					'interaction.ended',
					this.#subject(call),
					{
						by: 'system',
						segment: segment.number
					},
					{ part: `restart:${call.id}:${segment.number}` }
				);
			}
		}
	}

	#subject(call: Call): string {
		return interactionOf(this.#events.identity, call.id);
	}

	enter(line: QueueLogLine, ref: LineRef): Segment {
		const call = this.#calls.touch(line.callId, ref.atMs);
		this.#create(call, line, ref);
		this.#moveOn(call, line.queue, ref, ref.atMs);
		return this.#queue(call, line, ref, ref.atMs);
	}

	#create(call: Call, line: QueueLogLine, ref: LineRef): void {
		if (call.count > 0) return;
		const { channel } = this.#events.identity;
		// Named after the call and not after the line: a later file that begins inside the call gives it again.
		this.#events.addWithId(
			`${call.id}:interaction.created`,
			{ ref, order: BEFORE_OTHERS },
			'interaction.created',
			this.#subject(call),
			{ channel, ...customerOf(line) },
			ref.atMs
		);
	}

	#queue(call: Call, line: QueueLogLine, ref: LineRef, atMs: number): Segment {
		const segment = openSegment(call, line.queue);
		const { channel } = this.#events.identity;
		const data = { queue: line.queue, segment: segment.number, channel };
		this.#events.add(ref, 'interaction.queued', this.#subject(call), data, { atMs });
		return segment;
	}

	/**
	 * The call enters another queue while its last stay is not over. A stay that was answered ends by that, and one that
	 * waited or had left the queue flowed out. For the latter the event carries the instant at which it left: it comes
	 * before the `ended` that was given then, so the stay counts as flowed out and no longer as closed.
	 */
	#moveOn(call: Call, queue: string, ref: LineRef, atMs: number): void {
		const segment = newest(call);
		if (segment === null || segment.phase === 'over') return;
		const left = segment.leftBy;
		this.#events.addWithId(
			`${(left ?? ref).hash}:moved`,
			{ ref: left ?? ref, order: BEFORE_OTHERS },
			'interaction.transferred',
			this.#subject(call),
			{ to: { queue }, segment: segment.number },
			left?.atMs ?? atMs
		);
		segment.phase = 'over';
	}

	connect(line: QueueLogLine, ref: LineRef): void {
		const { call, segment: found } = this.#place(line, ref);
		let segment = found;
		if (segment.queue !== line.queue && !isNone(line.queue)) {
			// An attended transfer into a queue: the customer takes the place of the agent's own leg, and the log has no
			// ENTERQUEUE under the customer's id. The hold field says since when.
			const queuedAtMs = ref.atMs - countAt(line, 0) * SECOND_MS;
			this.#moveOn(call, line.queue, ref, queuedAtMs);
			segment = this.#queue(call, line, ref, queuedAtMs);
		}
		const data = { agent: line.agent, segment: segment.number };
		this.ring(line, ref, countAt(line, 2) * SECOND_MS);
		this.#events.add(ref, 'interaction.accepted', this.#subject(call), data);
		segment.phase = 'answered';
	}

	/** The log has no line for the begin of a ring, only its length. */
	ring(line: QueueLogLine, ref: LineRef, ringMs: number): void {
		const { call, segment } = this.#place(line, ref);
		const data = { agent: line.agent, segment: segment.number };
		const atMs = ref.atMs - ringMs;
		this.#events.add(ref, 'interaction.offered', this.#subject(call), data, { atMs });
	}

	declined(line: QueueLogLine, ref: LineRef, reason: string, ringMs: number): void {
		const { call, segment } = this.#place(line, ref);
		this.ring(line, ref, ringMs);
		const data = { agent: line.agent, segment: segment.number, reason };
		this.#events.add(ref, 'interaction.declined', this.#subject(call), data);
	}

	complete(line: QueueLogLine, ref: LineRef, by: 'customer' | 'agent'): void {
		const { call, segment } = this.#place(line, ref);
		const data = { by, segment: segment.number };
		this.#events.add(ref, 'interaction.ended', this.#subject(call), data);
		segment.phase = 'over';
	}

	abandon(line: QueueLogLine, ref: LineRef): void {
		const { call, segment } = this.#place(line, ref);
		const data = { segment: segment.number };
		this.#events.add(ref, 'interaction.abandoned', this.#subject(call), data);
		segment.phase = 'over';
	}

	/** The queue took nobody in: it was offered a call all the same, and neither answered nor lost it. */
	closed(line: QueueLogLine, ref: LineRef): void {
		this.enter(line, ref);
		this.leave(line, ref);
	}

	/**
	 * Out of the queue unanswered, and the customer did not hang up: the dialplan goes on with a message, a voicemail or
	 * another queue. Closed by the system, unless the call enters another queue later (see #moveOn).
	 */
	leave(line: QueueLogLine, ref: LineRef): void {
		const { call, segment } = this.#place(line, ref);
		const data = { by: 'system', segment: segment.number } as const;
		this.#events.add(ref, 'interaction.ended', this.#subject(call), data);
		segment.phase = 'left';
		segment.leftBy = ref;
	}

	transfer(line: QueueLogLine, ref: LineRef, kind: 'cold' | 'warm'): void {
		const { call, segment } = this.#place(line, ref);
		// The number dialled or, of an attended transfer, what the legs were joined by: whether it is a queue, a colleague
		// or another company is known to the dialplan only.
		const external = (kind === 'warm' ? line.data.slice(0, 2).join(' ') : line.data[0]) ?? '';
		this.#events.add(ref, 'interaction.transferred', this.#subject(call), {
			to: { external: external.trim().slice(0, CUSTOMER_MAX) || 'unknown' },
			kind,
			...(isNone(line.agent) ? {} : { agent: line.agent }),
			segment: segment.number
		});
		segment.phase = 'over';
	}

	/** A call that the file names without its beginning is taken to be in its first queue. */
	#place(line: QueueLogLine, ref: LineRef): { call: Call; segment: Segment } {
		const call = this.#calls.touch(line.callId, ref.atMs);
		return { call, segment: segmentIn(call, line.queue) ?? openSegment(call, line.queue) };
	}
}
