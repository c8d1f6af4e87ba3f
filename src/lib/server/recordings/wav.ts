/** Reads what is in a WAV file, as telephone systems write it: PCM, floats, A-law, µ-law. */

export interface WavFormat {
	readonly channels: number;
	readonly samplesPerSecond: number;
	readonly bytesPerSample: number;
	/** Where the sound begins, and how many bytes it has. */
	readonly dataAt: number;
	readonly dataBytes: number;
	/** The sample at a place, from −1 to 1. */
	readonly sampleAt: (bytes: DataView, at: number) => number;
}

/** No header is longer than this, whatever notes are in it. */
export const LONGEST_HEADER_BYTES = 64 * 1024;

const [PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE] = [1, 3, 6, 7, 0xfffe] as const;

/** ITU-T G.711. */
function fromALaw(byte: number): number {
	const value = byte ^ 0x55;
	const exponent = (value >> 4) & 7;
	const mantissa = value & 15;
	const size = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
	return (value & 0x80 ? size : -size) / 32_768;
}

/** ITU-T G.711. */
function fromMuLaw(byte: number): number {
	const value = ~byte & 0xff;
	const size = ((((value & 15) << 3) + 0x84) << ((value >> 4) & 7)) - 0x84;
	return (value & 0x80 ? -size : size) / 32_768;
}

type SampleReader = WavFormat['sampleAt'];

const READERS: Readonly<Record<string, readonly [number, SampleReader]>> = {
	[`${PCM}/8`]: [1, (bytes, at) => (bytes.getUint8(at) - 128) / 128],
	[`${PCM}/16`]: [2, (bytes, at) => bytes.getInt16(at, true) / 32_768],
	[`${PCM}/24`]: [
		3,
		(bytes, at) => (bytes.getUint16(at, true) + bytes.getInt8(at + 2) * 65_536) / 8_388_608
	],
	[`${PCM}/32`]: [4, (bytes, at) => bytes.getInt32(at, true) / 2_147_483_648],
	[`${FLOAT}/32`]: [4, (bytes, at) => bytes.getFloat32(at, true)],
	[`${FLOAT}/64`]: [8, (bytes, at) => bytes.getFloat64(at, true)],
	[`${A_LAW}/8`]: [1, (bytes, at) => fromALaw(bytes.getUint8(at))],
	[`${MU_LAW}/8`]: [1, (bytes, at) => fromMuLaw(bytes.getUint8(at))]
};

interface Chunk {
	readonly id: string;
	readonly at: number;
	readonly bytes: number;
}

const wordAt = (view: DataView, at: number): string =>
	String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

/** Up to the sound; null when that is not within these bytes. */
function chunksOf(view: DataView): Map<string, Chunk> | null {
	const chunks = new Map<string, Chunk>();
	for (let at = 12; at + 8 <= view.byteLength;) {
		const chunk = { id: wordAt(view, at), at: at + 8, bytes: view.getUint32(at + 4, true) };
		chunks.set(chunk.id, chunk);
		if (chunk.id === 'data') return chunks;
		// Chunks begin at even places.
		at = chunk.at + chunk.bytes + (chunk.bytes % 2);
	}
	return null;
}

function formatTag(view: DataView, { at, bytes }: Chunk): number {
	const tag = view.getUint16(at, true);
	// The first two bytes of the long name of the format are the tag it stands for.
	return tag === EXTENSIBLE && bytes >= 26 ? view.getUint16(at + 24, true) : tag;
}

function isWav(view: DataView): boolean {
	return view.byteLength >= 12 && wordAt(view, 0) === 'RIFF' && wordAt(view, 8) === 'WAVE';
}

/** What the chunk `fmt ` says; null for what is not understood. */
function readFormat(view: DataView, chunk: Chunk) {
	if (chunk.bytes < 16 || chunk.at + chunk.bytes > view.byteLength) return null;
	const bits = view.getUint16(chunk.at + 14, true);
	const [bytesPerSample, sampleAt] = READERS[`${formatTag(view, chunk)}/${bits}`] ?? [];
	const channels = view.getUint16(chunk.at + 2, true);
	if (!bytesPerSample || !sampleAt || channels === 0) return null;
	const samplesPerSecond = view.getUint32(chunk.at + 4, true);
	return { channels, samplesPerSecond, bytesPerSample, sampleAt };
}

/** From the beginning of a file of this size. Null for what is not understood. */
export function readWavFormat(start: Uint8Array, sizeBytes: number): WavFormat | null {
	const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
	const chunks = isWav(view) ? chunksOf(view) : null;
	const [formatChunk, data] = [chunks?.get('fmt '), chunks?.get('data')];
	const format = formatChunk && readFormat(view, formatChunk);
	if (!format || !data) return null;
	// Who wrote while the call lasted may not have come back to fill the length in.
	const dataBytes = Math.min(data.bytes === 0 ? Infinity : data.bytes, sizeBytes - data.at);
	return { ...format, dataAt: data.at, dataBytes };
}
