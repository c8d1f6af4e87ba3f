/** Where the files of recordings are. A folder is one (folder-store.ts); a bucket that speaks S3 fits behind the same. */
import type { Readable } from 'node:stream';
import type { MediaType } from './media-type.ts';

/** First and last byte, both included. */
export interface ByteRange {
	readonly first: number;
	readonly last: number;
}

export interface OpenRecording {
	readonly sizeBytes: number;
	readonly mediaType: MediaType;
	/** Strong: another text for other bytes. */
	readonly etag: string;
	/** As often as wanted; leaves the recording open. */
	read(range: ByteRange): Readable;
	/** By whoever opened it, after all was read. */
	close(): Promise<void>;
}

/** `unplayable`: it is there, and of no kind that a browser plays. */
export type Opened =
	| { readonly ok: true; readonly recording: OpenRecording }
	| { readonly ok: false; readonly reason: 'missing' | 'unplayable' };

export interface RecordingStore {
	/** By the path that the event names, which anybody who sends events may have chosen. */
	open(path: string): Promise<Opened>;
}
