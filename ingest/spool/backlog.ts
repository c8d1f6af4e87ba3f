/**
 * Durable events in the order of delivery. The next ones are in memory up to a cap; the rest stays on disk and is
 * read when its turn comes.
 */
import { parseEvent } from '#lib/domain/events/parse-event.ts';
import type { FileSystem } from './file-system.ts';
import { RECORD_HEADER_BYTES, RECORD_KIND } from './record.ts';
import type { StoredRecord } from './record.ts';
import { scanFile } from './scan.ts';
import type { ScanItem } from './scan.ts';
import type { Segment } from './segment.ts';
import type { SpooledEvent } from './spooled-event.ts';
import { readStoredEvent } from './staging.ts';

const MOST_EVENTS = 50_000;
const MOST_BYTES = 64 * 1024 * 1024;
/** Parsing from disk makes room for requests this often. */
const BREATH_EVENTS = 500;

interface Position {
	segment: Segment;
	offset: number;
	receivedAtMs: number;
}

export interface BacklogOptions {
	readonly fileSystem: FileSystem;
	/** The segment after this one in the lane. */
	readonly following: (segment: Segment) => Segment | null;
	/** Committed, dead or a leftover of a failed write. */
	readonly isDone: (seq: number) => boolean;
	/** Bytes that were readable when they were written or recovered no longer are. */
	readonly onDamage: (segment: Segment, offset: number, bytes: number) => void;
}

/** An event on disk that this version does not accept: a stricter contract than that of the version that took it. */
export interface UnreadableEvent {
	readonly seq: number;
	readonly segment: Segment;
	readonly message: string;
}

export class Backlog {
	readonly #options: BacklogOptions;
	#events: SpooledEvent[] = [];
	#head = 0;
	#bytes = 0;
	/** Everything from here on is only on disk. */
	#behind: Position | null = null;
	#wake: (() => void) | null = null;
	#unreadable: UnreadableEvent[] = [];

	constructor(options: BacklogOptions) {
		this.#options = options;
	}

	/** Events in memory. */
	get ready(): number {
		return this.#events.length - this.#head;
	}

	get readyBytes(): number {
		return this.#bytes;
	}

	get isEmpty(): boolean {
		return this.ready === 0 && this.#behind === null;
	}

	get hasMoreOnDisk(): boolean {
		return this.#behind !== null;
	}

	get oldestAtMs(): number | null {
		return this.#events[this.#head]?.receivedAtMs ?? this.#behind?.receivedAtMs ?? null;
	}

	/** Everything from this place is to be delivered. */
	startAt(segment: Segment, offset: number, receivedAtMs: number): void {
		this.#behind = { segment, offset, receivedAtMs };
		this.#wakeUp();
	}

	/** Events that have just become durable at `offset`. */
	push(events: readonly SpooledEvent[], segment: Segment, offset: number): void {
		const first = events[0];
		if (!first) return;
		if (this.#behind === null && (this.ready >= MOST_EVENTS || this.#bytes >= MOST_BYTES)) {
			this.#behind = { segment, offset, receivedAtMs: first.receivedAtMs };
		}
		if (this.#behind === null) {
			for (const event of events) {
				this.#events.push(event);
				this.#bytes += event.bytes;
			}
		}
		this.#wakeUp();
	}

	#wakeUp(): void {
		this.#wake?.();
		this.#wake = null;
	}

	/** Resolves when there is something to deliver, or when `nudge` is called. */
	async arrival(): Promise<void> {
		if (!this.isEmpty) return;
		await new Promise<void>((resolve) => {
			this.#wake = resolve;
		});
	}

	nudge(): void {
		this.#wakeUp();
	}

	/** The next events up to `lastSeq`, at least one unless there is none. */
	async take(
		mostEvents: number,
		mostBytes: number,
		lastSeq = Number.MAX_SAFE_INTEGER
	): Promise<SpooledEvent[]> {
		if (this.ready === 0 && this.#behind) await this.#readAhead();
		const taken: SpooledEvent[] = [];
		let bytes = 0;
		while (this.#head < this.#events.length && taken.length < mostEvents && bytes < mostBytes) {
			const event = this.#events[this.#head];
			if (!event || event.seq > lastSeq) break;
			this.#head += 1;
			bytes += event.bytes;
			taken.push(event);
		}
		this.#bytes -= bytes;
		this.#forgetTaken();
		return taken;
	}

	/** Now and then, because it copies what is left. */
	#forgetTaken(): void {
		if (this.#head <= MOST_EVENTS / 5 && this.#head < this.#events.length) return;
		this.#events = this.#events.slice(this.#head);
		this.#head = 0;
	}

	/** What was met while reading and cannot be delivered. */
	takeUnreadable(): UnreadableEvent[] {
		const met = this.#unreadable;
		this.#unreadable = [];
		return met;
	}

	/** Reads from disk until some thousand events are in memory or everything is. */
	async #readAhead(): Promise<void> {
		while (this.#behind && this.ready < MOST_EVENTS / 2 && this.#bytes < MOST_BYTES / 2) {
			const position = this.#behind;
			const { segment } = position;
			if (position.offset >= segment.durableBytes) {
				const next = this.#options.following(segment);
				if (next) Object.assign(position, { segment: next, offset: 0 });
				// Nothing between this check and the next push: from now on events are kept as they come.
				else this.#behind = null;
				continue;
			}
			await this.#readSegment(position);
		}
	}

	async #readSegment(position: Position): Promise<void> {
		const { segment } = position;
		const file = await this.#options.fileSystem.open(segment.path);
		try {
			const end = segment.durableBytes;
			for await (const items of scanFile(file, position.offset, end)) {
				for (const [index, item] of items.entries()) {
					if (index % BREATH_EVENTS === 0) await breath();
					if (item.type === 'record') this.#take(item.record, segment, position);
					else this.#options.onDamage(segment, item.offset, item.bytes);
				}
				const last = items.at(-1);
				if (last) position.offset = endOf(last);
				if (this.ready >= MOST_EVENTS / 2 || this.#bytes >= MOST_BYTES / 2) return;
			}
			position.offset = end;
		} finally {
			await file.close();
		}
	}

	#take(record: StoredRecord, segment: Segment, position: Position): void {
		const { seq, atMs, kind, payload, sourceBytes } = record;
		position.receivedAtMs = atMs;
		if (kind !== RECORD_KIND.event && kind !== RECORD_KIND.replay) return;
		if (this.#options.isDone(seq)) return;
		const { json, letterId } = readStoredEvent(payload, sourceBytes);
		// It was let in with these same options, except that a backfill may be older.
		const parsed = parseEvent(parseJson(json), { nowMs: atMs, backfill: true });
		if (!parsed.ok) {
			this.#unreadable.push({ seq, segment, message: parsed.error.message });
			return;
		}
		this.#events.push({
			seq,
			receivedAtMs: atMs,
			bytes: payload.length,
			segment,
			event: parsed.event,
			letterId
		});
		this.#bytes += payload.length;
	}
}

const endOf = (item: ScanItem): number =>
	item.offset +
	(item.type === 'gap' ? item.bytes : item.record.payload.length + RECORD_HEADER_BYTES);

const breath = (): Promise<void> =>
	new Promise((resolve) => {
		setImmediate(resolve);
	});

function parseJson(json: Buffer): unknown {
	try {
		return JSON.parse(json.toString('utf8'));
	} catch {
		return null;
	}
}
