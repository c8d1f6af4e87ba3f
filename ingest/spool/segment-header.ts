/** The first record of a segment: who wrote it, and what the segment before it was when this one began. */
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { readFully } from './file-system.ts';
import type { DiskFile } from './file-system.ts';
import { RECORD_KIND, decodeRecord } from './record.ts';

export const SEGMENT_VERSION = 1;

const Previous = Type.Object({
	name: Type.String(),
	/** How much of it was acknowledged: what follows is left of a failed write, and nobody was told of it. */
	bytes: Type.Integer({ minimum: 0 }),
	/** 0 when it had no event. */
	lastEventSeq: Type.Integer({ minimum: 0 })
});
export type Previous = Static<typeof Previous>;

export const SegmentHeader = Type.Object({
	version: Type.Union([Type.Number(), Type.String()]),
	previous: Type.Optional(Previous)
});
export type SegmentHeader = Static<typeof SegmentHeader>;

const check = TypeCompiler.Compile(SegmentHeader);

/** Null for anything that is no header; one of a later version still has its version. */
export function decodeHeader(payload: Buffer): SegmentHeader | null {
	try {
		const value: unknown = JSON.parse(payload.toString('utf8'));
		return check.Check(value) ? value : null;
	} catch {
		return null;
	}
}

/** Far longer than any header. */
const MOST_BYTES = 64 * 1024;

export async function readHeader(file: DiskFile): Promise<SegmentHeader | null> {
	const bytes = await readFully(file, Buffer.alloc(MOST_BYTES), 0);
	const decoded = decodeRecord(bytes, 0);
	if (!decoded.ok || decoded.record.kind !== RECORD_KIND.segmentHeader) return null;
	return decodeHeader(decoded.record.payload);
}
