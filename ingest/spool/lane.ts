/** One line of events: accepted at one end, delivered in the same order at the other. */
import { Backlog } from './backlog.ts';
import { segmentKey } from './journal-state.ts';
import type { Journal } from './journal.ts';
import type { LaneName, Plan } from './journal-entry.ts';
import type { FileSystem } from './file-system.ts';
import { GroupCommit } from './group-commit.ts';
import type { KeyLog } from '../keys/key-log.ts';
import { Releases } from './releases.ts';
import { Segment } from './segment.ts';
import type { SpooledEvent } from './spooled-event.ts';
import { findRaw, pendingEvents } from './stored-events.ts';
import type { Addition, StagedAddition } from './staging.ts';

export interface LaneLog {
	warn(details: object, message: string): void;
	error(details: object, message: string): void;
}

export interface LaneOptions {
	readonly name: LaneName;
	readonly directory: string;
	readonly fileSystem: FileSystem;
	readonly journal: Journal;
	readonly keyLog: KeyLog;
	readonly clock: () => number;
	readonly segmentBytes: number;
	readonly segmentAgeMs: number;
	readonly log: LaneLog;
	readonly observeSync: (seconds: number) => void;
}

export interface SeqRange {
	readonly first: number;
	readonly last: number;
}

export class Lane {
	readonly name: LaneName;
	readonly backlog: Backlog;
	readonly #options: LaneOptions;
	readonly #commits: GroupCommit;
	/** Oldest first; the open one, if any, is the last. */
	#segments: Segment[] = [];
	#open: Segment | null = null;
	/** Takes nothing more, although it may still be open. */
	#sealing: Segment | null = null;
	#nextSeq = 1;
	/** Taken for delivery and not committed, oldest first. */
	#underWay: { readonly last: number; readonly atMs: number }[] = [];
	/** Leftovers of failed writes, copies of events that were accepted again. */
	readonly #ghosts = new Set<number>();
	readonly #releases: Releases;
	#housekeeping: Promise<void> = Promise.resolve();
	lastFailure: { readonly atMs: number; readonly cause: unknown } | null = null;

	constructor(options: LaneOptions) {
		this.name = options.name;
		this.#options = options;
		this.#releases = new Releases(options);
		this.backlog = new Backlog({
			fileSystem: options.fileSystem,
			following: ({ firstSeq }) =>
				this.#segments.find((other) => other.firstSeq > firstSeq) ?? null,
			isDone: (seq) => this.isDone(seq),
			onDamage: (segment, offset, bytes) => {
				options.log.error({ segment: segment.path, offset, bytes }, 'spool damaged while running');
			}
		});
		this.#commits = new GroupCommit({
			openSegment: (bytes, firstSeq) => this.#openSegment(bytes, firstSeq),
			onDurable: (segment, offset, additions) => {
				this.#take(segment, offset, additions);
			},
			onFailure: (segment, cause) => {
				this.#abandon(segment, cause);
			},
			takeSeqs: (count) => this.#takeSeqs(count),
			observeSync: options.observeSync
		});
	}

	get segments(): readonly Segment[] {
		return this.#segments;
	}

	get bytes(): number {
		return this.#segments.reduce((sum, { durableBytes }) => sum + durableBytes, 0);
	}

	get stagedBytes(): number {
		return this.#commits.stagedBytes;
	}

	/** Events neither committed nor dead. */
	get pending(): number {
		return this.#segments.reduce((sum, { pending }) => sum + pending, 0);
	}

	get committed(): number {
		return this.#options.journal.state.lanes[this.name].committed;
	}

	/** The last event that is durable. */
	get lastEventSeq(): number {
		const last = this.#segments.findLast(({ lastEventSeq }) => lastEventSeq > 0);
		return Math.max(this.committed, last?.lastEventSeq ?? 0);
	}

	/** Whether a segment whose keys are not saved yet has this one. */
	holdsKey(key: string): boolean {
		return this.#segments.some(({ keys }) => keys?.has(key) === true);
	}

	/** How many keys are not saved yet. */
	get unsavedKeys(): number {
		return this.#segments.reduce((sum, { keys }) => sum + (keys?.size ?? 0), 0);
	}

	/** When the oldest event that is not delivered came. */
	get oldestPendingAtMs(): number | null {
		if (this.pending === 0) return null;
		return this.#underWay[0]?.atMs ?? this.backlog.oldestAtMs;
	}

	isDone(seq: number): boolean {
		const { committed, dead } = this.#options.journal.state.lanes[this.name];
		return seq <= committed || dead.has(seq) || this.#ghosts.has(seq);
	}

	/** Takes over what a recovery found. */
	adopt(segments: readonly Segment[], nextSeq: number, ghosts: Iterable<number>): void {
		this.#segments = [...segments];
		this.#nextSeq = nextSeq;
		for (const seq of ghosts) this.#ghosts.add(seq);
		const first = segments.find(({ pending }) => pending > 0);
		if (first) this.backlog.startAt(first, 0, first.createdAtMs);
		this.#keepHouse();
	}

	append(addition: Addition): { range: SeqRange | null; durable: Promise<void> } {
		const { staged, durable } = this.#commits.append(addition);
		const first = staged.events[0]?.seq;
		const last = staged.events.at(-1)?.seq;
		return { range: first === undefined || last === undefined ? null : { first, last }, durable };
	}

	#takeSeqs(count: number): number {
		const first = this.#nextSeq;
		this.#nextSeq += count;
		return first;
	}

	async #openSegment(additionalBytes: number, firstSeq: number): Promise<Segment> {
		const { segmentBytes, segmentAgeMs, clock } = this.#options;
		const open = this.#open;
		if (open?.file) {
			const fits = open.durableBytes + additionalBytes <= segmentBytes || open.durableBytes < 1024;
			const isYoung = clock() - open.createdAtMs < segmentAgeMs;
			if (fits && isYoung && open !== this.#sealing) return open;
			await this.#seal();
		}
		return this.#createSegment(firstSeq);
	}

	async #createSegment(firstSeq: number): Promise<Segment> {
		const { name, directory, fileSystem, journal, clock } = this.#options;
		const identity = { lane: name, firstSeq, directory, createdAtMs: clock() };
		const previous = this.#segments.at(-1) ?? null;
		const segment = await Segment.create(fileSystem, identity, {
			node: journal.state.node,
			previous
		});
		this.#segments.push(segment);
		this.#open = segment;
		return segment;
	}

	/** Makes room: an open segment whose events are all delivered can go like any other. */
	async sealIfDelivered(): Promise<void> {
		if (this.#commits.isIdle && this.pending === 0) await this.#seal();
	}

	/** What comes next goes to another file. Answers the names of all files until then. */
	async seal(): Promise<string[]> {
		const names = this.#segments.map(({ name }) => name);
		this.#sealing = this.#open;
		if (this.#commits.isIdle) await this.#seal();
		return names;
	}

	/** Which of these files are still there; the open one among them is ended as soon as nothing is being written. */
	async left(names: ReadonlySet<string>): Promise<string[]> {
		if (this.#open && names.has(this.#open.name) && this.#commits.isIdle) await this.#seal();
		await this.#housekeeping;
		return this.#segments.flatMap(({ name }) => (names.has(name) ? [name] : []));
	}

	/** Ends the open segment; what comes next goes to another file. */
	async #seal(): Promise<void> {
		const open = this.#open;
		this.#open = null;
		await open?.close();
		this.#keepHouse();
	}

	#take(segment: Segment, groupOffset: number, additions: readonly StagedAddition[]): void {
		for (const { events, tally, receivedAtMs, lastSeq, offset } of additions) {
			const { names } = this.#options.journal.state;
			const spooled: SpooledEvent[] = [];
			for (const { seq, bytes, candidate } of events) {
				const { event, letterId, key } = candidate;
				const field = letterId === null ? 'accepted' : 'replayed';
				segment.counts.add(names.of(event.source), field, 1);
				segment.keys?.add(key);
				spooled.push({ seq, receivedAtMs, bytes, segment, event, letterId });
			}
			if (tally) segment.countTally(tally, names);
			segment.pending += spooled.length;
			segment.lastEventSeq = spooled.at(-1)?.seq ?? segment.lastEventSeq;
			segment.lastSeq = lastSeq;
			this.backlog.push(spooled, segment, groupOffset + offset);
		}
	}

	/** After a failed write or fsync nobody knows what is on the medium: cut back and never use the file again. */
	#abandon(segment: Segment | null, cause: unknown): void {
		const { log, clock } = this.#options;
		this.lastFailure = { atMs: clock(), cause };
		log.error({ err: cause, lane: this.name }, 'the spool could not be written');
		this.#open = null;
		if (!segment?.file) return;
		const { file } = segment;
		segment.file = null;
		segment.sealed = true;
		void file
			.truncate(segment.durableBytes)
			.catch((err: unknown) => {
				log.warn({ err, segment: segment.path }, 'a failed segment could not be cut back');
			})
			.then(() => file.close())
			.catch(() => undefined)
			.then(() => {
				this.#keepHouse();
			});
	}

	/** The next events to deliver; see Backlog. */
	async take(mostEvents: number, mostBytes: number, lastSeq?: number): Promise<SpooledEvent[]> {
		const events = await this.backlog.take(mostEvents, mostBytes, lastSeq);
		const first = events[0];
		if (first) {
			this.#underWay.push({ last: events.at(-1)?.seq ?? first.seq, atMs: first.receivedAtMs });
		}
		return events;
	}

	/** The batch that is about to be sent; the journal knows it before the database does. */
	plan(plan: Plan): Promise<void> {
		return this.#options.journal.record(() => ({ type: 'plan', lane: this.name, plan }), {
			sync: true
		});
	}

	/** The batch that a former process had cut and not delivered. */
	get openPlan(): Plan | null {
		return this.#options.journal.state.lanes[this.name].plan;
	}

	/** Everything up to `last` is in the database; `delivered` are the events of the batch. */
	async commit(delivered: readonly SpooledEvent[], last: number): Promise<void> {
		this.#underWay = this.#underWay.filter((batch) => batch.last > last);
		for (const { segment, event } of delivered) {
			segment.counts.add(this.#options.journal.state.names.of(event.source), 'committed', 1);
			segment.pending -= 1;
		}
		await this.#options.journal.record(() => ({ type: 'commit', lane: this.name, last }), {
			sync: false
		});
		this.#keepHouse();
	}

	/** The event was given up; its letter is on disk already. */
	async bury({
		seq,
		segment,
		source
	}: {
		seq: number;
		segment: Segment;
		source: string;
	}): Promise<void> {
		segment.counts.add(this.#options.journal.state.names.of(source), 'dead', 1);
		segment.pending -= 1;
		await this.#options.journal.record(() => ({ type: 'dead', lane: this.name, seq }), {
			sync: true
		});
		this.#keepHouse();
	}

	/** The stored JSON of an event; null when it cannot be read any more. */
	rawOf(segment: Segment, seq: number): Promise<{ source: string; json: Buffer } | null> {
		return findRaw(this.#options.fileSystem, segment, seq);
	}

	/** The JSON of the events that are not delivered. */
	pendingEvents(): AsyncGenerator<Buffer, void, undefined> {
		return pendingEvents(this.#options.fileSystem, this.#segments, (seq) => this.isDone(seq));
	}

	/** Saves keys of sealed segments and deletes those whose events are all delivered. */
	#keepHouse(): void {
		this.#housekeeping = this.#housekeeping
			.then(() => this.#sweep())
			.catch((err: unknown) => {
				this.#options.log.warn(
					{ err, lane: this.name },
					'sealed segments could not be cleared away'
				);
			});
	}

	async #sweep(): Promise<void> {
		await this.#releases.finish();
		for (const segment of [...this.#segments]) {
			if (!segment.sealed) continue;
			if (segment.keys) {
				await this.#options.keyLog.append(
					segmentKey(this.name, segment.name),
					segment.keys.toBuffer()
				);
				segment.keys = null;
			}
			if (!segment.deletable) continue;
			await this.#releases.release(segment, () => {
				this.#segments = this.#segments.filter((other) => other !== segment);
			});
		}
	}

	/** Resolves when nothing waits to be written or to be cleared away. */
	async settle(): Promise<void> {
		await this.#commits.idle();
		await this.#housekeeping;
	}

	async close(): Promise<void> {
		await this.#commits.idle();
		const open = this.#open;
		this.#open = null;
		await open?.close();
		await this.#housekeeping;
	}
}
