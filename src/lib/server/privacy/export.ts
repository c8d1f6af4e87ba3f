/** Everything of one customer as lines of JSON: from the database, from the disks of ingest, from the store. */
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import { ERASABLE_KINDS } from '#lib/domain/privacy/subjects.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { cloudEventOf } from '../events/cloud-event.ts';
import { CustomerSearch } from './customer-search.ts';
import type { FoundEvent } from './customer-search.ts';
import type { IngestLink } from './ingest-link.ts';
import { IngestUnreachableError } from './ingest-link.ts';
import type { ExportedEvent } from './ingest-requests.ts';
import { foundLetters } from './letter-copies.ts';
import { namesCustomer } from './redact-row.ts';

export const EXPORT_FORMAT = 'atalaya.customer.v1';

export interface ExportOptions {
	readonly jobId: string;
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly ingests: readonly IngestLink[];
	readonly now: () => number;
	readonly signal: AbortSignal;
	/** Rows of the store that name the customer, or stand for somebody who did. */
	readonly storeRows: () => Promise<readonly object[]>;
}

export interface Exported {
	/** Lines by place. */
	readonly counts: Record<string, number>;
	readonly unreachable: string[];
}

/** What ingest is asked for beside the customer: the newest contacts, for older ones are not on its disk. */
const MOST_SUBJECTS = 100_000;

const instant = (ms: number): string => new Date(ms).toISOString();

/** What was made of the text is theirs as well. */
const toneOf = ({ sentiment, sentimentBy, sentimentLanguage }: FoundEvent): object =>
	sentiment === null
		? {}
		: { tone: { score: sentiment / 1000, by: sentimentBy, language: sentimentLanguage } };

const keyOf = (event: Readonly<Record<string, unknown>>): string =>
	JSON.stringify([event['source'], event['id']]);

export class CustomerExport {
	readonly #options: ExportOptions;
	readonly #customer: string;
	readonly #search: CustomerSearch;
	/** Events on disks, by source and id: one that reaches the database meanwhile is told once. */
	readonly #onDisk = new Map<string, ExportedEvent & { readonly ingest: string }>();
	readonly exported: Exported = { counts: {}, unreachable: [] };

	constructor(options: ExportOptions, customer: string) {
		this.#options = options;
		this.#customer = customer;
		this.#search = new CustomerSearch(options);
	}

	/** Lines with their ends. What is found is forgotten again, also when nobody reads on. */
	async *lines(): AsyncGenerator<string, void, undefined> {
		try {
			await this.#search.run(this.#customer);
			await this.#readDisks();
			yield* this.#told('header', await this.#header());
			for await (const page of this.#search.contacts()) {
				for (const { createdAtMs, lastEventAtMs, ...contact } of page) {
					const times = { createdAt: instant(createdAtMs), lastEventAt: instant(lastEventAtMs) };
					yield* this.#told('contacts', { contact: { ...contact, ...times } });
				}
			}
			yield* this.#events();
			yield* this.#disks();
			for (const row of await this.#options.storeRows()) yield* this.#told('store', row);
		} finally {
			await this.#search.drop();
		}
	}

	*#told(place: string, line: object): Generator<string, void, undefined> {
		if (place !== 'header') {
			const { counts } = this.exported;
			counts[place] = (counts[place] ?? 0) + 1;
		}
		yield `${JSON.stringify(place === 'header' ? line : { place, ...line })}\n`;
	}

	async #readDisks(): Promise<void> {
		const { ingests, signal } = this.#options;
		const subjects = await this.#subjects();
		for (const ingest of ingests) {
			try {
				for (const found of await ingest.export(subjects, signal)) {
					this.#onDisk.set(keyOf(found.event), { ...found, ingest: ingest.name });
				}
			} catch (cause) {
				if (!(cause instanceof IngestUnreachableError)) throw cause;
				this.exported.unreachable.push(ingest.name);
			}
		}
		for await (const event of foundLetters(this.#options, this.#search, this.#customer)) {
			// Of processes that are gone; the others have told it themselves.
			if (this.#onDisk.has(keyOf(event))) continue;
			this.#onDisk.set(keyOf(event), { place: 'dead letters', event, ingest: '' });
		}
	}

	async #subjects(): Promise<ErasableSubject[]> {
		const subjects: ErasableSubject[] = [];
		const isErasable = (kind: string): kind is ErasableSubject['kind'] =>
			(ERASABLE_KINDS as readonly string[]).includes(kind);
		for await (const page of this.#search.subjects()) {
			for (const { kind, subject } of page) {
				if (isErasable(kind)) subjects.push({ kind, id: subject });
			}
			if (subjects.length > 2 * MOST_SUBJECTS) subjects.splice(0, subjects.length - MOST_SUBJECTS);
		}
		return [{ kind: 'customer', id: this.#customer }, ...subjects.slice(-MOST_SUBJECTS)];
	}

	/** Counted first, so that whoever reads the file knows whether it is whole. */
	async #header(): Promise<object> {
		let events = 0;
		for await (const page of this.#search.events()) {
			events += page.filter((found) => this.#isTheirs(found)).length;
		}
		const places = [...this.#onDisk.values()].map(({ place }) => place);
		const { stray: _stray, ...subjects } = await this.#search.counts();
		return {
			export: EXPORT_FORMAT,
			customer: this.#customer,
			at: instant(this.#options.now()),
			subjects,
			counts: {
				events,
				spool: places.filter((place) => place === 'spool').length,
				'dead letters': places.filter((place) => place === 'dead letters').length
			},
			unreachable: this.exported.unreachable
		};
	}

	#isTheirs(found: FoundEvent): boolean {
		return found.isStray === 0 || namesCustomer(cloudEventOf(found), this.#customer);
	}

	async *#events(): AsyncGenerator<string, void, undefined> {
		for await (const page of this.#search.events()) {
			for (const found of page.filter((each) => this.#isTheirs(each))) {
				const event = cloudEventOf(found);
				this.#onDisk.delete(keyOf(event));
				const receivedAt = instant(found.receivedAtMs);
				yield* this.#told('events', { event, receivedAt, ...toneOf(found) });
			}
		}
	}

	*#disks(): Generator<string, void, undefined> {
		for (const { place, ...line } of this.#onDisk.values()) yield* this.#told(place, line);
	}
}
