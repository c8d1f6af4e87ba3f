/** Events of one line of the log, with ids that any copy of the same line gives again. */
import { createHash } from 'node:crypto';
import type { EventData, EventName } from '#lib/domain/events/event-types.ts';
import type { CloudEvent } from '../source.ts';
import { cloudEvent } from '../source.ts';

export interface LogIdentity {
	/** Keeps the boxes of an installation apart: a callid is unique on its own box only. */
	readonly serverId: string;
	/** Channel of every queue of the log. */
	readonly channel: string;
}

export const sourceOf = ({ serverId }: LogIdentity): string => `//asterisk/${serverId}`;
export const interactionOf = ({ serverId }: LogIdentity, callId: string): string =>
	`${serverId}-${callId}`;

/** What events of a line need to know about it, also those that are made later. */
export interface LineRef {
	readonly number: number;
	readonly atMs: number;
	readonly hash: string;
}

const HASH_CHARACTERS = 22;
const WINDOW_MS = 60_000;
const WINDOW_LINES = 100_000;
/** 0 is left for what a later line says about this one (a call that left a queue for another). */
const FIRST_ORDER = 1;
export const BEFORE_OTHERS = 0;

/**
 * Names lines by their text and by how many identical ones came before. Identical lines carry the same second, so the
 * count is dropped when the log has moved on a minute, or jumped back: then it is a copy of what was read before, and
 * gets the same names.
 */
export class LineNames {
	readonly #seen = new Map<string, number>();
	#windowMs = 0;

	name(text: string, number: number, atMs: number): LineRef {
		if (Math.abs(atMs - this.#windowMs) > WINDOW_MS || this.#seen.size >= WINDOW_LINES) {
			this.#seen.clear();
			this.#windowMs = atMs;
		}
		const occurrence = this.#seen.get(text) ?? 0;
		this.#seen.set(text, occurrence + 1);
		const digest = createHash('sha256').update(`${text}\n${occurrence}`).digest('base64url');
		return { number, atMs, hash: digest.slice(0, HASH_CHARACTERS) };
	}
}

/** `order`: the place among the events of the line, for those that are not made in order. */
export interface Placed {
	readonly ref: LineRef;
	readonly order: number;
}

/** Collects what the lines say, in order. */
export class LineEvents {
	readonly identity: LogIdentity;
	#list: CloudEvent[] = [];
	#order = FIRST_ORDER;

	constructor(identity: LogIdentity) {
		this.identity = identity;
	}

	/** What was collected since the last call. */
	take(): readonly CloudEvent[] {
		const list = this.#list;
		this.#list = [];
		this.#order = FIRST_ORDER;
		return list;
	}

	/** `part` tells events of one line apart in their ids. */
	add<N extends EventName>(
		ref: LineRef,
		name: N,
		subject: string,
		data: EventData<N>,
		{ part = name, atMs = ref.atMs }: { part?: string; atMs?: number } = {}
	): void {
		this.addWithId(`${ref.hash}:${part}`, { ref, order: this.#order++ }, name, subject, data, atMs);
	}

	/** For events that are not the line's own: `name` is unique on the server. */
	addWithId<N extends EventName>(
		id: string,
		{ ref, order }: Placed,
		name: N,
		subject: string,
		data: EventData<N>,
		atMs: number
	): void {
		const sequence = `${String(ref.number).padStart(12, '0')}.${String(order).padStart(6, '0')}`;
		const source = sourceOf(this.identity);
		this.#list.push(
			cloudEvent({
				id: `${this.identity.serverId}:${id}`,
				source,
				name,
				subject,
				atMs,
				sequence,
				data
			})
		);
	}
}
