import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PAYLOAD_BYTES, RECORD_HEADER_BYTES, decodeRecord, encodeRecord } from './record.ts';

const SEQ = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const PAYLOAD = fc.uint8Array({ maxLength: 2000 });

describe('a record', () => {
	test('reads back as it was written', () => {
		fc.assert(
			fc.property(SEQ, SEQ, PAYLOAD, (seq, atMs, payload) => {
				const bytes = encodeRecord({ seq, atMs, kind: 1 }, payload);
				const decoded = decodeRecord(bytes, 0);
				expect(decoded).toMatchObject({ ok: true, next: bytes.length });
				if (!decoded.ok) return;
				expect(decoded.record).toMatchObject({ seq, atMs, kind: 1 });
				expect(Buffer.compare(decoded.record.payload, payload)).toBe(0);
			})
		);
	});

	test('is never read from fewer bytes', () => {
		const bytes = encodeRecord({ seq: 7, atMs: 8, kind: 1 }, Buffer.from('payload'));
		for (let length = 0; length < bytes.length; length += 1) {
			expect(decodeRecord(bytes.subarray(0, length), 0)).toEqual({ ok: false, reason: 'short' });
		}
	});

	test('is refused after any change of one bit', () => {
		const bytes = encodeRecord({ seq: 7, atMs: 8, kind: 1 }, Buffer.from('payload'));
		for (let bit = 0; bit < bytes.length * 8; bit += 1) {
			const damaged = Buffer.from(bytes);
			damaged.writeUInt8(damaged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
			expect(decodeRecord(damaged, 0).ok).toBe(false);
		}
	});

	test('with a length no configuration allows is damage', () => {
		const bytes = encodeRecord({ seq: 1, atMs: 1, kind: 1 }, Buffer.alloc(0));
		bytes.writeUInt32LE(MAX_PAYLOAD_BYTES + 1, 4);
		expect(decodeRecord(bytes, 0)).toEqual({ ok: false, reason: 'bad' });
		expect(bytes.length).toBe(RECORD_HEADER_BYTES);
	});
});
