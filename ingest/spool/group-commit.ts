/**
 * One write and one fsync for all requests that wait. While one is under way the next ones gather; nobody waits for
 * a timer.
 */
import { writeFully } from './file-system.ts';
import type { Segment } from './segment.ts';
import { Staging } from './staging.ts';
import type { Addition, StagedAddition } from './staging.ts';

export class SpoolWriteError extends Error {
	override readonly name = 'SpoolWriteError';
}

export interface GroupCommitOptions {
	/** The segment to add to: the open one, or a new one when it is full. */
	readonly openSegment: (additionalBytes: number, firstSeq: number) => Promise<Segment>;
	/** Called before those who wait are told, so that nobody is told what the rest of the process has not seen. */
	readonly onDurable: (
		segment: Segment,
		offset: number,
		additions: readonly StagedAddition[]
	) => void;
	/** The segment took bytes that may or may not be there; nothing is to be added to it any more. */
	readonly onFailure: (segment: Segment | null, cause: unknown) => void;
	readonly takeSeqs: (count: number) => number;
	readonly observeSync: (seconds: number) => void;
}

/** A stalled disk must not make memory grow without end. */
export const MOST_STAGED_BYTES = 96 * 1024 * 1024;

interface Waiter {
	readonly resolve: () => void;
	readonly reject: (cause: Error) => void;
}

export class GroupCommit {
	readonly #options: GroupCommitOptions;
	#staging = new Staging();
	#waiters: Waiter[] = [];
	#running: Promise<void> | null = null;

	constructor(options: GroupCommitOptions) {
		this.#options = options;
	}

	get stagedBytes(): number {
		return this.#staging.length;
	}

	/** Resolves when the addition is on the medium; rejects when nothing of it counts. */
	append(addition: Addition): { staged: StagedAddition; durable: Promise<void> } {
		const count = addition.candidates.length + (addition.tally ? 1 : 0);
		const staged = this.#staging.add(addition, this.#options.takeSeqs(count));
		const durable = new Promise<void>((resolve, reject) => {
			this.#waiters.push({ resolve, reject });
		});
		this.#running ??= this.#run();
		return { staged, durable };
	}

	get isIdle(): boolean {
		return this.#running === null;
	}

	/** Resolves when nothing is waiting or under way. */
	async idle(): Promise<void> {
		while (this.#running) await this.#running;
	}

	async #run(): Promise<void> {
		// Lets requests of the same turn of the event loop join.
		await Promise.resolve();
		while (this.#waiters.length > 0) {
			const staging = this.#staging;
			const waiters = this.#waiters;
			this.#staging = new Staging();
			this.#waiters = [];
			await this.#commit(staging, waiters);
		}
		this.#running = null;
	}

	async #commit(staging: Staging, waiters: readonly Waiter[]): Promise<void> {
		const { openSegment, onDurable, onFailure, observeSync } = this.#options;
		let segment: Segment | null = null;
		try {
			segment = await openSegment(staging.length, staging.firstSeq);
			const { file, durableBytes: offset } = segment;
			if (!file) throw new Error('the segment is closed');
			await writeFully(file, staging.bytes, offset);
			const startedAt = performance.now();
			await file.sync();
			observeSync((performance.now() - startedAt) / 1000);
			segment.durableBytes = offset + staging.length;
			onDurable(segment, offset, staging.additions);
		} catch (cause) {
			onFailure(segment, cause);
			const failure = new SpoolWriteError('the spool could not be written', { cause });
			for (const { reject } of waiters) reject(failure);
			return;
		}
		for (const { resolve } of waiters) resolve();
	}
}
