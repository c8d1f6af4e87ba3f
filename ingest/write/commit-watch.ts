/** Tells those who wait when events have reached the database. */
import type { Touched } from '#lib/domain/events/notice.ts';
import type { LaneName } from '../spool/journal-entry.ts';

export interface CommitNotice {
	readonly atMs: number;
	readonly rows: number;
	/** Some of them are about evaluations. */
	readonly evaluations: boolean;
	/** `traceparent`s of the requests they came with, where traces are on. */
	readonly traceparents?: readonly string[];
	/** Every contact whose facts may have become others; null: any may. */
	readonly touched: Touched | null;
}

interface Waiter {
	readonly lane: LaneName;
	readonly first: number;
	readonly last: number;
	readonly settle: (committed: boolean) => void;
}

export interface LanePositions {
	/** The last event of the lane that is durable, and the last that is delivered. */
	positionOf(lane: LaneName): { readonly last: number; readonly delivered: number };
}

export class CommitWatch {
	readonly #positions: LanePositions;
	readonly #waiters = new Set<Waiter>();
	readonly #listeners = new Set<(notice: CommitNotice) => void>();

	constructor(positions: LanePositions) {
		this.#positions = positions;
	}

	/** False when it takes longer, or when one of the events turns out to be dead. */
	waitFor(lane: LaneName, first: number, last: number, mostMs: number): Promise<boolean> {
		if (this.#positions.positionOf(lane).delivered >= last) return Promise.resolve(true);
		return new Promise((resolve) => {
			const settle = (committed: boolean) => {
				clearTimeout(timer);
				this.#waiters.delete(waiter);
				resolve(committed);
			};
			const waiter = { lane, first, last, settle };
			const timer = setTimeout(settle, mostMs, false);
			this.#waiters.add(waiter);
		});
	}

	/** Everything that is durable now. */
	async waitForAll(mostMs: number): Promise<boolean> {
		const lanes = ['live', 'backfill'] as const;
		const waits = lanes.map((lane) => {
			const { last, delivered } = this.#positions.positionOf(lane);
			return last <= delivered
				? Promise.resolve(true)
				: this.waitFor(lane, delivered + 1, last, mostMs);
		});
		return (await Promise.all(waits)).every(Boolean);
	}

	/** Returns the function that ends it. */
	listen(listener: (notice: CommitNotice) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	committed(lane: LaneName, last: number, notice: CommitNotice): void {
		for (const waiter of this.#waiters) {
			if (waiter.lane === lane && waiter.last <= last) waiter.settle(true);
		}
		for (const listener of this.#listeners) listener(notice);
	}

	/** A contact lies under another hour now: no row was added, and what was read of it may be wrong. */
	moved(subject: string, hoursMs: readonly number[], atMs: number): void {
		const touched: Touched = hoursMs.map((hourMs) => [hourMs / 1000, [subject]]);
		for (const listener of this.#listeners)
			listener({ atMs, rows: 0, evaluations: false, touched });
	}

	/** Those who still wait are told that it was not in time. */
	close(): void {
		for (const waiter of this.#waiters) waiter.settle(false);
	}

	buried(lane: LaneName, seq: number): void {
		for (const waiter of this.#waiters) {
			if (waiter.lane === lane && waiter.first <= seq && seq <= waiter.last) waiter.settle(false);
		}
	}
}
