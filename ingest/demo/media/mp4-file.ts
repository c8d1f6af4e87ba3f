/** An MP4 file with one track of H.264, its index in front (ISO/IEC 14496-12 and -15). */

export interface VideoSample {
	/** One NAL unit. */
	readonly unit: Uint8Array;
	readonly durationMs: number;
	readonly isKey: boolean;
}

export interface Video {
	readonly width: number;
	readonly height: number;
	readonly sequence: Uint8Array;
	readonly parameters: Uint8Array;
	readonly samples: readonly VideoSample[];
}

const PER_SECOND = 1000;
const LENGTH_BYTES = 4;
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
/** "und", undetermined: three letters of five bits. */
const NO_LANGUAGE = 0x55c4;

const concat = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');

function numbers(bytes: 1 | 2 | 4, ...values: readonly number[]): Uint8Array {
	const buffer = Buffer.alloc(bytes * values.length);
	for (const [index, value] of values.entries()) buffer.writeUIntBE(value, index * bytes, bytes);
	return buffer;
}
const u8 = (...values: readonly number[]) => numbers(1, ...values);
const u16 = (...values: readonly number[]) => numbers(2, ...values);
const u32 = (...values: readonly number[]) => numbers(4, ...values);

const box = (type: string, ...parts: readonly Uint8Array[]): Uint8Array => {
	const body = concat(...parts);
	return concat(u32(body.length + 8), ascii(type), body);
};
/** With a version and flags in front. */
const fullBox = (type: string, flags: number, ...parts: readonly Uint8Array[]): Uint8Array =>
	box(type, u32(flags), ...parts);

const durationOf = ({ samples }: Video): number =>
	samples.reduce((sum, { durationMs }) => sum + durationMs, 0);

function codecBox({ sequence, parameters }: Video): Uint8Array {
	const units = (list: Uint8Array) => concat(u16(list.length), list);
	const profile = sequence.subarray(1, 4);
	// Lengths have four bytes (0xff); one set of each kind (0xe1, 1).
	return box('avcC', u8(1), profile, u8(0xff, 0xe1), units(sequence), u8(1), units(parameters));
}

function descriptionBox(video: Video): Uint8Array {
	const entry = box(
		'avc1',
		u8(0, 0, 0, 0, 0, 0),
		u16(1),
		u32(0, 0, 0, 0),
		u16(video.width, video.height),
		u32(0x480000, 0x480000, 0),
		u16(1),
		new Uint8Array(32),
		u16(24, 0xffff),
		codecBox(video)
	);
	return fullBox('stsd', 0, u32(1), entry);
}

/** Runs of the same length together. */
function timesBox({ samples }: Video): Uint8Array {
	const runs: [number, number][] = [];
	for (const { durationMs } of samples) {
		const last = runs.at(-1);
		if (last?.[1] === durationMs) last[0] += 1;
		else runs.push([1, durationMs]);
	}
	return fullBox('stts', 0, u32(runs.length, ...runs.flat()));
}

function tableBox(video: Video, dataAt: number): Uint8Array {
	const { samples } = video;
	const keys = samples.flatMap(({ isKey }, index) => (isKey ? [index + 1] : []));
	const sizes = samples.map(({ unit }) => unit.length + LENGTH_BYTES);
	return box(
		'stbl',
		descriptionBox(video),
		timesBox(video),
		fullBox('stss', 0, u32(keys.length, ...keys)),
		// All samples in one chunk.
		fullBox('stsc', 0, u32(1, 1, samples.length, 1)),
		fullBox('stsz', 0, u32(0, sizes.length, ...sizes)),
		fullBox('stco', 0, u32(1, dataAt))
	);
}

function trackBox(video: Video, dataAt: number): Uint8Array {
	const duration = durationOf(video);
	const { width, height } = video;
	const size = u32(width * 0x10000, height * 0x10000);
	const header = fullBox(
		'tkhd',
		3,
		u32(0, 0, 1, 0, duration, 0, 0),
		u16(0, 0, 0, 0),
		u32(...MATRIX),
		size
	);
	const mediaHeader = fullBox('mdhd', 0, u32(0, 0, PER_SECOND, duration), u16(NO_LANGUAGE, 0));
	const handler = fullBox('hdlr', 0, u32(0), ascii('vide'), u32(0, 0, 0), ascii('screen\0'));
	const reference = box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1)));
	const information = box(
		'minf',
		fullBox('vmhd', 1, u16(0, 0, 0, 0)),
		reference,
		tableBox(video, dataAt)
	);
	return box('trak', header, box('mdia', mediaHeader, handler, information));
}

function indexBox(video: Video, dataAt: number): Uint8Array {
	const header = fullBox(
		'mvhd',
		0,
		u32(0, 0, PER_SECOND, durationOf(video), 0x10000),
		u16(0x100, 0),
		u32(0, 0, ...MATRIX, 0, 0, 0, 0, 0, 0, 2)
	);
	return box('moov', header, trackBox(video, dataAt));
}

export function mp4File(video: Video): Uint8Array {
	const kind = box('ftyp', ascii('isom'), u32(512), ascii('isomiso2avc1mp41'));
	const data = box('mdat', ...video.samples.flatMap(({ unit }) => [u32(unit.length), unit]));
	// The index is as long with one address as with another.
	const dataAt = kind.length + indexBox(video, 0).length + 8;
	return concat(kind, indexBox(video, dataAt), data);
}
