/**
 * Who changed what, when and from where. Each entry holds a keyed hash over itself and the hash of the one before, so that
 * an entry that was changed, left out or put in between breaks the chain (verify.ts), also for somebody who can write to
 * the database but does not have the key.
 */
import { createHmac } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { AuditTable, StoreSchema } from '../store/schema.ts';

/** Who did it: a person, a screen, a token, or the product itself. */
export interface Actor {
	readonly kind: 'person' | 'screen' | 'token' | 'system';
	readonly id: string;
	readonly name: string;
	/** Network address; empty for the product itself. */
	readonly address: string;
}

export const SYSTEM: Actor = { kind: 'system', id: 'system', name: '', address: '' };

export interface AuditChange {
	readonly action: AuditAction;
	/** `person:<id>`; the noun alone when there is only one. */
	readonly object: string;
	/** What was; null when there was nothing. Never a secret. */
	readonly before: unknown;
	/** What is now; null when nothing is left. */
	readonly after: unknown;
}

export type AuditRow = Selectable<AuditTable>;

export interface AuditQuery {
	/** Entries with a smaller seq, newest first. */
	readonly before?: number;
	readonly limit: number;
	/** Only of this object, such as `board:sala`. */
	readonly object?: string;
	readonly actor?: string;
	readonly action?: string;
}

export interface AuditLog {
	/** Within the transaction of the change itself: both are there, or neither. */
	append(transaction: Transaction<StoreSchema>, actor: Actor, change: AuditChange): Promise<void>;
	/** For what changes nothing in the store: a sign-in, an export, a refusal. */
	record(actor: Actor, change: AuditChange): Promise<void>;
	list(query: AuditQuery): Promise<AuditRow[]>;
}

interface Head {
	readonly seq: number;
	readonly hash: string;
}

export const HEAD = 'audit_head';
const BEGINNING: Head = { seq: 0, hash: '' };

/** Every field in a fixed order, so that the same entry always has the same text. */
const textOf = (row: Omit<AuditRow, 'hash'>): string =>
	JSON.stringify([
		row.seq,
		row.at_ms,
		row.actor_kind,
		row.actor,
		row.actor_name,
		row.address,
		row.action,
		row.object,
		row.before,
		row.after,
		row.previous_hash
	]);

export const auditHash = (row: Omit<AuditRow, 'hash'>, key: Buffer): string =>
	createHmac('sha256', key).update(textOf(row)).digest('base64url');

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** Takes the lock of the head first: entries of several processes come one after the other. */
async function takeHead(transaction: Transaction<StoreSchema>): Promise<Head> {
	const { value } = await transaction
		.insertInto('meta')
		.values({ name: HEAD, value: JSON.stringify(BEGINNING) })
		.onConflict((conflict) =>
			conflict.column('name').doUpdateSet((excluded) => ({ value: excluded.ref('meta.value') }))
		)
		.returning('value')
		.executeTakeFirstOrThrow();
	return JSON.parse(value) as Head;
}

/**
 * For a change that checks first what it may do: from here to the end of the transaction no other audited change happens,
 * so that what was checked still holds.
 */
export async function takeTurn(transaction: Transaction<StoreSchema>): Promise<void> {
	await takeHead(transaction);
}

class StoredAuditLog implements AuditLog {
	readonly #database: Kysely<StoreSchema>;
	readonly #key: Buffer;
	readonly #now: () => number;

	constructor(database: Kysely<StoreSchema>, key: Buffer, now: () => number) {
		this.#database = database;
		this.#key = key;
		this.#now = now;
	}

	async append(
		transaction: Transaction<StoreSchema>,
		actor: Actor,
		{ action, object, before, after }: AuditChange
	): Promise<void> {
		const head = await takeHead(transaction);
		const entry = {
			seq: head.seq + 1,
			at_ms: this.#now(),
			actor_kind: actor.kind,
			actor: actor.id,
			actor_name: actor.name,
			address: actor.address,
			action,
			object,
			before: asJson(before),
			after: asJson(after),
			previous_hash: head.hash
		};
		const hash = auditHash(entry, this.#key);
		await transaction
			.insertInto('audit')
			.values({ ...entry, hash })
			.execute();
		await transaction
			.updateTable('meta')
			.set({ value: JSON.stringify({ seq: entry.seq, hash } satisfies Head) })
			.where('name', '=', HEAD)
			.execute();
	}

	async record(actor: Actor, change: AuditChange): Promise<void> {
		await this.#database
			.transaction()
			.execute((transaction) => this.append(transaction, actor, change));
	}

	list({ before, limit, object, actor, action }: AuditQuery): Promise<AuditRow[]> {
		let query = this.#database.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
		if (before !== undefined) query = query.where('seq', '<', before);
		if (object !== undefined) query = query.where('object', '=', object);
		if (actor !== undefined) query = query.where('actor', '=', actor);
		if (action !== undefined) query = query.where('action', '=', action);
		return query.execute();
	}
}

export const createAuditLog = (
	database: Kysely<StoreSchema>,
	key: Buffer,
	now: () => number
): AuditLog => new StoredAuditLog(database, key, now);
