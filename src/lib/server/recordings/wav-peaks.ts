/** The outline of a WAV file, read as a stream. */
import { PeakMeter } from '#lib/domain/records/waveform.ts';
import type { Waveform } from '#lib/domain/records/waveform.ts';
import type { ByteRange, OpenRecording } from './recording-store.ts';
import { LONGEST_HEADER_BYTES, readWavFormat } from './wav.ts';
import type { WavFormat } from './wav.ts';

/** Hours of a call; beyond it there is no outline. */
export const LARGEST_BYTES = 512 * 1024 * 1024;

type Readable = Pick<OpenRecording, 'sizeBytes' | 'read'>;

async function* piecesOf(
	file: Readable,
	range: ByteRange
): AsyncGenerator<Buffer, void, undefined> {
	for await (const piece of file.read(range)) yield piece as Buffer;
}

async function measure(
	pieces: AsyncIterable<Buffer>,
	{ bytesPerSample, dataBytes, sampleAt }: WavFormat
): Promise<Waveform> {
	const meter = new PeakMeter(Math.floor(dataBytes / bytesPerSample));
	let rest: Buffer = Buffer.alloc(0);
	for await (const piece of pieces) {
		const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const whole = bytes.length - (bytes.length % bytesPerSample);
		for (let at = 0; at < whole; at += bytesPerSample) meter.add(sampleAt(view, at));
		rest = bytes.subarray(whole);
	}
	return meter.waveform();
}

/** Null for what is no WAV that is understood, for one without sound, and for one that is too large. */
export async function wavPeaks(file: Readable): Promise<Waveform | null> {
	const { sizeBytes } = file;
	if (sizeBytes === 0 || sizeBytes > LARGEST_BYTES) return null;
	const start: Buffer[] = [];
	const last = Math.min(LONGEST_HEADER_BYTES, sizeBytes) - 1;
	for await (const piece of piecesOf(file, { first: 0, last })) start.push(piece);
	const format = readWavFormat(Buffer.concat(start), sizeBytes);
	if (!format || format.dataBytes < format.bytesPerSample) return null;
	const sound = { first: format.dataAt, last: format.dataAt + format.dataBytes - 1 };
	return measure(piecesOf(file, sound), format);
}
