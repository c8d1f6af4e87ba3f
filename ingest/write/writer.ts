/** Writes both lanes; the backfill lane steps back while live events wait. */
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { LANE_NAMES } from '../spool/journal-entry.ts';
import type { LaneName } from '../spool/journal-entry.ts';
import type { Lane } from '../spool/lane.ts';
import type { Spool } from '../spool/spool.ts';
import type { RequestTraces } from '../traces/request-traces.ts';
import { CommitWatch } from './commit-watch.ts';
import { Delivery } from './delivery.ts';
import type { DatabaseLink } from './database-link.ts';
import { Fitness } from './fitness.ts';
import type { Failure } from './insert-failure.ts';
import { LaneWriter } from './lane-writer.ts';
import { Placements, lookupIn } from './placement.ts';
import { RetryLoop } from './retry-loop.ts';

export interface WriterLog {
	info(details: object, message: string): void;
	warn(details: object, message: string): void;
	error(details: object, message: string): void;
}

export interface WriterOptions {
	readonly spool: Spool;
	readonly letters: DeadLetters;
	readonly database: DatabaseLink;
	readonly clock: () => number;
	readonly random: () => number;
	readonly log: WriterLog;
	readonly observeInsert: (seconds: number, rows: number) => void;
	/** Told how old the oldest event of each batch was when the database had it. */
	readonly observeCommit?: (lane: LaneName, oldestMs: number) => void;
	/** Told of each step that failed and is tried again. */
	readonly observeFailure?: (step: string, kind: Failure['class']) => void;
	/** Where traces are on. */
	readonly traces?: RequestTraces;
	/** The writer cannot go on. */
	readonly onFatal: (cause: unknown) => void;
}

/** What keeps the writer from writing, for the status page. */
export interface Trouble {
	readonly step: string;
	readonly class: Failure['class'];
	readonly code: string;
	readonly message: string;
	readonly sinceMs: number;
	readonly attempts: number;
}

const LIVE_BACKLOG_EVENTS = 2000;
const LIVE_BACKLOG_MS = 1000;
/** When live makes no headway for this long, its trouble is its own and backfill goes on. */
const LONGEST_YIELD_MS = 10_000;
const LOGGED_EVERY = 20;

export class Writer {
	readonly commits: CommitWatch;
	readonly placements: Placements;
	readonly #options: WriterOptions;
	readonly #retry: RetryLoop;
	readonly #fitness = new Fitness();
	#stops: (() => Promise<void>)[] = [];
	#trouble: Trouble | null = null;
	#lastCommit: { readonly atMs: number; readonly rows: number } | null = null;

	constructor(options: WriterOptions) {
		const { spool, database, clock, random } = options;
		this.#options = options;
		this.commits = new CommitWatch({
			positionOf: (lane) => ({
				last: spool.lanes[lane].lastEventSeq,
				delivered: spool.lanes[lane].committed
			})
		});
		this.commits.listen((notice) => {
			if (notice.rows === 0) return;
			this.#lastCommit = notice;
			this.#trouble = null;
		});
		this.placements = new Placements(
			lookupIn(
				() => database.current(),
				() => this.#retry.abortSignal
			),
			clock
		);
		this.#retry = new RetryLoop({
			random,
			onFailure: (step, failure, attempt) => {
				this.#onFailure(step, failure, attempt);
			}
		});
	}

	get trouble(): Trouble | null {
		return this.#trouble;
	}

	get lastCommit(): { readonly atMs: number; readonly rows: number } | null {
		return this.#lastCommit;
	}

	#onFailure(step: string, failure: Failure, attempt: number): void {
		const { database, clock, log } = this.#options;
		database.renew();
		this.#fitness.doubt();
		const { class: kind, code, message } = failure;
		this.#options.observeFailure?.(step, kind);
		const sinceMs = attempt === 0 ? clock() : (this.#trouble?.sinceMs ?? clock());
		this.#trouble = { step, class: kind, code, message, sinceMs, attempts: attempt + 1 };
		if (attempt % LOGGED_EVERY !== 0) return;
		const details = { step, class: kind, code, attempt, reason: message.slice(0, 300) };
		if (kind === 'unsent') log.info(details, 'the database is away; events wait in the spool');
		else if (kind === 'operator' || kind === 'data')
			log.error(details, 'the database needs attention');
		else log.warn(details, 'the database did not take a batch; it is sent again');
	}

	start(): void {
		this.#stops = LANE_NAMES.map((name) => this.#laneWriter(name).start());
	}

	#laneWriter(name: LaneName): LaneWriter {
		const { spool, letters, database, clock, observeInsert, observeCommit, traces, log, onFatal } =
			this.#options;
		const lane = spool.lanes[name];
		const fitness = (clickhouse: ClickHouse): Promise<void> =>
			this.#retry.unlessAborted(this.#fitness.check(clickhouse));
		const shared = { lane, commits: this.commits, retry: this.#retry, clock };
		const delivery = new Delivery({
			...shared,
			journal: spool.journal,
			letters,
			clickhouse: () => database.current(),
			fitness,
			observeInsert,
			...(observeCommit ? { observeCommit } : {}),
			...(traces ? { traces } : {}),
			log
		});
		return new LaneWriter({
			...shared,
			node: spool.journal.state.node,
			placements: this.placements,
			fitness: () => fitness(database.current()),
			delivery,
			onFatal,
			mayGo: name === 'live' ? () => Promise.resolve() : () => this.#untilLiveIsThrough()
		});
	}

	async #untilLiveIsThrough(): Promise<void> {
		const { spool } = this.#options;
		const { live } = spool.lanes;
		let committed = live.committed;
		let waitedMs = 0;
		while (this.#isBehind(live) && waitedMs < LONGEST_YIELD_MS && !this.#retry.isStopped) {
			await pause(25);
			waitedMs = live.committed === committed ? waitedMs + 25 : 0;
			({ committed } = live);
		}
	}

	#isBehind({ backlog }: Lane): boolean {
		if (backlog.hasMoreOnDisk || backlog.ready > LIVE_BACKLOG_EVENTS) return true;
		const { oldestAtMs } = backlog;
		return oldestAtMs !== null && this.#options.clock() - oldestAtMs > LIVE_BACKLOG_MS;
	}

	/** Waits for what is in the spool, at most so long; then ends, leaving the rest to the next process. */
	async stop(mostMs: number): Promise<void> {
		const { spool } = this.#options;
		const { live, backfill } = spool.lanes;
		const untilMs = performance.now() + mostMs;
		while (live.pending + backfill.pending > 0 && performance.now() < untilMs) {
			// No database to wait for.
			if (this.#trouble) break;
			await pause(20);
		}
		this.#retry.stop();
		const timer = setTimeout(() => {
			this.#retry.abort();
		}, 2000);
		await Promise.all(this.#stops.map((stop) => stop()));
		clearTimeout(timer);
	}
}

const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
