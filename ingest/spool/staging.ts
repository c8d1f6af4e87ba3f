/** Records of several requests, put together for one write. */
import { KEY_BYTES } from '../keys/event-key.ts';
import { RECORD_HEADER_BYTES, RECORD_KIND, sealRecord } from './record.ts';
import type { Candidate } from './spooled-event.ts';
import type { Tally } from './tally.ts';
import { encodeTally } from './tally.ts';

/** A source and the letter it was taken from, in one text; neither holds a line break. */
const originOf = ({ event, letterId }: Candidate): string =>
	letterId === null ? event.source : `${event.source}\n${letterId}`;

/** What one request adds. */
export interface Addition {
	readonly candidates: readonly Candidate[];
	readonly tally: Tally | null;
	readonly receivedAtMs: number;
}

export interface StagedEvent {
	readonly seq: number;
	readonly bytes: number;
	readonly candidate: Candidate;
}

export interface StagedAddition extends Addition {
	readonly events: readonly StagedEvent[];
	readonly lastSeq: number;
	/** Where its records begin within the group. */
	readonly offset: number;
}

const FIRST_BYTES = 256 * 1024;

export class Staging {
	#buffer = Buffer.allocUnsafe(FIRST_BYTES);
	#used = 0;
	readonly additions: StagedAddition[] = [];
	firstSeq = 0;

	get bytes(): Buffer {
		return this.#buffer.subarray(0, this.#used);
	}

	get length(): number {
		return this.#used;
	}

	/** Numbers the records from `firstSeq`. */
	add(addition: Addition, firstSeq: number): StagedAddition {
		if (this.additions.length === 0) this.firstSeq = firstSeq;
		const offset = this.#used;
		let seq = firstSeq;
		const events: StagedEvent[] = [];
		for (const candidate of addition.candidates) {
			const bytes = this.#addEvent(candidate, seq, addition.receivedAtMs);
			events.push({ seq, bytes, candidate });
			seq += 1;
		}
		if (addition.tally) {
			this.#addTally(encodeTally(addition.tally), seq, addition.receivedAtMs);
			seq += 1;
		}
		const staged = { ...addition, events, lastSeq: seq - 1, offset };
		this.additions.push(staged);
		return staged;
	}

	#addEvent(candidate: Candidate, seq: number, atMs: number): number {
		const { raw, key, letterId } = candidate;
		const origin = originOf(candidate);
		// A source is a URI reference, hence ASCII, and so is the id of a letter.
		const sourceBytes = origin.length;
		const payloadBytes = KEY_BYTES + sourceBytes + raw.length;
		const at = this.#reserve(RECORD_HEADER_BYTES + payloadBytes);
		const keyAt = at + RECORD_HEADER_BYTES;
		this.#buffer.write(key, keyAt, KEY_BYTES, 'latin1');
		this.#buffer.write(origin, keyAt + KEY_BYTES, sourceBytes, 'latin1');
		raw.copy(this.#buffer, keyAt + KEY_BYTES + sourceBytes);
		const kind = letterId === null ? RECORD_KIND.event : RECORD_KIND.replay;
		sealRecord(this.#buffer, at, payloadBytes, { seq, atMs, kind, sourceBytes });
		return RECORD_HEADER_BYTES + payloadBytes;
	}

	#addTally(payload: Buffer, seq: number, atMs: number): void {
		const at = this.#reserve(RECORD_HEADER_BYTES + payload.length);
		payload.copy(this.#buffer, at + RECORD_HEADER_BYTES);
		const head = { seq, atMs, kind: RECORD_KIND.tally, sourceBytes: 0 };
		sealRecord(this.#buffer, at, payload.length, head);
	}

	#reserve(bytes: number): number {
		const at = this.#used;
		this.#used += bytes;
		if (this.#used > this.#buffer.length) {
			const wider = Buffer.allocUnsafe(Math.max(this.#used, this.#buffer.length * 2));
			this.#buffer.copy(wider, 0, 0, at);
			this.#buffer = wider;
		}
		return at;
	}
}

export interface StoredEvent {
	readonly key: string;
	readonly source: string;
	readonly letterId: string | null;
	readonly json: Buffer;
}

/** The parts of the payload of an event or replay record. */
export function readStoredEvent(payload: Buffer, sourceBytes: number): StoredEvent {
	const jsonAt = KEY_BYTES + sourceBytes;
	const [source = '', letterId = null] = payload.toString('latin1', KEY_BYTES, jsonAt).split('\n');
	return {
		key: payload.toString('latin1', 0, KEY_BYTES),
		source,
		letterId,
		json: payload.subarray(jsonAt)
	};
}
