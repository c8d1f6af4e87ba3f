/** A WAV file as telephone exchanges write it: 8 kHz, one channel, µ-law (ITU-T G.711). */

export const SAMPLES_PER_SECOND = 8000;
const MU_LAW = 7;
const BIAS = 0x84;
const LOUDEST = 32_635;

/** From −1..1. */
export function toMuLaw(sample: number): number {
	const value = Math.round(Math.min(1, Math.abs(sample)) * LOUDEST) + BIAS;
	const exponent = Math.max(0, 31 - Math.clz32(value) - 7);
	const mantissa = (value >> (exponent + 3)) & 15;
	return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

const HEADER_BYTES = 58;

export function muLawWav(samples: Float32Array): Uint8Array {
	const { length } = samples;
	const padding = length % 2;
	const bytes = new Uint8Array(HEADER_BYTES + length + padding);
	const view = new DataView(bytes.buffer);
	const word = (at: number, text: string) => {
		for (let index = 0; index < 4; index += 1) bytes[at + index] = text.charCodeAt(index);
	};
	word(0, 'RIFF');
	view.setUint32(4, bytes.length - 8, true);
	word(8, 'WAVE');
	word(12, 'fmt ');
	view.setUint32(16, 18, true);
	view.setUint16(20, MU_LAW, true);
	view.setUint16(22, 1, true);
	view.setUint32(24, SAMPLES_PER_SECOND, true);
	view.setUint32(28, SAMPLES_PER_SECOND, true);
	view.setUint16(32, 1, true);
	view.setUint16(34, 8, true);
	word(38, 'fact');
	view.setUint32(42, 4, true);
	view.setUint32(46, length, true);
	word(50, 'data');
	view.setUint32(54, length, true);
	for (let index = 0; index < length; index += 1)
		bytes[HEADER_BYTES + index] = toMuLaw(samples[index] ?? 0);
	return bytes;
}
