import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { turnsOf } from '../script/talk.ts';
import { BitWriter } from './bit-writer.ts';
import { H264Encoder } from './h264.ts';
import { muLawWav, toMuLaw } from './mu-law-wav.ts';
import { screenClip } from './screen-clip.ts';
import { TextScreen } from './text-screen.ts';
import { speak } from './voice.ts';

const LENGTH_MS = 30_000;
const turns = turnsOf(
	{
		language: 'pt',
		topic: 'outage',
		mood: 'neutral',
		agentName: 'Rui Teles',
		settled: true,
		lengthMs: LENGTH_MS
	},
	new Random('media')
);
const clip = () =>
	screenClip({ contact: 'c1', turns, lateMs: 1000, durationMs: 31_000, callMs: LENGTH_MS });

/** Boxes one after another, with what is in them. */
function boxes(bytes: Buffer): { type: string; body: Buffer }[] {
	const found = [];
	for (let at = 0; at < bytes.length;) {
		const size = bytes.readUInt32BE(at);
		expect(size).toBeGreaterThanOrEqual(8);
		expect(at + size).toBeLessThanOrEqual(bytes.length);
		found.push({
			type: bytes.toString('latin1', at + 4, at + 8),
			body: bytes.subarray(at + 8, at + size)
		});
		at += size;
	}
	return found;
}
function inside(bytes: Buffer, ...path: readonly string[]): Buffer {
	return path.reduce((body, type) => {
		const box = boxes(body).find((one) => one.type === type);
		if (!box) throw new Error(`no ${type}`);
		return box.body;
	}, bytes);
}

describe('the sound of a recorded call', () => {
	test('is loud where somebody speaks and nearly silent between', () => {
		const samples = speak(turns, LENGTH_MS, new Random('a'));
		expect(samples).toHaveLength(LENGTH_MS * 8);
		const loudness = (fromMs: number, toMs: number) =>
			Math.sqrt(
				samples.subarray(fromMs * 8, toMs * 8).reduce((sum, value) => sum + value * value, 0) /
					((toMs - fromMs) * 8)
			);
		for (const [index, { startMs, endMs }] of turns.entries()) {
			expect(loudness(startMs, endMs)).toBeGreaterThan(0.05);
			const nextMs = turns[index + 1]?.startMs ?? LENGTH_MS;
			if (nextMs - endMs > 50) expect(loudness(endMs + 10, nextMs - 10)).toBeLessThan(0.01);
		}
		expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
	});

	test('is the same for the same seed', () => {
		const of = (seed: string) => speak(turns, 5000, new Random(seed));
		expect(of('a')).toEqual(of('a'));
		expect(of('b')).not.toEqual(of('a'));
	});

	test('is a WAV file in µ-law, of the values of G.711', () => {
		expect([0, 1, -1, 0.5, -0.001].map(toMuLaw)).toEqual([0xff, 0x80, 0x00, 0x8f, 0x7b]);
		const file = Buffer.from(muLawWav(new Float32Array(5)));
		expect(file.toString('latin1', 0, 4)).toBe('RIFF');
		expect(file.readUInt32LE(4)).toBe(file.length - 8);
		expect(file.readUInt16LE(20)).toBe(7);
		expect(file.readUInt32LE(24)).toBe(8000);
		expect(file.readUInt32LE(54)).toBe(5);
	});
});

describe('the recorded screen', () => {
	test('is an MP4 file of the promised length whose index leads to its pictures', () => {
		const file = Buffer.from(clip());
		expect(boxes(file).map(({ type }) => type)).toEqual(['ftyp', 'moov', 'mdat']);
		expect(inside(file, 'moov', 'mvhd').readUInt32BE(16)).toBe(31_000);
		const table = inside(file, 'moov', 'trak', 'mdia', 'minf', 'stbl');
		const sizes = inside(table, 'stsz');
		const count = sizes.readUInt32BE(8);
		expect(count).toBe(62);
		let at = inside(table, 'stco').readUInt32BE(8);
		for (let sample = 0; sample < count; sample += 1) {
			const size = sizes.readUInt32BE(12 + 4 * sample);
			expect(file.readUInt32BE(at)).toBe(size - 4);
			// The first picture stands alone (5), the others build on it (1).
			expect((file[at + 4] ?? 0) & 31).toBe(sample === 0 ? 5 : 1);
			at += size;
		}
		expect(at).toBe(file.length);
		expect(file.length).toBeLessThan(1_000_000);
	});

	test('is the same for the same call', () => {
		expect(clip()).toEqual(clip());
	});

	test('costs next to nothing while nothing changes, and little for one letter', () => {
		const paint = { paper: 200, ink: 20, blue: 128, red: 128 };
		const screen = new TextScreen(40, 22, paint);
		const encoder = new H264Encoder();
		const first = encoder.encode(screen.picture()).length;
		expect(encoder.encode(screen.picture()).length).toBeLessThan(20);
		screen.write(3, 3, 'A', paint);
		expect(encoder.encode(screen.picture()).length).toBeLessThan(500);
		// One block of points; the others go on as their neighbours end.
		expect(first).toBeLessThan(1500);
	});

	test('holds no sequence of bytes that begins a unit', () => {
		const paint = { paper: 0, ink: 1, blue: 0, red: 0 };
		const screen = new TextScreen(2, 2, paint);
		screen.write(0, 0, 'AB', paint);
		const unit = Buffer.from(new H264Encoder().encode(screen.picture()));
		for (let at = 0; at + 2 < unit.length; at += 1)
			expect([unit[at], unit[at + 1]].join() === '0,0' && (unit[at + 2] ?? 9) < 3).toBe(false);
	});
});

describe('numbers in bits', () => {
	test('are Exp-Golomb codes as the standard lists them', () => {
		const written = (write: (writer: BitWriter) => void) => {
			const writer = new BitWriter();
			write(writer);
			return [...writer.finish()].map((byte) => byte.toString(2).padStart(8, '0')).join('');
		};
		// 1, 010, 011, 00100, and the bit that ends it.
		expect(
			written((writer) => {
				for (const value of [0, 1, 2, 3]) writer.unsigned(value);
			})
		).toBe('1010011001001000');
		// 0 → 1, 1 → 010, −1 → 011, 2 → 00100.
		expect(
			written((writer) => {
				for (const value of [0, 1, -1, 2]) writer.signed(value);
			})
		).toBe('1010011001001000');
	});
});
