/** Finds the records in a range of a file, past damage, in windows of bounded size. */
import { readFully } from './file-system.ts';
import type { DiskFile } from './file-system.ts';
import { MAX_PAYLOAD_BYTES, RECORD_HEADER_BYTES, decodeRecord, findMarker } from './record.ts';
import type { StoredRecord } from './record.ts';

export type ScanItem =
	| { readonly type: 'record'; readonly record: StoredRecord; readonly offset: number }
	/** Bytes that are no record. `tail`: they reach the end, as a torn write leaves them. */
	| {
			readonly type: 'gap';
			readonly offset: number;
			readonly bytes: number;
			readonly tail: boolean;
	  };

const LONGEST_RECORD = MAX_PAYLOAD_BYTES + RECORD_HEADER_BYTES;
const USUAL_WINDOW = 4 * 1024 * 1024;

interface Window {
	readonly items: ScanItem[];
	/** Where the next window begins. */
	readonly next: number;
	/** The record at `next` does not fit into this window. */
	readonly needsMore: boolean;
}

/** Where the next whole record begins after damage, or how far damage certainly reaches. */
function resume(bytes: Buffer, from: number, isEnd: boolean): number {
	for (let at = findMarker(bytes, from); at !== -1; at = findMarker(bytes, at + 1)) {
		const decoded = decodeRecord(bytes, at);
		if (decoded.ok || (decoded.reason === 'short' && !isEnd)) return at;
	}
	// A marker may be cut in two by the end of the window.
	return isEnd ? bytes.length : Math.max(from, bytes.length - 3);
}

function scanWindow(bytes: Buffer, base: number, isEnd: boolean): Window {
	const items: ScanItem[] = [];
	let at = 0;
	while (at < bytes.length) {
		const decoded = decodeRecord(bytes, at);
		if (decoded.ok) {
			items.push({ type: 'record', record: decoded.record, offset: base + at });
			at = decoded.next;
			continue;
		}
		if (decoded.reason === 'short' && !isEnd && bytes.length - at < LONGEST_RECORD) {
			return { items, next: base + at, needsMore: true };
		}
		const end = resume(bytes, at + 1, isEnd);
		items.push({
			type: 'gap',
			offset: base + at,
			bytes: end - at,
			tail: isEnd && end === bytes.length
		});
		at = end;
	}
	return { items, next: base + at, needsMore: false };
}

/** Adjoining gaps (a gap cut by a window) come as several items. */
export async function* scanFile(
	file: DiskFile,
	from: number,
	to: number
): AsyncGenerator<ScanItem[], void, undefined> {
	let at = from;
	let windowBytes = USUAL_WINDOW;
	while (at < to) {
		const wanted = Math.min(windowBytes, to - at);
		const bytes = await readFully(file, Buffer.allocUnsafe(wanted), at);
		const isEnd = at + bytes.length >= to || bytes.length < wanted;
		const { items, next, needsMore } = scanWindow(bytes, at, isEnd);
		yield items;
		// A record longer than the window: look again through a wider one.
		windowBytes = needsMore && next === at ? windowBytes * 2 : USUAL_WINDOW;
		if (isEnd && !needsMore) return;
		at = next;
	}
}
