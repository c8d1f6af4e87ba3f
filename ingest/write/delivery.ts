/** Brings one batch into the database: plan, insert, commit; sorts out rows that it will never take. */
import { randomUUID } from 'node:crypto';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import type { Letter } from '../dead-letters/letter.ts';
import type { UnreadableEvent } from '../spool/backlog.ts';
import type { Journal } from '../spool/journal.ts';
import type { LaneName, Plan } from '../spool/journal-entry.ts';
import type { Lane } from '../spool/lane.ts';
import type { SpooledEvent } from '../spool/spooled-event.ts';
import { spanClock } from '#lib/server/telemetry/spans.ts';
import type { RequestTraces } from '../traces/request-traces.ts';
import { touchedOf } from './touched.ts';
import { touchHours } from './touch-hours.ts';
import { batchPrefix, buildBatch, tokenOf, unpackHours } from './batch.ts';
import type { Batch } from './batch.ts';
import type { CommitWatch } from './commit-watch.ts';
import { judgeFailure } from './insert-failure.ts';
import type { Failure } from './insert-failure.ts';
import type { RetryLoop } from './retry-loop.ts';

/** Well below the quiet time of the roll-up (90 s). */
const TOUCH_AFTER_MS = 30_000;

const INSERT_TIMEOUT_MS = 90_000;
/** When more of a batch is refused than this, the fault is ours or the schema's, and nothing more is given up. */
const MOST_DEAD_SHARE = 0.2;
const ALWAYS_DEAD = 4;
const MEMORY_LIMIT = '241';
/** The memory of the database may be short for a moment; a batch it has no room for again is sent in halves. */
const WHOLE_ATTEMPTS = 4;

export interface DeliveryOptions {
	readonly lane: Lane;
	readonly journal: Journal;
	readonly letters: DeadLetters;
	readonly clickhouse: () => ClickHouse;
	/** Rejects while the database is not fit for rows of this program. */
	readonly fitness: (clickhouse: ClickHouse) => Promise<void>;
	readonly commits: CommitWatch;
	readonly retry: RetryLoop;
	readonly clock: () => number;
	readonly observeInsert: (seconds: number, rows: number) => void;
	readonly observeCommit?: (lane: LaneName, oldestMs: number) => void;
	/** Where traces are on. */
	readonly traces?: RequestTraces;
	readonly log: { error(details: object, message: string): void };
}

/** An event to give up, with what is known of it. */
interface Lost {
	readonly seq: number;
	readonly segment: SpooledEvent['segment'];
	readonly letterId: string | null;
	readonly of: Pick<Letter, 'eventId' | 'type' | 'code' | 'message'> & {
		readonly source: string | null;
	};
}

const isTooLarge = ({ code }: Failure, attempts: number, isHalf: boolean): boolean =>
	code === MEMORY_LIMIT && attempts >= (isHalf ? 1 : WHOLE_ATTEMPTS);

/**
 * For a batch whose fate is not known. The engine writes a token down before the rows it stands for, in each table by
 * itself: killed in between, it would refuse the rows under that token for ever. Twice is harmless, for every table keeps
 * an event once.
 */
const newTokenOf = (plan: Plan): string => `${tokenOf(plan)}-${randomUUID()}`;

export class Delivery {
	readonly #options: DeliveryOptions;

	constructor(options: DeliveryOptions) {
		this.#options = options;
	}

	/**
	 * Resolves when every event is stored or a dead letter, or when the process ends; never rejects. `mayBeStored`: a
	 * former process may have sent this batch.
	 */
	async deliver(batch: Batch, { mayBeStored = false } = {}): Promise<void> {
		const mostDead = Math.max(ALWAYS_DEAD, batch.events.length * MOST_DEAD_SHARE);
		const queue: Batch[] = [batch];
		let dead = 0;
		for (let part = queue.shift(); part; part = queue.shift()) {
			const failure = await this.#store(part, {
				mayBeStored: mayBeStored && part === batch,
				mayBury: dead < mostDead,
				isHalf: part !== batch
			});
			if (this.#options.retry.isStopped && failure !== null) return;
			if (failure === 'stopped') return;
			if (failure === null) continue;
			const { buried, rest } = await this.#split(part, failure);
			dead += buried;
			queue.unshift(...rest);
		}
	}

	/** Null when stored; the failure when a row is at fault and may be given up, or when the batch has to be smaller. */
	async #store(
		batch: Batch,
		{ mayBeStored, mayBury, isHalf }: { mayBeStored: boolean; mayBury: boolean; isHalf: boolean }
	): Promise<Failure | 'stopped' | null> {
		const { lane, retry } = this.#options;
		await this.#written(() => lane.plan(batch.plan));
		let token = mayBeStored ? newTokenOf(batch.plan) : tokenOf(batch.plan);
		for (let attempt = 0; !retry.isStopped; attempt += 1) {
			try {
				const sentAtMs = spanClock();
				await this.#insert(batch, token);
				await this.#touchAfterDelay(batch);
				await this.#commit(batch, sentAtMs);
				return null;
			} catch (cause) {
				const failure = judgeFailure(cause);
				if (failure.class === 'data' && mayBury) return failure;
				if (batch.events.length > 1 && isTooLarge(failure, attempt + 1, isHalf)) return failure;
				if (failure.class === 'ambiguous') token = newTokenOf(batch.plan);
				await retry.pause(`insert-${lane.name}`, failure, attempt);
			}
		}
		return 'stopped';
	}

	/**
	 * An attempt before this one may have stamped the hours and failed before the facts were in; the same token keeps the
	 * stamp from being renewed. After a while a roll-up may have been computed in between.
	 */
	async #touchAfterDelay({ plan }: Batch): Promise<void> {
		const { clickhouse, clock } = this.#options;
		if (clock() - plan.plannedAtMs < TOUCH_AFTER_MS) return;
		await touchHours(
			clickhouse(),
			plan.hours.map(([hourMs]) => hourMs)
		);
	}

	async #insert({ plan, lines }: Batch, token: string): Promise<void> {
		const { clickhouse, fitness, retry, observeInsert } = this.#options;
		const database = clickhouse();
		await fitness(database);
		const startedAt = performance.now();
		await database.insert('events', lines, {
			token,
			signal: AbortSignal.any([AbortSignal.timeout(INSERT_TIMEOUT_MS), retry.abortSignal])
		});
		observeInsert((performance.now() - startedAt) / 1000, plan.rows);
	}

	async #commit({ events, plan }: Batch, sentAtMs: number): Promise<void> {
		const { lane, letters, commits, clock, retry } = this.#options;
		for (const { letterId } of events) {
			// Before the commit: in between a kill makes the batch go again, and the letter is marked again.
			if (letterId === null) continue;
			await retry.run('dead-letter', () => letters.setState(letterId, 'replayed'));
		}
		await this.#written(() => lane.commit(events, plan.last));
		const atMs = clock();
		const oldestAtMs = Math.min(
			...events.slice(0, 1).map(({ receivedAtMs }) => receivedAtMs),
			atMs
		);
		this.#options.observeCommit?.(lane.name, atMs - oldestAtMs);
		commits.committed(lane.name, plan.last, {
			atMs,
			rows: events.length,
			evaluations: events.some(({ event }) => event.name?.startsWith('evaluation.') === true),
			...this.#traced(plan, sentAtMs),
			touched: touchedOf(
				events.map(({ event }) => event),
				unpackHours(plan.hours)
			)
		});
	}

	#traced({ last, rows, batchId }: Plan, sentAtMs: number): { traceparents?: readonly string[] } {
		const { lane, traces } = this.#options;
		const traceparents =
			traces?.delivered({ lane: lane.name, last, rows, batchId, sentAtMs }) ?? [];
		return traceparents.length > 0 ? { traceparents } : {};
	}

	/** Takes out the row at fault; without a hint halves the batch until one row is left. */
	async #split(
		{ events, plan }: Batch,
		failure: Failure
	): Promise<{ buried: number; rest: Batch[] }> {
		const { journal, lane, clock } = this.#options;
		const hours = unpackHours(plan.hours);
		const at = events.length === 1 ? 0 : failure.row;
		const bad = at === null ? undefined : events[at];
		const build = (from: SpooledEvent[], theirs: number[]) =>
			buildBatch(batchPrefix(journal.state.node, lane.name), from, theirs, clock());
		if (!bad) {
			const middle = Math.ceil(events.length / 2);
			return {
				buried: 0,
				rest: [
					await build(events.slice(0, middle), hours.slice(0, middle)),
					await build(events.slice(middle), hours.slice(middle))
				]
			};
		}
		await this.#bury(bad, failure);
		const others = events.filter((event) => event !== bad);
		if (others.length > 0) {
			return {
				buried: 1,
				rest: [
					await build(
						others,
						hours.filter((_hour, index) => index !== at)
					)
				]
			};
		}
		await this.#written(() => lane.commit([], plan.last));
		return { buried: 1, rest: [] };
	}

	#bury({ seq, segment, event, letterId }: SpooledEvent, failure: Failure): Promise<void> {
		const { code, message } = failure;
		const { source, id: eventId, type } = event;
		const of = { source, eventId, type, code: `clickhouse_${code}`, message };
		return this.#giveUp({ seq, segment, letterId, of });
	}

	/** An event that this version cannot read any more. */
	buryUnreadable({ seq, segment, message }: UnreadableEvent): Promise<void> {
		const of = { source: null, eventId: '', type: '', code: 'unreadable', message };
		return this.#giveUp({ seq, segment, letterId: null, of });
	}

	async #giveUp({ seq, segment, letterId, of }: Lost): Promise<void> {
		const { lane, letters, journal, retry, clock, commits, log } = this.#options;
		const stored = await retry.run('spool-read', () => lane.rawOf(segment, seq));
		const id = letterId ?? `${journal.state.node}-${lane.name}-${seq}`;
		const source = of.source ?? stored?.source ?? '';
		const nowMs = clock();
		const letter = {
			...of,
			id,
			source,
			deadAtMs: nowMs,
			state: 'new' as const,
			changedAtMs: nowMs
		};
		const reason = of.message.slice(0, 200);
		log.error({ letter: id, code: of.code, reason }, 'an event became a dead letter');
		await retry.run('dead-letter', () => letters.add(letter, stored?.json.toString('utf8') ?? ''));
		if (retry.isStopped) return;
		await this.#written(() => lane.bury({ seq, segment, source }));
		commits.buried(lane.name, seq);
	}

	/** What the journal missed is written with its next whole copy. */
	async #written(step: () => Promise<void>): Promise<void> {
		const { retry, journal } = this.#options;
		try {
			await step();
		} catch {
			await retry.run('journal', () => journal.flush());
		}
	}
}
