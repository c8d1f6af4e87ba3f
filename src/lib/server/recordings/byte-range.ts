/** The part of a file that a request asks for (RFC 9110, section 14), as one piece. */
import type { ByteRange } from './recording-store.ts';

export type AskedRange = 'whole' | 'unsatisfiable' | ByteRange;

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/i;

interface Conditions {
	readonly range: string | null;
	/** What the asker has of it already; a part is of use only with the same bytes. */
	readonly ifRange: string | null;
}

/** The last so many bytes. */
function lastBytes(count: number, sizeBytes: number): AskedRange {
	const length = Math.min(count, sizeBytes);
	return length === 0 ? 'unsatisfiable' : { first: sizeBytes - length, last: sizeBytes - 1 };
}

function fromByte(first: number, to: number, sizeBytes: number): AskedRange {
	// An end before its beginning is no range at all; a beginning after the end of the file is one that cannot be met.
	if (to < first) return 'whole';
	return first >= sizeBytes ? 'unsatisfiable' : { first, last: Math.min(to, sizeBytes - 1) };
}

/** What is not understood, or asks for several pieces, is answered with the whole, as the standard allows. */
export function readRange(
	{ range, ifRange }: Conditions,
	{ sizeBytes, etag }: { readonly sizeBytes: number; readonly etag: string }
): AskedRange {
	if (range === null || (ifRange !== null && ifRange !== etag)) return 'whole';
	const [, from = '', to = ''] = ONE_RANGE.exec(range.trim()) ?? [];
	if (from !== '') return fromByte(Number(from), to === '' ? Infinity : Number(to), sizeBytes);
	return to === '' ? 'whole' : lastBytes(Number(to), sizeBytes);
}
