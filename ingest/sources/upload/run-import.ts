/** A file through a source into ingest: reads, sends a few requests at a time, remembers how far it came. */
import { createReadStream } from 'node:fs';
import type { Source, SourceRecord } from '../source.ts';
import { BatchBuilder } from './batches.ts';
import type { Batch, Position } from './batches.ts';
import { findResume, writeCursor } from './cursor.ts';
import type { Cursor, Resume } from './cursor.ts';
import { UploadStopped } from './post.ts';
import type { Poster } from './post.ts';
import { PrefixHash } from './prefix-hash.ts';
import { addTotals, NO_TOTALS, Tally } from './tally.ts';
import type { Totals } from './tally.ts';

export interface ImportOptions {
	readonly file: string;
	readonly fileBytes: number;
	readonly source: Source;
	readonly cursorFile: string;
	readonly poster: Pick<Poster, 'send'>;
	/** Stops reading; what is on its way is still waited for. */
	readonly stop: AbortSignal;
	/** Ask the last request to answer when everything can be queried. */
	readonly wait: boolean;
	readonly onStart?: (resume: Resume) => void;
	readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
	readonly readBytes: number;
	readonly sentEvents: number;
}

export interface ImportReport {
	readonly tally: Tally;
	/** Of this run and of the interrupted ones before it. */
	readonly totals: Totals;
	/** Events that earlier runs had sent, and so this one had not to. */
	readonly resumedEvents: number;
	readonly committed: boolean;
	readonly finished: boolean;
}

const REQUESTS_AT_ONCE = 2;
const READ_BYTES = 256 * 1024;
const START: Position = { bytes: 0, events: 0 };

interface Sealed {
	readonly batch: Batch;
	readonly sha256: string;
}

/** Keeps a few requests on their way and moves the cursor as the oldest are answered. */
class Window {
	readonly #options: ImportOptions;
	readonly #tally: Tally;
	#onTheWay: { sealed: Sealed; answered: Promise<void> }[] = [];
	#failure: Error | null = null;
	totals: Totals;
	committed = false;
	sentEvents = 0;

	constructor(options: ImportOptions, tally: Tally, totals: Totals) {
		this.#options = options;
		this.#tally = tally;
		this.totals = totals;
	}

	async send(sealed: Sealed, wait = false): Promise<void> {
		while (this.#onTheWay.length >= REQUESTS_AT_ONCE) await this.#settleOldest();
		const answered = this.#post(sealed.batch, wait);
		// Looked at when its turn comes; until then it must not count as unhandled.
		answered.catch(() => undefined);
		this.#onTheWay.push({ sealed, answered });
	}

	/** Waits for all; throws what the first of them threw. */
	async drain(): Promise<void> {
		while (this.#onTheWay.length > 0) await this.#settleOldest();
	}

	async #post(batch: Batch, wait: boolean): Promise<void> {
		const answer = await this.#options.poster.send(batch, wait);
		this.totals = addTotals(this.totals, answer.totals);
		this.committed = answer.committed;
		this.sentEvents += batch.bodies.length;
		for (const fault of answer.faults) this.#tally.fault(fault);
	}

	/** After a failure later requests may succeed, but the cursor stays before the one that failed. */
	async #settleOldest(): Promise<void> {
		const oldest = this.#onTheWay.shift();
		if (oldest === undefined) return;
		try {
			await oldest.answered;
			if (this.#failure === null) await this.#remember(oldest.sealed, null);
		} catch (error) {
			this.#failure ??=
				error instanceof Error ? error : new Error('a request failed', { cause: error });
		}
		if (this.#failure !== null && this.#onTheWay.length === 0) throw this.#failure;
		if (this.#failure !== null) await this.#settleOldest();
	}

	async #remember({ batch, sha256 }: Sealed, sentBytes: number | null): Promise<void> {
		const { file, cursorFile } = this.#options;
		const { bytes, events } = batch.position;
		const cursor: Cursor = {
			version: 1,
			file,
			bytes,
			sha256,
			events,
			totals: this.totals,
			sentBytes
		};
		await writeCursor(cursorFile, cursor);
	}

	async finish(sealed: Sealed): Promise<void> {
		await this.#remember(sealed, this.#options.fileBytes);
	}
}

class ImportRun {
	readonly #options: ImportOptions;
	readonly #tally = new Tally();
	readonly #hash = new PrefixHash();
	readonly #builder = new BatchBuilder();
	readonly #window: Window;
	readonly #resumeAt: number;
	#position = START;
	#seenEvents = 0;
	/** The newest complete batch waits for the next one: the last of all is sent on its own. */
	#held: Sealed | null = null;

	constructor(options: ImportOptions, resume: Resume) {
		this.#options = options;
		const cursor = resume.kind === 'resume' ? resume.cursor : null;
		this.#resumeAt = cursor?.events ?? 0;
		this.#window = new Window(options, this.#tally, cursor?.totals ?? NO_TOTALS);
	}

	async run(): Promise<ImportReport> {
		const { stop } = this.#options;
		let finished = false;
		try {
			await this.#readAll();
			const whole = !stop.aborted;
			await (whole ? this.#finish() : this.#window.drain());
			finished = whole;
		} catch (error) {
			// Waiting was given up because somebody asked to stop: nothing went wrong.
			if (!(stop.aborted && error instanceof UploadStopped)) throw error;
		}
		const { totals, committed } = this.#window;
		return { tally: this.#tally, totals, committed, finished, resumedEvents: this.#resumeAt };
	}

	async #readAll(): Promise<void> {
		const { source, stop } = this.#options;
		for await (const records of source.records(this.#hash.through(this.#chunks()))) {
			if (stop.aborted) break;
			for (const record of records) await this.#record(record);
			this.#hash.advanceTo(this.#position.bytes);
			this.#tell(records.at(-1)?.endOffset ?? 0);
		}
	}

	#chunks(): AsyncIterable<Buffer> {
		const { file, fileBytes } = this.#options;
		if (fileBytes === 0) return createReadStream(file);
		// Up to the size at the start: a log that is being written would never end.
		return createReadStream(file, { end: fileBytes - 1, highWaterMark: READ_BYTES });
	}

	async #record(record: SourceRecord): Promise<void> {
		this.#tally.record(record);
		for (const event of record.events) {
			this.#seenEvents += 1;
			if (this.#seenEvents <= this.#resumeAt) continue;
			const batch = this.#builder.add(event, record.line, this.#position);
			if (batch !== null) await this.#submit(this.#seal(batch));
		}
		if (record.settled) this.#position = { bytes: record.endOffset, events: this.#seenEvents };
	}

	#seal(batch: Batch): Sealed {
		return { batch, sha256: this.#hash.digestAt(batch.position.bytes) };
	}

	async #submit(sealed: Sealed): Promise<void> {
		if (this.#held !== null) await this.#window.send(this.#held);
		this.#held = sealed;
	}

	async #finish(): Promise<void> {
		const last = this.#seal(this.#builder.take(this.#position));
		if (last.batch.bodies.length > 0) await this.#submit(last);
		if (this.#held !== null) {
			// Alone, so that what it waits for includes all the others.
			await this.#window.drain();
			await this.#window.send(this.#held, this.#options.wait);
		}
		await this.#window.drain();
		await this.#window.finish(last);
	}

	#tell(readBytes: number): void {
		this.#options.onProgress?.({ readBytes, sentEvents: this.#window.sentEvents });
	}
}

/** Throws SourceError when the file cannot be imported, UploadStopped when ingest cannot take it. */
export async function runImport(options: ImportOptions): Promise<ImportReport> {
	const resume = await findResume(options.cursorFile, options.file, options.fileBytes);
	options.onStart?.(resume);
	return new ImportRun(options, resume).run();
}
