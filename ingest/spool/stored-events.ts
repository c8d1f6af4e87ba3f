/** Events as they lie in the files of a lane. */
import type { FileSystem } from './file-system.ts';
import { isMissing } from './file-system.ts';
import { RECORD_KIND } from './record.ts';
import type { StoredRecord } from './record.ts';
import { scanFile } from './scan.ts';
import type { Segment } from './segment.ts';
import { readStoredEvent } from './staging.ts';

/** Records of events alone: the header of a segment has the number of its first event. */
async function* eventsOf(
	fileSystem: FileSystem,
	{ path, durableBytes }: Segment
): AsyncGenerator<StoredRecord, void, undefined> {
	const file = await fileSystem.open(path);
	try {
		for await (const items of scanFile(file, 0, durableBytes)) {
			for (const item of items)
				if (item.type === 'record' && isEvent(item.record)) yield item.record;
		}
	} finally {
		await file.close();
	}
}

const isEvent = ({ kind }: StoredRecord): boolean =>
	kind === RECORD_KIND.event || kind === RECORD_KIND.replay;

/** The stored JSON of an event; null when it cannot be read any more. */
export async function findRaw(
	fileSystem: FileSystem,
	segment: Segment,
	seq: number
): Promise<{ source: string; json: Buffer } | null> {
	for await (const record of eventsOf(fileSystem, segment)) {
		if (record.seq !== seq) continue;
		const { source, json } = readStoredEvent(record.payload, record.sourceBytes);
		return { source, json: Buffer.from(json) };
	}
	return null;
}

/** The JSON of events that are not delivered. A file that is deleted meanwhile held none. */
export async function* pendingEvents(
	fileSystem: FileSystem,
	segments: readonly Segment[],
	isDone: (seq: number) => boolean
): AsyncGenerator<Buffer, void, undefined> {
	for (const segment of [...segments]) {
		if (segment.pending === 0) continue;
		try {
			for await (const { seq, payload, sourceBytes } of eventsOf(fileSystem, segment)) {
				if (!isDone(seq)) yield readStoredEvent(payload, sourceBytes).json;
			}
		} catch (cause) {
			if (!isMissing(cause)) throw cause;
		}
	}
}
