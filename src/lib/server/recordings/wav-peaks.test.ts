import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { muLawWav } from '../../../../ingest/demo/media/mu-law-wav.ts';
import { wavPeaks } from './wav-peaks.ts';

/** Comes in pieces of an odd length, as from a disk that has no regard for samples. */
const fileOf = (bytes: Uint8Array, pieceBytes = 1001) => ({
	sizeBytes: bytes.length,
	read: ({ first, last }: { first: number; last: number }) => {
		const part = bytes.subarray(first, last + 1);
		const count = Math.ceil(part.length / pieceBytes);
		return Readable.from(
			Array.from({ length: count }, (_, index) =>
				Buffer.from(part.subarray(index * pieceBytes, (index + 1) * pieceBytes))
			)
		);
	}
});

interface Made {
	readonly tag: number;
	readonly bits: number;
	readonly channels?: number;
	/** Between `fmt ` and `data`. */
	readonly notes?: number;
	readonly dataBytes?: number;
}

/** The same loudness in whatever format. */
function wav(samples: readonly number[], { tag, bits, channels = 1, notes = 0, dataBytes }: Made) {
	const data = Buffer.alloc((samples.length * bits) / 8);
	for (const [index, sample] of samples.entries()) {
		const at = (index * bits) / 8;
		if (tag === 3) data.writeFloatLE(sample, at);
		else if (bits === 8) data.writeUInt8(Math.round(sample * 127) + 128, at);
		else data.writeIntLE(Math.round(sample * (2 ** (bits - 1) - 1)), at, bits / 8);
	}
	const head = Buffer.alloc(36);
	head.write('RIFF', 0, 'latin1');
	head.write('WAVE', 8, 'latin1');
	head.write('fmt ', 12, 'latin1');
	head.writeUInt32LE(16, 16);
	head.writeUInt16LE(tag, 20);
	head.writeUInt16LE(channels, 22);
	head.writeUInt32LE(8000, 24);
	head.writeUInt16LE(bits, 34);
	const list = Buffer.alloc(notes === 0 ? 0 : 8 + notes + (notes % 2));
	if (notes > 0) {
		list.write('LIST', 0, 'latin1');
		list.writeUInt32LE(notes, 4);
	}
	const start = Buffer.alloc(8);
	start.write('data', 0, 'latin1');
	start.writeUInt32LE(dataBytes ?? data.length, 4);
	return Buffer.concat([head, list, start, data]);
}

/** Quiet, then half as loud as can be, then silent. */
const SOUND = Array.from({ length: 9000 }, (_, index) =>
	index < 3000 ? 0.1 : index < 6000 ? (index % 2 === 0 ? 0.5 : -0.5) : 0
);

describe('the outline of a WAV file', () => {
	test.each([
		['8 bits', { tag: 1, bits: 8 }],
		['16 bits', { tag: 1, bits: 16 }],
		['24 bits', { tag: 1, bits: 24 }],
		['32 bits', { tag: 1, bits: 32 }],
		['floats', { tag: 3, bits: 32 }],
		['two channels', { tag: 1, bits: 16, channels: 2 }],
		['notes in front of the sound', { tag: 1, bits: 16, notes: 333 }],
		['a length that was never filled in', { tag: 1, bits: 16, dataBytes: 0 }],
		['a length beyond the file', { tag: 1, bits: 16, dataBytes: 2 ** 31 }]
	])('of %s has the loudness of its parts', async (_name, made) => {
		const outline = await wavPeaks(fileOf(wav(SOUND, made)));
		const { peaks } = outline ?? { peaks: [] };
		expect(peaks).toHaveLength(800);
		expect(peaks[100]).toBeGreaterThanOrEqual(25);
		expect(peaks[100]).toBeLessThanOrEqual(27);
		expect(peaks[400]).toBeGreaterThanOrEqual(126);
		expect(peaks[400]).toBeLessThanOrEqual(129);
		expect(peaks[700]).toBeLessThanOrEqual(1);
	});

	test('of a telephone recording (µ-law) is the same', async () => {
		const { peaks } = (await wavPeaks(fileOf(muLawWav(Float32Array.from(SOUND))))) ?? { peaks: [] };
		expect(peaks[100]).toBeGreaterThanOrEqual(24);
		expect(peaks[100]).toBeLessThanOrEqual(28);
		expect(peaks[400]).toBeGreaterThanOrEqual(122);
		expect(peaks[400]).toBeLessThanOrEqual(132);
		expect(peaks[700]).toBeLessThanOrEqual(1);
	});

	test.each([
		['an unknown format', wav(SOUND, { tag: 0x55, bits: 16 })],
		['no sound', wav([], { tag: 1, bits: 16 })],
		['a header without an end', wav(SOUND, { tag: 1, bits: 16 }).subarray(0, 40)],
		['something else', Buffer.from('OggS and so on, which is not RIFF')],
		['nothing', Buffer.alloc(0)]
	])('is none of %s', async (_name, bytes) => {
		expect(await wavPeaks(fileOf(bytes))).toBeNull();
	});
});
