/**
 * The bytes of one record, shared by segments, journal, key log and dead letters.
 *
 * marker u32 | payload length u32 | crc32 u32 of all that follows | seq u48 | at (ms) u48 | kind u8 | flags u8 |
 * source length u16 | payload. Little endian.
 */
import { crc32 } from 'node:zlib';

export const RECORD_HEADER_BYTES = 28;
const MARKER = 0x524c5441;
const CRC_FROM = 12;
/** Longer than any payload a configuration allows; a longer length field is damage. */
export const MAX_PAYLOAD_BYTES = 24 * 1024 * 1024;
const UINT32 = 2 ** 32;

export const RECORD_KIND = {
	event: 1,
	tally: 2,
	/** A dead letter tried again: not accepted anew. */
	replay: 3,
	segmentHeader: 4,
	journal: 10,
	keys: 20,
	letter: 30
} as const;
export type RecordKind = (typeof RECORD_KIND)[keyof typeof RECORD_KIND];

export interface RecordHead {
	readonly seq: number;
	readonly atMs: number;
	readonly kind: number;
	/** Bytes of the source text in front of the JSON of an event; 0 in other kinds. */
	readonly sourceBytes: number;
}

export interface StoredRecord extends RecordHead {
	readonly payload: Buffer;
}

/** Writes the header in front of a payload that is already in place. */
export function sealRecord(
	target: Buffer,
	offset: number,
	payloadBytes: number,
	{ seq, atMs, kind, sourceBytes }: RecordHead
): void {
	target.writeUInt32LE(MARKER, offset);
	target.writeUInt32LE(payloadBytes, offset + 4);
	target.writeUInt32LE(seq % UINT32, offset + 12);
	target.writeUInt16LE(Math.floor(seq / UINT32), offset + 16);
	target.writeUInt32LE(atMs % UINT32, offset + 18);
	target.writeUInt16LE(Math.floor(atMs / UINT32), offset + 22);
	target.writeUInt8(kind, offset + 24);
	target.writeUInt8(0, offset + 25);
	target.writeUInt16LE(sourceBytes, offset + 26);
	const end = offset + RECORD_HEADER_BYTES + payloadBytes;
	target.writeUInt32LE(crc32(target.subarray(offset + CRC_FROM, end)), offset + 8);
}

export function encodeRecord(head: Omit<RecordHead, 'sourceBytes'>, payload: Uint8Array): Buffer {
	const record = Buffer.allocUnsafe(RECORD_HEADER_BYTES + payload.byteLength);
	record.set(payload, RECORD_HEADER_BYTES);
	sealRecord(record, 0, payload.byteLength, { ...head, sourceBytes: 0 });
	return record;
}

/** `short`: the bytes end before the record does. `bad`: no record begins here. */
export type Decoded =
	| { readonly ok: true; readonly record: StoredRecord; readonly next: number }
	| { readonly ok: false; readonly reason: 'short' | 'bad' };

const SHORT: Decoded = { ok: false, reason: 'short' };
const BAD: Decoded = { ok: false, reason: 'bad' };

export function decodeRecord(bytes: Buffer, offset: number): Decoded {
	const left = bytes.length - offset;
	if (left < 4) return SHORT;
	if (bytes.readUInt32LE(offset) !== MARKER) return BAD;
	if (left < RECORD_HEADER_BYTES) return SHORT;
	const payloadBytes = bytes.readUInt32LE(offset + 4);
	if (payloadBytes > MAX_PAYLOAD_BYTES) return BAD;
	const next = offset + RECORD_HEADER_BYTES + payloadBytes;
	if (next > bytes.length) return SHORT;
	if (crc32(bytes.subarray(offset + CRC_FROM, next)) !== bytes.readUInt32LE(offset + 8)) return BAD;
	return {
		ok: true,
		next,
		record: {
			seq: bytes.readUInt32LE(offset + 12) + bytes.readUInt16LE(offset + 16) * UINT32,
			atMs: bytes.readUInt32LE(offset + 18) + bytes.readUInt16LE(offset + 22) * UINT32,
			kind: bytes.readUInt8(offset + 24),
			sourceBytes: bytes.readUInt16LE(offset + 26),
			payload: bytes.subarray(offset + RECORD_HEADER_BYTES, next)
		}
	};
}

const MARKER_BYTES = Buffer.alloc(4);
MARKER_BYTES.writeUInt32LE(MARKER);

/** Where the next marker may begin after damage; -1 when none is in these bytes. */
export const findMarker = (bytes: Buffer, from: number): number =>
	bytes.indexOf(MARKER_BYTES, from);
