/** Erases one customer from the database. Every step may be repeated; what is counted does not change by it. */
import { createHash, randomUUID } from 'node:crypto';
import type { ClickHouse } from '../clickhouse/client.ts';
import { askShards, commandOnShards } from '../clickhouse/on-shards.ts';
import { cloudEventOf } from '../events/cloud-event.ts';
import {
	ERASED_TABLES,
	deleteOriginals,
	dropHiddenRows,
	emptyLetters,
	emptyStates,
	hiddenRows,
	oldParts,
	openMutations,
	openRebuilds,
	redactedEvents
} from '../queries/customer-erasure.ts';
import type { CustomerSearch, FoundEvent } from './customer-search.ts';
import { isWhole, letterCopies } from './letter-copies.ts';
import { namesCustomer, redactRow } from './redact-row.ts';

export interface EngineErasureOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly jobId: string;
	readonly search: CustomerSearch;
	readonly customer: string;
	/** Waits for the next look at what the database does by itself; rejects when the job is to end. */
	readonly pause: () => Promise<void>;
}

export interface EngineErased {
	readonly events: number;
	readonly interactions: number;
	readonly deadLetters: number;
}

/** Of what rows of the job are: nothing else is ever stored under it. */
export const batchOf = (jobId: string): string => `erasure-${jobId}`;

export class EngineErasure {
	readonly #options: EngineErasureOptions;
	readonly #batchId: string;

	constructor(options: EngineErasureOptions) {
		this.#options = options;
		this.#batchId = batchOf(options.jobId);
	}

	/** What a former run has left under way needs the tables of the job as they are. */
	async settle(): Promise<void> {
		if (await this.#options.search.exists()) await this.#untilChanged();
	}

	/** Of what `search` has found. */
	async run(): Promise<EngineErased> {
		const { clickhouse, tenant, search } = this.#options;
		await this.#untilNoRebuild();
		await search.verify();
		const { interaction = 0 } = await search.counts();
		await this.#insertRedacted();
		const deadLetters = await this.#stageLetters();
		await search.verify();
		const params = { tenant, batchId: this.#batchId };
		await search.copyWhole();
		for (const { name, sql } of [
			deleteOriginals(search.whole),
			emptyStates(search.whole),
			emptyLetters(search.whole)
		]) {
			await commandOnShards(clickhouse, name, sql, params);
		}
		await this.#dropHidden();
		await this.#untilChanged();
		const [redacted] = await clickhouse.query('ingest', redactedEvents(search.tables), params);
		return { events: redacted?.events ?? 0, interactions: interaction, deadLetters };
	}

	async #untilNoRebuild(): Promise<void> {
		const { clickhouse, pause } = this.#options;
		for (;;) {
			const open = await askShards(clickhouse, (shard) => shard.query('ingest', openRebuilds, {}));
			if (open.flat().every(({ rebuilds }) => rebuilds === 0)) return;
			await pause();
		}
	}

	#isToRedact(found: FoundEvent): boolean {
		return found.isStray === 0 || namesCustomer(cloudEventOf(found), this.#options.customer);
	}

	/** Under the key of the original: whoever reads in between gets either, and counts one. */
	async #insertRedacted(): Promise<void> {
		const { clickhouse, search } = this.#options;
		for await (const page of search.rows()) {
			const lines = page
				.filter((found) => this.#isToRedact(found))
				.flatMap((found) => redactRow(found, this.#batchId) ?? [])
				.map((row) => JSON.stringify(row));
			if (lines.length === 0) continue;
			const text = `${lines.join('\n')}\n`;
			const hash = createHash('sha256').update(text).digest('hex');
			await clickhouse.insert('events', text, { token: `${this.#batchId}-${hash}` });
		}
	}

	/** Ingest writes its own again, without the customer. */
	async #stageLetters(): Promise<number> {
		const { clickhouse, search, customer } = this.#options;
		const named = new Map<string, string>();
		for await (const copy of letterCopies(this.#options, search, customer)) {
			if (isWhole(copy)) named.set(copy.hash, copy.letterId);
		}
		const lines = [...named.keys()].map((hash) =>
			JSON.stringify({ kind: 'letter', subject: hash, placement_hour: 0 })
		);
		if (lines.length > 0) {
			await clickhouse.insert(search.tables.found, lines.join('\n'), { token: randomUUID() });
		}
		return new Set(named.values()).size;
	}

	async #dropHidden(): Promise<void> {
		const { clickhouse } = this.#options;
		const tables = [...ERASED_TABLES];
		for (const shard of await clickhouse.shards()) {
			for (const { table } of await shard.query('ingest', hiddenRows, { tables })) {
				const { name, sql } = dropHiddenRows(table);
				await shard.command(name, sql);
			}
		}
	}

	async #untilChanged(): Promise<void> {
		const { clickhouse, search, pause } = this.#options;
		const params = { tables: [...ERASED_TABLES], job: search.whole.list };
		for (;;) {
			const nodes = await clickhouse.nodes();
			const open = await Promise.all(
				nodes.map((node) => node.query('ingest', openMutations, params))
			);
			if (open.flat().every(({ mutations }) => mutations === 0)) return;
			await pause();
		}
	}
}

/** Replaced parts that the database has not removed yet: they hold what was erased. */
export async function readOldParts(clickhouse: ClickHouse): Promise<string[]> {
	const nodes = await clickhouse.nodes();
	const parts = await Promise.all(
		nodes.map(async (node, index) => {
			const rows = await node.query('ingest', oldParts, { tables: [...ERASED_TABLES] });
			// Nodes name their parts alike.
			return rows.map(({ part }) => (nodes.length === 1 ? part : `${index + 1}/${part}`));
		})
	);
	return parts.flat();
}
