/** Works on erasures, oldest first, as long as this process holds the lease. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { ERASABLE_KINDS } from '#lib/domain/privacy/subjects.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { open, seal } from '../seal.ts';
import { KEY_MARK, subjectHash } from '../store/erased-subjects.ts';
import type { ErasedSubjects } from '../store/erased-subjects.ts';
import type { Lease } from '../store/lease.ts';
import type { PrivacyJobStore, StoredJob } from '../store/privacy-jobs.ts';
import { readOldParts } from './engine-erasure.ts';
import { Erasure, KeyMismatchError, RemainingError } from './erasure.ts';
import type { ErasureSubject } from './erasure.ts';
import { describeFailure } from './failure.ts';
import type { IngestLink } from './ingest-link.ts';
import { dropLeftovers } from './leftovers.ts';
import { parseErasureReport } from './report.ts';
import type { ErasureReport } from './report.ts';

export interface WorkerTimes {
	/** Between two looks at what others do. */
	readonly pauseMs: number;
	/** Longer than an event is on its way from the door of ingest to its disk. */
	readonly graceMs: number;
	/** How long the lease is held without a sign of life. */
	readonly leaseMs: number;
}

export interface WorkerOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly ingests: readonly IngestLink[];
	readonly erased: ErasedSubjects;
	readonly jobs: PrivacyJobStore;
	readonly lease: Lease;
	readonly key: Buffer;
	readonly now: () => number;
	readonly times: WorkerTimes;
	readonly log: {
		info(details: object, message: string): void;
		warn(details: object, message: string): void;
		error(details: object, message: string): void;
	};
}

const Subject = Type.Object({
	customer: Type.String(),
	known: Type.Array(
		Type.Object({
			kind: Type.Union(ERASABLE_KINDS.map((kind) => Type.Literal(kind))),
			id: Type.String()
		})
	)
});

/** In a row, of a database that does answer. */
const MOST_FAILURES = 5;
const LONGEST_BACK_OFF_MS = 30_000;
const LONGEST_STOP_MS = 5000;

const contextOf = (jobId: string): string => `privacy-job:${jobId}`;

export const sealSubject = (key: Buffer, jobId: string, subject: ErasureSubject): string =>
	seal(key, JSON.stringify(subject), contextOf(jobId));

function openSubject(key: Buffer, { id, sealedSubject }: StoredJob): ErasureSubject | null {
	const text = open(key, sealedSubject, contextOf(id));
	return text === null ? null : Value.Parse(Subject, JSON.parse(text));
}

export class ErasureWorker {
	readonly #options: WorkerOptions;
	readonly #stopped = new AbortController();
	readonly #tryAgainAtMs = new Map<string, number>();
	#wake = new AbortController();
	#running: Promise<void> | null = null;
	#hasCleaned = false;

	constructor(options: WorkerOptions) {
		this.#options = options;
	}

	start(): void {
		this.#running ??= this.#run();
	}

	/** There is something to do. */
	nudge(): void {
		this.#wake.abort();
	}

	/** Leaves what is under way to the next process. */
	async stop(): Promise<void> {
		this.#stopped.abort();
		this.#wake.abort();
		// A statement of the database may take minutes; it ends with the connection.
		await Promise.race([this.#running, sleep(LONGEST_STOP_MS, undefined, { ref: false })]);
		await this.#options.lease.release().catch(() => undefined);
	}

	#isStopped(): boolean {
		return this.#stopped.signal.aborted;
	}

	async #run(): Promise<void> {
		const { lease, times, log } = this.#options;
		while (!this.#isStopped()) {
			try {
				if (await lease.take(times.leaseMs)) await this.#round();
			} catch (err) {
				if (!this.#isStopped()) log.warn({ err }, 'erasures wait for the store');
			}
			await this.#rest();
		}
	}

	async #rest(): Promise<void> {
		const { signal } = this.#wake;
		await sleep(this.#options.times.pauseMs, undefined, { signal }).catch(() => undefined);
		if (signal.aborted && !this.#isStopped()) this.#wake = new AbortController();
	}

	async #round(): Promise<void> {
		const { jobs, now } = this.#options;
		const waiting = await jobs.open();
		await this.#clean(waiting);
		for (const job of waiting) {
			if (this.#isStopped()) return;
			if ((this.#tryAgainAtMs.get(job.id) ?? 0) > now()) continue;
			const report = parseErasureReport(job.report);
			if (report.step === 'old copies') await this.#finish(job, report);
			else await this.#work(job, report);
		}
	}

	/** Tables that a job of a process that was killed has left. */
	async #clean(waiting: readonly StoredJob[]): Promise<void> {
		if (this.#hasCleaned) return;
		await dropLeftovers(
			this.#options.clickhouse,
			waiting.map(({ id }) => id)
		).then(
			() => (this.#hasCleaned = true),
			() => undefined
		);
	}

	async #work(job: StoredJob, report: ErasureReport): Promise<void> {
		const { key, jobs, now, log } = this.#options;
		const subject = openSubject(key, job);
		if (subject === null) {
			const failed = { ...report, lastFailure: 'sealed with another key' };
			await jobs.change(job.id, { state: 'failed', report: JSON.stringify(failed) });
			return;
		}
		const lost = new AbortController();
		const beat = this.#holdLease(lost);
		const erasure = this.#erasureOf(job, subject, lost.signal, {
			...report,
			startedAtMs: report.startedAtMs ?? now()
		});
		try {
			const done = await erasure.run();
			await jobs.change(job.id, { sealedSubject: '', report: JSON.stringify(done) });
			this.#tryAgainAtMs.delete(job.id);
			log.info({ job: job.id }, 'a customer was erased');
		} catch (cause) {
			if (this.#isStopped() || lost.signal.aborted) return;
			await this.#fail(job, erasure.report, cause);
		} finally {
			clearInterval(beat);
		}
	}

	/** Who loses the lease stops: another process has begun. */
	#holdLease(lost: AbortController): NodeJS.Timeout {
		const { lease, times } = this.#options;
		return setInterval(() => {
			lease.take(times.leaseMs).then(
				(held) => {
					if (!held) lost.abort();
				},
				// The store does not answer; whoever saves next is told.
				() => undefined
			);
		}, times.leaseMs / 3);
	}

	#erasureOf(
		{ id, sealedSubject }: StoredJob,
		subject: ErasureSubject,
		lost: AbortSignal,
		report: ErasureReport
	): Erasure {
		const { jobs, key, times } = this.#options;
		const signal = AbortSignal.any([this.#stopped.signal, lost]);
		const wait = (ms: number) => () => sleep(ms, undefined, { signal });
		let sealed = { subject, text: sealedSubject };
		return new Erasure(
			{
				...this.#options,
				jobId: id,
				keyMark: subjectHash(key, KEY_MARK),
				signal,
				pause: wait(times.pauseMs),
				grace: wait(times.graceMs),
				save: async (now, changed) => {
					if (now !== sealed.subject) sealed = { subject: now, text: sealSubject(key, id, now) };
					const text = JSON.stringify(changed);
					await jobs.change(id, { state: 'running', sealedSubject: sealed.text, report: text });
				}
			},
			subject,
			report
		);
	}

	async #fail(job: StoredJob, report: ErasureReport, cause: unknown): Promise<void> {
		const { jobs, now, log, times } = this.#options;
		const { isUnreachable, words } = describeFailure(cause);
		const failures = isUnreachable ? report.failures : report.failures + 1;
		const isOver =
			cause instanceof RemainingError ||
			cause instanceof KeyMismatchError ||
			failures >= MOST_FAILURES;
		const changed: ErasureReport = {
			...report,
			failures,
			lastFailure: words,
			waitingFor: isUnreachable ? 'database' : null
		};
		log[isOver ? 'error' : 'warn']({ job: job.id, err: cause }, 'an erasure does not get on');
		await jobs.change(job.id, {
			state: isOver ? 'failed' : 'running',
			report: JSON.stringify(changed)
		});
		const waitMs = Math.min(LONGEST_BACK_OFF_MS, times.pauseMs * 2 ** Math.min(failures + 1, 10));
		this.#tryAgainAtMs.set(job.id, now() + waitMs);
	}

	async #finish(job: StoredJob, report: ErasureReport): Promise<void> {
		const { clickhouse, jobs, now, log } = this.#options;
		let there: Set<string>;
		try {
			there = new Set(await readOldParts(clickhouse));
		} catch {
			// The next round asks again.
			return;
		}
		const oldParts = report.oldParts.filter((part) => there.has(part));
		if (oldParts.length > 0) {
			if (oldParts.length === report.oldParts.length) return;
			await jobs.change(job.id, { report: JSON.stringify({ ...report, oldParts }) });
			return;
		}
		const finished: ErasureReport = {
			...report,
			step: 'finished',
			waitingFor: null,
			oldParts,
			finishedAtMs: now()
		};
		await jobs.change(job.id, {
			state: 'done',
			sealedSubject: '',
			report: JSON.stringify(finished)
		});
		log.info({ job: job.id }, 'an erasure is finished: no copy is left in the database');
	}
}
