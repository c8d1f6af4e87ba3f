/** Versions of the settings of queues that were made in the product. Producers' own are in ClickHouse alone. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { queueEvent } from '#lib/domain/queues/queue-event.ts';
import { QueueVersion } from '#lib/domain/queues/queue-version.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Outbox } from './outbox.ts';
import type { StoreSchema } from './schema.ts';

const checkVersion = TypeCompiler.Compile(QueueVersion);

export interface SavedVersion {
	readonly queue: string;
	readonly validFromMs: number;
	readonly version: QueueVersion;
	readonly changedAtMs: number;
	/** Id of the person. */
	readonly changedBy: string;
}

export interface VersionChange {
	readonly queue: string;
	readonly validFromMs: number;
	readonly version: QueueVersion;
	/** What held there until now, for the audit log. */
	readonly before: QueueVersion;
}

export interface QueueSettingsStore {
	/** Of one queue, or of all; oldest first. */
	list(queue?: string): Promise<SavedVersion[]>;
	/** Keeps it, tells it to everything else through the outbox, and enters it in the audit log: all or nothing. */
	save(change: VersionChange, actor: Actor): Promise<SavedVersion>;
}

/** Null for a version that a newer product wrote and this one does not understand. */
function parse(text: string): QueueVersion | null {
	const value: unknown = JSON.parse(text);
	return checkVersion.Check(value) ? value : null;
}

class SqlQueueSettingsStore implements QueueSettingsStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #outbox: Outbox;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(
		database: Kysely<StoreSchema>,
		{ outbox, audit, now }: { outbox: Outbox; audit: AuditLog; now: () => number }
	) {
		this.#database = database;
		this.#outbox = outbox;
		this.#audit = audit;
		this.#now = now;
	}

	async list(queue?: string): Promise<SavedVersion[]> {
		let query = this.#database
			.selectFrom('queue_settings')
			.selectAll()
			.orderBy('queue')
			.orderBy('valid_from_ms');
		if (queue !== undefined) query = query.where('queue', '=', queue);
		const rows = await query.execute();
		return rows.flatMap((row) => {
			const version = parse(row.settings);
			return version === null
				? []
				: {
						queue: row.queue,
						validFromMs: row.valid_from_ms,
						version,
						changedAtMs: row.changed_at_ms,
						changedBy: row.changed_by
					};
		});
	}

	save(change: VersionChange, actor: Actor): Promise<SavedVersion> {
		const { queue, validFromMs, version, before } = change;
		return this.#database.transaction().execute(async (transaction) => {
			const changedAtMs = await this.#write(transaction, change, actor);
			await this.#outbox.add(
				transaction,
				queueEvent({ eventId: randomUUID(), queue, validFromMs, changedAtMs, version }),
				changedAtMs
			);
			await this.#audit.append(transaction, actor, {
				action: 'queue.changed',
				object: `queue:${queue}`,
				before: { ...before, validFromMs },
				after: { ...version, validFromMs }
			});
			return { queue, validFromMs, version, changedAtMs, changedBy: actor.id };
		});
	}

	/** Later than the change before it, also when both come in one millisecond: the later one holds everywhere. */
	async #write(
		transaction: Transaction<StoreSchema>,
		{ queue, validFromMs, version }: VersionChange,
		actor: Actor
	): Promise<number> {
		const settings = JSON.stringify(version);
		const nowMs = this.#now();
		const { changed_at_ms } = await transaction
			.insertInto('queue_settings')
			.values({
				queue,
				valid_from_ms: validFromMs,
				settings,
				changed_at_ms: nowMs,
				changed_by: actor.id
			})
			.onConflict((conflict) =>
				conflict.columns(['queue', 'valid_from_ms']).doUpdateSet((is) => ({
					settings,
					changed_by: actor.id,
					changed_at_ms: is
						.case()
						.when(is.ref('queue_settings.changed_at_ms'), '>=', nowMs)
						.then(is('queue_settings.changed_at_ms', '+', 1))
						.else(nowMs)
						.end()
				}))
			)
			.returning('changed_at_ms')
			.executeTakeFirstOrThrow();
		return changed_at_ms;
	}
}

export const createQueueSettingsStore = (
	database: Kysely<StoreSchema>,
	parts: { outbox: Outbox; audit: AuditLog; now: () => number }
): QueueSettingsStore => new SqlQueueSettingsStore(database, parts);
