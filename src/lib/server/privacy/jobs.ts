/** Erasure and export of customers, as the pages see them. */
import { randomUUID } from 'node:crypto';
import type { ClickHouse } from '../clickhouse/client.ts';
import type { Store } from '../store/database.ts';
import { createErasedSubjects, subjectHash } from '../store/erased-subjects.ts';
import { createLease } from '../store/lease.ts';
import { createPrivacyJobStore } from '../store/privacy-jobs.ts';
import type { PrivacyJobState, StoredJob } from '../store/privacy-jobs.ts';
import { ErasureWorker, sealSubject } from './erasure-worker.ts';
import type { WorkerOptions, WorkerTimes } from './erasure-worker.ts';
import { CustomerExport } from './export.ts';
import type { IngestLink } from './ingest-link.ts';
import { newErasureReport, parseErasureReport, parseExportReport } from './report.ts';
import type { ErasureReport, ExportReport } from './report.ts';

interface JobHead {
	readonly id: string;
	readonly state: PrivacyJobState;
	readonly createdAtMs: number;
	/** Id of a person. */
	readonly createdBy: string;
	readonly updatedAtMs: number;
}
export type PrivacyJob = JobHead &
	(
		| { readonly kind: 'erasure'; readonly report: ErasureReport }
		| { readonly kind: 'export'; readonly report: ExportReport }
	);

export interface PrivacyJobs {
	/** Id of the job; of the one under way when the same customer is being erased already. Throws on an id that is none. */
	startErasure(customerId: string, by: string): Promise<string>;
	/** Tries one that has failed again; false for any other. */
	retry(id: string): Promise<boolean>;
	/** Lines of JSON, each with its end. What is found is forgotten when the reader goes. */
	exportCustomer(customerId: string, signal: AbortSignal, by: string): AsyncIterable<string>;
	/** Newest first. */
	list(): Promise<PrivacyJob[]>;
	find(id: string): Promise<PrivacyJob | null>;
	/** Goes on with what other processes have begun or left; once, at the start. */
	resumeAll(): void;
	stop(): Promise<void>;
}

export interface PrivacyJobsOptions {
	readonly store: Store;
	/** Of the installation (`readStoreKey`). */
	readonly key: Buffer;
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly ingests: readonly IngestLink[];
	readonly now: () => number;
	readonly log: WorkerOptions['log'];
	readonly times?: Partial<WorkerTimes>;
}

const TIMES: WorkerTimes = { pauseMs: 1000, graceMs: 2000, leaseMs: 60_000 };
const MOST_LISTED = 200;
const LONGEST_ID = 200;

function checked(customerId: string): string {
	if (customerId === '' || customerId.length > LONGEST_ID || !customerId.isWellFormed()) {
		throw new RangeError(`the id of a customer has 1 to ${LONGEST_ID} characters`);
	}
	return customerId;
}

function jobOf({ kind, report, sealedSubject: _sealed, ...head }: StoredJob): PrivacyJob {
	return kind === 'erasure'
		? { ...head, kind, report: parseErasureReport(report) }
		: { ...head, kind, report: parseExportReport(report) };
}

class Jobs implements PrivacyJobs {
	readonly #options: PrivacyJobsOptions;
	readonly #store;
	readonly #worker: ErasureWorker;

	constructor(options: PrivacyJobsOptions) {
		const { store, key, now, times } = options;
		this.#options = options;
		this.#store = createPrivacyJobStore(store, now);
		this.#worker = new ErasureWorker({
			...options,
			jobs: this.#store,
			erased: createErasedSubjects(store, key, now),
			lease: createLease(store, 'privacy.lease', randomUUID(), now),
			times: { ...TIMES, ...times }
		});
	}

	#hashOf(customerId: string): string {
		return subjectHash(this.#options.key, { kind: 'customer', id: customerId });
	}

	async startErasure(customerId: string, by: string): Promise<string> {
		const customerHash = this.#hashOf(checked(customerId));
		const open = await this.#store.open();
		const same = open.find(
			({ report }) => parseErasureReport(report).customerHash === customerHash
		);
		if (same) return same.id;
		const id = randomUUID();
		await this.#store.add({
			id,
			kind: 'erasure',
			state: 'waiting',
			sealedSubject: sealSubject(this.#options.key, id, { customer: customerId, known: [] }),
			createdBy: by,
			report: JSON.stringify(newErasureReport(customerHash))
		});
		this.#worker.nudge();
		return id;
	}

	async retry(id: string): Promise<boolean> {
		const job = await this.#store.find(id);
		if (job?.kind !== 'erasure' || job.state !== 'failed' || job.sealedSubject === '') return false;
		const report: ErasureReport = {
			...parseErasureReport(job.report),
			step: 'announce',
			failures: 0,
			lastFailure: ''
		};
		await this.#store.change(id, { state: 'waiting', report: JSON.stringify(report) });
		this.#worker.nudge();
		return true;
	}

	async *exportCustomer(
		customerId: string,
		signal: AbortSignal,
		by: string
	): AsyncGenerator<string, void, undefined> {
		const customerHash = this.#hashOf(checked(customerId));
		const { now } = this.#options;
		const id = randomUUID();
		const exporting = new CustomerExport(
			{ ...this.#options, jobId: id, signal, storeRows: () => this.#rowsOf(customerHash) },
			customerId
		);
		let state: PrivacyJobState = 'failed';
		try {
			yield* exporting.lines();
			state = 'done';
		} finally {
			const { counts: exported, unreachable } = exporting.exported;
			const report: ExportReport = { customerHash, exported, unreachable, finishedAtMs: now() };
			await this.#store.add({
				id,
				kind: 'export',
				state,
				sealedSubject: '',
				createdBy: by,
				report: JSON.stringify(report)
			});
		}
	}

	/** Nothing in the store names customers but what was done with their data, by their hash. */
	async #rowsOf(customerHash: string): Promise<object[]> {
		const jobs = await this.list();
		return jobs
			.filter(({ report }) => report.customerHash === customerHash)
			.map(({ id, kind, state, createdAtMs }) => ({
				job: { id, kind, state, createdAt: new Date(createdAtMs).toISOString() }
			}));
	}

	async list(): Promise<PrivacyJob[]> {
		return (await this.#store.list(MOST_LISTED)).map(jobOf);
	}

	async find(id: string): Promise<PrivacyJob | null> {
		const job = await this.#store.find(id);
		return job ? jobOf(job) : null;
	}

	resumeAll(): void {
		this.#worker.start();
	}

	stop(): Promise<void> {
		return this.#worker.stop();
	}
}

export const createPrivacyJobs = (options: PrivacyJobsOptions): PrivacyJobs => new Jobs(options);
