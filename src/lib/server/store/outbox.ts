/** Events the product itself sends to ingest, kept until ingest has them. */
import type { Kysely, Transaction } from 'kysely';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import type { ProductEvent } from '#lib/domain/events/product-event.ts';
import type { StoreSchema } from './schema.ts';

export interface OutboxEntry {
	readonly id: string;
	readonly createdAtMs: number;
	readonly event: ProductEvent;
}

export interface Outbox {
	/** Within the transaction of what it tells of. */
	add(
		transaction: Transaction<StoreSchema>,
		event: ProductEvent,
		createdAtMs: number
	): Promise<void>;
	/** Oldest first; only those of a type when one is given. */
	waiting(limit: number, name?: EventName): Promise<OutboxEntry[]>;
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
		event: ProductEvent,
		createdAtMs: number
	): Promise<void> {
		await transaction
			.insertInto('outbox')
			.values({ id: event.id, created_at_ms: createdAtMs, event: JSON.stringify(event) })
			.execute();
	}

	async waiting(limit: number, name?: EventName): Promise<OutboxEntry[]> {
		let query = this.#database
			.selectFrom('outbox')
			.selectAll()
			.orderBy('created_at_ms')
			.orderBy('id')
			.limit(limit);
		// A quote within the data is written with a backslash: this is the type and nothing else.
		if (name) query = query.where('event', 'like', `%,"type":"${fullTypeOf(name)}",%`);
		const rows = await query.execute();
		return rows.map(({ id, created_at_ms, event }) => ({
			id,
			createdAtMs: created_at_ms,
			// Written by `add` and by nothing else.
			event: JSON.parse(event) as ProductEvent
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
