/** Passwords of people in the store: set with a link, changed by themselves. */
import type { Kysely, Transaction } from 'kysely';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';

export interface NewPassword {
	readonly person: string;
	/** Already hashed: that takes long, and a transaction must not. */
	readonly hash: string;
	/** The session that stays open; all others of the person end. */
	readonly keepSession?: string;
	/** How it came about, for the audit log. */
	readonly via: 'first-administrator' | 'invitation' | 'new-password' | 'account';
}

interface PasswordSources {
	readonly audit: AuditLog;
	readonly now: () => number;
}

/** Links that were sent before no longer work either: whoever read one could change it back. */
export async function setPassword(
	transaction: Transaction<StoreSchema>,
	{ person, hash, keepSession = '', via }: NewPassword,
	actor: Actor,
	{ audit, now }: PasswordSources
): Promise<void> {
	const before = await transaction
		.selectFrom('people')
		.select('password_hash')
		.where('id', '=', person)
		.executeTakeFirstOrThrow();
	await transaction
		.updateTable('people')
		.set({ password_hash: hash, password_changed_at_ms: now() })
		.where('id', '=', person)
		.execute();
	await transaction
		.deleteFrom('sessions')
		.where('person', '=', person)
		.where('id', '!=', keepSession)
		.execute();
	await transaction
		.deleteFrom('one_time_links')
		.where('person', '=', person)
		.where('used_at_ms', 'is', null)
		.execute();
	await audit.append(transaction, actor, {
		action: 'password.changed',
		object: `person:${person}`,
		before: { hasPassword: before.password_hash !== null },
		after: { hasPassword: true, via }
	});
}

export async function readPasswordHash(
	database: Kysely<StoreSchema>,
	person: string
): Promise<string | null> {
	const row = await database
		.selectFrom('people')
		.select('password_hash')
		.where('id', '=', person)
		.where('is_active', '=', 1)
		.where('is_demo', '=', 0)
		.executeTakeFirst();
	return row?.password_hash ?? null;
}
