/** Links that can be used once: for the first administrator, for people who are invited, for those who forgot. */
import type { Kysely, Transaction } from 'kysely';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { digest, newToken } from '../digest.ts';
import type { StoreSchema } from '../store/schema.ts';

export const LINK_PURPOSES = ['first-administrator', 'invitation', 'new-password'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

export interface OneTimeLink {
	readonly purpose: LinkPurpose;
	/** Null: the first administrator, who is nobody yet. */
	readonly person: string | null;
	readonly expiresAtMs: number;
}

export interface OneTimeLinks {
	/**
	 * The token of a new link (`/welcome/<token>`); earlier ones of the person no longer work. Null for somebody who cannot
	 * have one: unknown, inactive, of the demo centre.
	 */
	create(purpose: LinkPurpose, person: string | null, actor: Actor): Promise<string | null>;
	/** Looking at it does not use it. Null when it is unknown, used, replaced or too old. */
	find(token: string): Promise<OneTimeLink | null>;
	/** Of many at once one gets it; it is given back when the transaction is. */
	use(transaction: Transaction<StoreSchema>, token: string): Promise<OneTimeLink | null>;
}

const HOUR_MS = 3_600_000;
const LIFETIME_MS: Readonly<Record<LinkPurpose, number>> = {
	'first-administrator': 24 * HOUR_MS,
	// Somebody may start on Monday.
	invitation: 7 * 24 * HOUR_MS,
	'new-password': 24 * HOUR_MS
};

const isPurpose = (word: string): word is LinkPurpose =>
	(LINK_PURPOSES as readonly string[]).includes(word);

async function mayHaveLink(database: Kysely<StoreSchema>, person: string): Promise<boolean> {
	const row = await database
		.selectFrom('people')
		.select('id')
		.where('id', '=', person)
		.where('is_active', '=', 1)
		.where('is_demo', '=', 0)
		.executeTakeFirst();
	return row !== undefined;
}

class SqlOneTimeLinks implements OneTimeLinks {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(database: Kysely<StoreSchema>, audit: AuditLog, now: () => number) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	create(purpose: LinkPurpose, person: string | null, actor: Actor): Promise<string | null> {
		const token = newToken();
		const nowMs = this.#now();
		const expiresAtMs = nowMs + LIFETIME_MS[purpose];
		return this.#database.transaction().execute(async (transaction) => {
			if ((person === null) !== (purpose === 'first-administrator')) return null;
			if (person !== null && !(await mayHaveLink(transaction, person))) return null;
			await transaction
				.deleteFrom('one_time_links')
				.where((where) =>
					where.or([
						where('person', person === null ? 'is' : '=', person),
						where('expires_at_ms', '<', nowMs),
						where('used_at_ms', 'is not', null)
					])
				)
				.execute();
			await transaction
				.insertInto('one_time_links')
				.values({
					token_hash: digest(token),
					purpose,
					person,
					created_at_ms: nowMs,
					expires_at_ms: expiresAtMs,
					used_at_ms: null
				})
				.execute();
			await this.#audit.append(transaction, actor, {
				action: 'link.created',
				object: person === null ? 'first-administrator' : `person:${person}`,
				before: null,
				after: { purpose, expiresAtMs }
			});
			return token;
		});
	}

	async find(token: string): Promise<OneTimeLink | null> {
		const row = await this.#database
			.selectFrom('one_time_links')
			.select(['purpose', 'person', 'expires_at_ms'])
			.where('token_hash', '=', digest(token))
			.where('used_at_ms', 'is', null)
			.where('expires_at_ms', '>', this.#now())
			.executeTakeFirst();
		return row ? toLink(row) : null;
	}

	async use(transaction: Transaction<StoreSchema>, token: string): Promise<OneTimeLink | null> {
		const nowMs = this.#now();
		const row = await transaction
			.updateTable('one_time_links')
			.set({ used_at_ms: nowMs })
			.where('token_hash', '=', digest(token))
			.where('used_at_ms', 'is', null)
			.where('expires_at_ms', '>', nowMs)
			.returning(['purpose', 'person', 'expires_at_ms'])
			.executeTakeFirst();
		return row ? toLink(row) : null;
	}
}

const toLink = (row: {
	readonly purpose: string;
	readonly person: string | null;
	readonly expires_at_ms: number;
}): OneTimeLink | null =>
	isPurpose(row.purpose)
		? { purpose: row.purpose, person: row.person, expiresAtMs: row.expires_at_ms }
		: null;

export const createOneTimeLinks = (
	database: Kysely<StoreSchema>,
	audit: AuditLog,
	now: () => number
): OneTimeLinks => new SqlOneTimeLinks(database, audit, now);
