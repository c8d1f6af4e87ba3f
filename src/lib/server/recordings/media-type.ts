/** What kind of recording a file is: by its name and by its first bytes, which have to agree. */

export type MediaType =
	| 'audio/wav'
	| 'audio/mpeg'
	| 'audio/mp4'
	| 'audio/ogg'
	| 'audio/flac'
	| 'audio/webm'
	| 'video/webm'
	| 'video/mp4';

/** Bytes needed to tell. */
export const SIGNATURE_BYTES = 12;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
	String.fromCharCode(...bytes.subarray(from, to));

const isWav = (bytes: Uint8Array): boolean =>
	ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WAVE';
const isMp4 = (bytes: Uint8Array): boolean => ascii(bytes, 4, 8) === 'ftyp';
const isOgg = (bytes: Uint8Array): boolean => ascii(bytes, 0, 4) === 'OggS';
const isFlac = (bytes: Uint8Array): boolean => ascii(bytes, 0, 4) === 'fLaC';
/** EBML, which is what Matroska begins with. */
const isWebm = ([a, b, c, d]: Uint8Array): boolean =>
	a === 0x1a && b === 0x45 && c === 0xdf && d === 0xa3;
/** A tag in front, or the eleven set bits of a frame of layer III. */
const isMp3 = (bytes: Uint8Array): boolean =>
	ascii(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2);

const KINDS: Readonly<Record<string, readonly [MediaType, (bytes: Uint8Array) => boolean]>> = {
	wav: ['audio/wav', isWav],
	mp3: ['audio/mpeg', isMp3],
	m4a: ['audio/mp4', isMp4],
	ogg: ['audio/ogg', isOgg],
	oga: ['audio/ogg', isOgg],
	opus: ['audio/ogg', isOgg],
	flac: ['audio/flac', isFlac],
	weba: ['audio/webm', isWebm],
	webm: ['video/webm', isWebm],
	mp4: ['video/mp4', isMp4]
};

/** Null for a name of no kind that browsers play, and for bytes that are not what the name says. */
export function mediaTypeOf(name: string, firstBytes: Uint8Array): MediaType | null {
	const extension = /\.([a-z0-9]{2,4})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	const kind = Object.hasOwn(KINDS, extension) ? KINDS[extension] : undefined;
	if (!kind || firstBytes.length < SIGNATURE_BYTES) return null;
	const [mediaType, matches] = kind;
	return matches(firstBytes) ? mediaType : null;
}
