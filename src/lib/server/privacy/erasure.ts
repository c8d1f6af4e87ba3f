/**
 * Erases one customer everywhere. Each step may be repeated; a job that was interrupted starts again at the first one and
 * comes to the same end.
 */
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import { ERASABLE_KINDS } from '#lib/domain/privacy/subjects.ts';
import type { ErasedSubjects } from '../store/erased-subjects.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { CustomerSearch } from './customer-search.ts';
import { EngineErasure, batchOf, readOldParts } from './engine-erasure.ts';
import type { IngestLink } from './ingest-link.ts';
import { IngestUnreachableError } from './ingest-link.ts';
import type { EraseAnswer, EraseRequest } from './ingest-requests.ts';
import type { ErasureReport, ErasureStep, WaitingFor } from './report.ts';
import { verifyErasure } from './verification.ts';

/** Whom the job is about; sealed as long as it is needed. */
export interface ErasureSubject {
	readonly customer: string;
	/** Contacts that only dead letters knew to be the customer's. */
	readonly known: readonly ErasableSubject[];
}

export interface ErasureOptions {
	readonly jobId: string;
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly erased: ErasedSubjects;
	readonly ingests: readonly IngestLink[];
	/** What the key of the installation makes of `KEY_MARK`. */
	readonly keyMark: string;
	readonly now: () => number;
	readonly signal: AbortSignal;
	/** Between two looks at what others do. */
	readonly pause: () => Promise<void>;
	/** Longer than an event is on its way from the door to the disk. */
	readonly grace: () => Promise<void>;
	/** Both are on disk when it resolves. */
	readonly save: (subject: ErasureSubject, report: ErasureReport) => Promise<void>;
}

/** More rounds than a contact can be torn over; each finds what the one before made reachable. */
const MOST_ROUNDS = 6;
/** Looked for in damaged pieces of the spool. */
const MOST_IDS = 10_000;

const isErasable = (kind: string): kind is ErasableSubject['kind'] =>
	(ERASABLE_KINDS as readonly string[]).includes(kind);

type Counts = Readonly<Record<string, number>>;

/** A job that begins again finds less than it did at first. */
const largest = (before: Counts, now: Counts): Record<string, number> => ({
	...before,
	...Object.fromEntries(
		Object.entries(now).map(([name, n]) => [name, Math.max(n, before[name] ?? 0)])
	)
});

/** An ingest process with another key. */
export class KeyMismatchError extends Error {
	override readonly name = 'KeyMismatchError';
}

export class RemainingError extends Error {
	override readonly name = 'RemainingError';
}

export class Erasure {
	readonly #options: ErasureOptions;
	readonly #search: CustomerSearch;
	#subject: ErasureSubject;
	#report: ErasureReport;

	constructor(options: ErasureOptions, subject: ErasureSubject, report: ErasureReport) {
		this.#options = options;
		this.#subject = subject;
		this.#report = report;
		this.#search = new CustomerSearch(options);
	}

	get report(): ErasureReport {
		return this.#report;
	}

	/** Up to where only old copies are left. Throws RemainingError when the customer is still there. */
	async run(): Promise<ErasureReport> {
		const engine = new EngineErasure({
			...this.#options,
			search: this.#search,
			customer: this.#subject.customer,
			pause: () => this.#wait('database')
		});
		await this.#findAll(engine);
		await this.#eraseLetters();
		await this.#step('database');
		const { events, interactions, deadLetters } = await engine.run();
		this.#count({
			events,
			'facts of contacts': interactions,
			'copies of dead letters': deadLetters
		});
		await this.#verify();
		await this.#search.drop();
		const oldParts = await readOldParts(this.#options.clickhouse);
		await this.#save({ step: 'old copies', oldParts, erasedAtMs: this.#options.now() });
		return this.#report;
	}

	/** The database is only searched once what was accepted before has reached it; what it shows may lead to more. */
	async #findAll(engine: EngineErasure): Promise<void> {
		const { erased } = this.#options;
		const { customer } = this.#subject;
		let known = -1;
		let count = await erased.add([{ kind: 'customer', id: customer }, ...this.#subject.known]);
		for (let round = 0; known !== count && round < MOST_ROUNDS; round += 1) {
			known = count;
			await this.#announce(count);
			await this.#drain();
			await this.#learnFromLetters();
			await this.#step('search');
			await engine.settle();
			const found = await this.#search.run(customer, {
				redactedBatch: batchOf(this.#options.jobId),
				known: this.#subject.known
			});
			count = await this.#remember();
			await this.#save({ found: largest(this.#report.found, found), remembered: count });
		}
	}

	/** From the answer on nobody lets anything of these in as it is. */
	async #announce(count: number): Promise<void> {
		await this.#step('announce');
		await this.#every(async (ask) => {
			let answer = await ask({ step: 'know' });
			// It would recognise nobody.
			if (answer.key !== this.#options.keyMark)
				throw new KeyMismatchError('ingest has another STORE_KEY');
			while (answer.erased < count) {
				await this.#wait('ingest');
				answer = await ask({ step: 'know' });
			}
		});
		await this.#options.grace();
	}

	/** The files of the spool hold what came before; each goes once all of it is in the database. */
	async #drain(): Promise<void> {
		await this.#step('spool');
		await this.#every(async (ask) => {
			let { segments } = await ask({ step: 'seal' });
			while (segments.length > 0) {
				({ segments } = await ask({ step: 'left', segments }));
				if (segments.length > 0) await this.#wait(await this.#whatHoldsTheSpool());
			}
		});
	}

	async #whatHoldsTheSpool(): Promise<WaitingFor> {
		return this.#options.clickhouse.ping().then(
			() => 'spool' as const,
			() => 'database' as const
		);
	}

	async #learnFromLetters(): Promise<void> {
		const learnt = new Map(
			this.#subject.known.map((subject) => [JSON.stringify(subject), subject])
		);
		await this.#every(async (ask) => {
			const { subjects = [] } = await ask({ step: 'find letters' });
			for (const subject of subjects) learnt.set(JSON.stringify(subject), subject);
		});
		if (learnt.size === this.#subject.known.length) return;
		this.#subject = { ...this.#subject, known: [...learnt.values()] };
		await this.#options.erased.add(this.#subject.known);
		// Before the letters are changed: then nobody knows any more.
		await this.#save({});
	}

	/** Puts what was found on the list of those who must not come back. */
	async #remember(): Promise<number> {
		const { erased } = this.#options;
		for await (const page of this.#search.subjects()) {
			const subjects = page.flatMap(({ kind, subject }) =>
				isErasable(kind) ? [{ kind, id: subject }] : []
			);
			await erased.add(subjects);
		}
		return erased.count();
	}

	async #eraseLetters(): Promise<void> {
		await this.#step('dead letters');
		const ids = [this.#subject.customer];
		for await (const page of this.#search.subjects()) {
			if (ids.length < MOST_IDS) ids.push(...page.map(({ subject }) => subject));
		}
		await this.#every(async (ask) => {
			const { letters = 0, pieces = { removed: 0, kept: 0 } } = await ask({ step: 'letters', ids });
			this.#add({
				'dead letters': letters,
				'damaged pieces of the spool': pieces.removed,
				'files of another version in the spool': pieces.kept
			});
		});
	}

	async #verify(): Promise<void> {
		await this.#step('verification');
		const { remaining, containing } = await verifyErasure(
			this.#options,
			this.#search,
			this.#subject.customer
		);
		await this.#save({ remaining, containing });
		if (remaining > 0) throw new RemainingError(`${remaining} rows still name the customer`);
	}

	async #every(
		work: (ask: (request: EraseRequest) => Promise<EraseAnswer>) => Promise<void>
	): Promise<void> {
		for (const ingest of this.#options.ingests) await work((request) => this.#ask(ingest, request));
	}

	/** Until it answers: what it has on its disk is a place of its own. */
	async #ask(ingest: IngestLink, request: EraseRequest): Promise<EraseAnswer> {
		for (;;) {
			try {
				return await ingest.erase(request, this.#options.signal);
			} catch (cause) {
				if (!(cause instanceof IngestUnreachableError)) throw cause;
				await this.#wait('ingest');
			}
		}
	}

	async #wait(waitingFor: WaitingFor): Promise<void> {
		if (this.#report.waitingFor !== waitingFor) await this.#save({ waitingFor });
		await this.#options.pause();
	}

	#step(step: ErasureStep): Promise<void> {
		return this.#save({ step, waitingFor: null });
	}

	/** The same when it is counted again. */
	#count(counts: Counts): void {
		this.#report = { ...this.#report, erased: { ...this.#report.erased, ...counts } };
	}

	/** What was changed is not there to be counted again. */
	#add(counts: Counts): void {
		const { erased } = this.#report;
		const sums = Object.entries(counts).map(
			([name, n]) => [name, (erased[name] ?? 0) + n] as const
		);
		this.#count(Object.fromEntries(sums));
	}

	async #save(change: Partial<ErasureReport>): Promise<void> {
		this.#options.signal.throwIfAborted();
		this.#report = { ...this.#report, ...change };
		await this.#options.save(this.#subject, this.#report);
	}
}
