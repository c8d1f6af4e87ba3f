/** Events the product itself sends to ingest, kept until ingest has them. */
import type { Kysely, Transaction } from 'kysely';
import type { QueueEvent } from '#lib/domain/queues/queue-event.ts';
import type { StoreSchema } from './schema.ts';

export interface OutboxEntry {
	readonly id: string;
	readonly createdAtMs: number;
	readonly event: QueueEvent;
}

export interface Outbox {
	/** Within the transaction of what it tells of. */
	add(transaction: Transaction<StoreSchema>, event: QueueEvent, createdAtMs: number): Promise<void>;
	/** Oldest first. */
	waiting(limit: number): Promise<OutboxEntry[]>;
	count(): Promise<number>;
	remove(ids: readonly string[]): Promise<void>;
}

class SqlOutbox implements Outbox {
	readonly #database: Kysely<StoreSchema>;

	constructor(database: Kysely<StoreSchema>) {
		this.#database = database;
	}

	async add(
		transaction: Transaction<StoreSchema>,
		event: QueueEvent,
		createdAtMs: number
	): Promise<void> {
		await transaction
			.insertInto('outbox')
			.values({ id: event.id, created_at_ms: createdAtMs, event: JSON.stringify(event) })
			.execute();
	}

	async waiting(limit: number): Promise<OutboxEntry[]> {
		const rows = await this.#database
			.selectFrom('outbox')
			.selectAll()
			.orderBy('created_at_ms')
			.orderBy('id')
			.limit(limit)
			.execute();
		return rows.map(({ id, created_at_ms, event }) => ({
			id,
			createdAtMs: created_at_ms,
			// Written by `add` and by nothing else.
			event: JSON.parse(event) as QueueEvent
		}));
	}

	async count(): Promise<number> {
		const { n } = await this.#database
			.selectFrom('outbox')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		return n;
	}

	async remove(ids: readonly string[]): Promise<void> {
		if (ids.length === 0) return;
		await this.#database
			.deleteFrom('outbox')
			.where('id', 'in', [...ids])
			.execute();
	}
}

export const createOutbox = (database: Kysely<StoreSchema>): Outbox => new SqlOutbox(database);
