/** Everything in the database that belongs to one customer, for the time of a job. */
import { randomUUID } from 'node:crypto';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { commandOnShards } from '../clickhouse/on-shards.ts';
import type { RowOf } from '../clickhouse/query.ts';
import {
	countFound,
	customerMonths,
	foundContacts,
	foundSubjects,
	isFilled,
	lastNumber,
	storedEvents,
	storedRows,
	tableExists
} from '../queries/customer-events.ts';
import {
	createSpreadTables,
	createWorkTables,
	dropWorkTables,
	fillFound,
	fillRedacted,
	fillWhole,
	findStrays,
	numberFound,
	spreadTables,
	wholeTables,
	workTables
} from '../queries/customer-subjects.ts';
import type { Statement, WorkTables } from '../queries/customer-subjects.ts';

const SUBJECTS_AT_ONCE = 100;

export type FoundEvent = RowOf<ReturnType<typeof storedRows>>;
export type FoundContact = RowOf<ReturnType<typeof foundContacts>>;

export interface SearchOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly jobId: string;
	readonly signal: AbortSignal;
}

export interface SearchHints {
	/** What was redacted under this batch belongs to the customer, and no longer says so. */
	readonly redactedBatch?: string | null;
	/** Contacts that something outside of the database says are the customer's. */
	readonly known?: readonly ErasableSubject[];
}

/** Numbers of subjects by kind: interaction, mention, survey, other, stray. */
export type FoundCounts = Readonly<Record<string, number>>;

export class CustomerSearch {
	readonly tables: WorkTables;
	/** Named so by the texts of mutations. */
	readonly whole: WorkTables;
	readonly #names: WorkTables;
	readonly #options: SearchOptions;

	constructor(options: SearchOptions) {
		this.#options = options;
		this.#names = workTables(options.jobId);
		this.tables = spreadTables(this.#names, options.clickhouse);
		this.whole = wholeTables(this.#names, options.clickhouse);
	}

	/** From the beginning, whatever was found before. */
	async run(
		customer: string,
		{ redactedBatch = null, known = [] }: SearchHints = {}
	): Promise<FoundCounts> {
		const { clickhouse, tenant } = this.#options;
		await this.#onNodes([
			...dropWorkTables(this.#names, clickhouse),
			...createWorkTables(this.#names),
			...createSpreadTables(this.#names, clickhouse)
		]);
		const rows = [
			{ kind: 'customer', subject: customer },
			{ kind: 'quoted customer', subject: JSON.stringify(customer) },
			...known.map(({ kind, id }) => ({ kind, subject: id }))
		];
		const lines = rows.map((row) => JSON.stringify({ ...row, placement_hour: 0 })).join('\n');
		await clickhouse.insert(this.tables.found, lines, { token: randomUUID() });
		if (redactedBatch !== null) {
			const { name, sql } = fillRedacted(this.tables);
			await commandOnShards(clickhouse, name, sql, { tenant, batchId: redactedBatch });
		}
		// Each shard looks through its own rows, and each step sees what the one before has found on all of them.
		for (const { name, sql } of fillFound(this.tables)) {
			this.#options.signal.throwIfAborted();
			await commandOnShards(clickhouse, name, sql, { tenant });
		}
		const number = numberFound(this.tables);
		await clickhouse.command(number.name, number.sql, { tenant });
		const strays = findStrays(this.tables);
		for (const { month } of await clickhouse.query('ingest', customerMonths, {})) {
			this.#options.signal.throwIfAborted();
			await commandOnShards(clickhouse, strays.name, strays.sql, { tenant, month });
		}
		return this.counts();
	}

	async #onNodes(statements: readonly Statement[]): Promise<void> {
		const nodes = await this.#options.clickhouse.nodes();
		for (const { name, sql } of statements) {
			this.#options.signal.throwIfAborted();
			for (const node of nodes) await node.command(name, sql);
		}
	}

	/** What was found, for mutations to read. */
	copyWhole(): Promise<void> {
		return this.#onNodes(fillWhole(this.#names, this.#options.clickhouse));
	}

	async counts(): Promise<FoundCounts> {
		const rows = await this.#options.clickhouse.query('ingest', countFound(this.tables), {});
		return Object.fromEntries(rows.map(({ kind, subjects }) => [kind, subjects]));
	}

	async exists(): Promise<boolean> {
		const params = { name: this.#names.list };
		const [found] = await this.#options.clickhouse.query('ingest', tableExists, params);
		return (found?.tables ?? 0) > 0;
	}

	/** Throws when what was found is gone: what is not listed any more would pass as erased. */
	async verify(): Promise<void> {
		const [found] = await this.#options.clickhouse.query('ingest', isFilled(this.tables), {});
		if (found?.customers !== 1) throw new Error('the tables of the job are gone');
	}

	/** Ranges of numbers, each with few enough subjects to be held in memory. */
	async *#pages(): AsyncGenerator<{ from: number; to: number }, void, undefined> {
		const { clickhouse, signal } = this.#options;
		const [{ last } = { last: 0 }] = await clickhouse.query('ingest', lastNumber(this.tables), {});
		for (let from = 1; from <= last; from += SUBJECTS_AT_ONCE) {
			signal.throwIfAborted();
			yield { from, to: from + SUBJECTS_AT_ONCE };
		}
	}

	async *subjects(): AsyncGenerator<{ kind: string; subject: string }[], void, undefined> {
		const question = foundSubjects(this.tables);
		for await (const page of this.#pages()) {
			yield await this.#options.clickhouse.query('ingest', question, page);
		}
	}

	/** Every stored row, copies that are not merged yet included. */
	async *rows(): AsyncGenerator<FoundEvent[], void, undefined> {
		const { clickhouse, tenant } = this.#options;
		const question = storedRows(this.tables);
		for await (const page of this.#pages()) {
			yield await clickhouse.query('ingest', question, { tenant, ...page });
		}
	}

	/** Every event once. */
	async *events(): AsyncGenerator<FoundEvent[], void, undefined> {
		const { clickhouse, tenant } = this.#options;
		const question = storedEvents(this.tables);
		for await (const page of this.#pages()) {
			yield await clickhouse.query('ingest', question, { tenant, ...page });
		}
	}

	async *contacts(): AsyncGenerator<FoundContact[], void, undefined> {
		const { clickhouse, tenant } = this.#options;
		const question = foundContacts(this.tables);
		for await (const page of this.#pages()) {
			yield await clickhouse.query('ingest', question, { tenant, ...page });
		}
	}

	/** Nothing of it is left on the disk afterwards. */
	async drop(): Promise<void> {
		for (const node of await this.#options.clickhouse.nodes()) {
			for (const { name, sql } of dropWorkTables(this.#names, this.#options.clickhouse))
				await node.command(name, sql);
		}
	}
}
