/**
 * Failed attempts, counted in the store so that all web processes share them. An attempt is counted before it is tried and
 * given back when it succeeds: many at once do not get more tries than one after the other.
 */
import type { Kysely, Transaction } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { FORGOTTEN_MS, remembered, waitMs } from './back-off.ts';
import type { BackOff } from './back-off.ts';

export interface Attempted {
	/** What is counted: `person:…`, `address:…`, `pairing:…`; never a secret or what somebody typed. */
	readonly subject: string;
	readonly backOff: BackOff;
}

/** Attempts that were counted, to give them back. */
export type Counted = readonly { readonly subject: string; readonly blockedUntilMs: number }[];

export type Admission =
	| { readonly ok: true; readonly counted: Counted }
	/** Nothing was tried and nothing counted. */
	| { readonly ok: false; readonly retryAtMs: number };

export interface AttemptStore {
	/** Counts a failure of each, unless one of them has to wait. */
	admit(attempted: readonly Attempted[]): Promise<Admission>;
	/** It was no failure. */
	giveBack(counted: Counted): Promise<void>;
	/** Nothing is held against it any more. */
	forget(subject: string): Promise<void>;
}

const PRUNE_EVERY_MS = 600_000;

class SqlAttemptStore implements AttemptStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #now: () => number;
	#prunedAtMs = 0;

	constructor(database: Kysely<StoreSchema>, now: () => number) {
		this.#database = database;
		this.#now = now;
	}

	async admit(attempted: readonly Attempted[]): Promise<Admission> {
		const nowMs = this.#now();
		await this.#prune(nowMs);
		// Whoever has to wait is told without a write, which a flood of them would otherwise cost.
		const blocked = await blockedUntil(this.#database, attempted, nowMs);
		if (blocked !== null) return { ok: false, retryAtMs: blocked };
		return this.#database
			.transaction()
			.execute((transaction) => count(transaction, attempted, nowMs));
	}

	async giveBack(counted: Counted): Promise<void> {
		for (const { subject, blockedUntilMs } of counted) {
			await this.#database
				.updateTable('failed_attempts')
				.set((column) => ({
					failures: column('failures', '-', 1),
					// Unless somebody else has failed since.
					blocked_until_ms: column
						.case()
						.when('blocked_until_ms', '=', blockedUntilMs)
						.then(0)
						.else(column.ref('blocked_until_ms'))
						.end()
				}))
				.where('subject', '=', subject)
				.where('failures', '>', 0)
				.execute();
		}
	}

	async forget(subject: string): Promise<void> {
		await this.#database.deleteFrom('failed_attempts').where('subject', '=', subject).execute();
	}

	async #prune(nowMs: number): Promise<void> {
		if (nowMs - this.#prunedAtMs < PRUNE_EVERY_MS) return;
		this.#prunedAtMs = nowMs;
		await this.#database
			.deleteFrom('failed_attempts')
			.where('last_at_ms', '<', nowMs - FORGOTTEN_MS)
			.where('blocked_until_ms', '<', nowMs)
			.execute();
	}
}

async function blockedUntil(
	database: Kysely<StoreSchema>,
	attempted: readonly Attempted[],
	nowMs: number
): Promise<number | null> {
	const { latest } = await database
		.selectFrom('failed_attempts')
		.select(({ fn }) => fn.max<number | null>('blocked_until_ms').as('latest'))
		.where(
			'subject',
			'in',
			attempted.map(({ subject }) => subject)
		)
		.where('blocked_until_ms', '>', nowMs)
		.executeTakeFirstOrThrow();
	return latest;
}

async function count(
	transaction: Transaction<StoreSchema>,
	attempted: readonly Attempted[],
	nowMs: number
): Promise<Admission> {
	// Always in the same order: two attempts that share a subject wait for each other, not for ever.
	const ordered = [...attempted].sort((a, b) => (a.subject < b.subject ? -1 : 1));
	const rows = [];
	for (const { subject, backOff } of ordered) {
		const row = await lockRow(transaction, subject, nowMs);
		rows.push({ row, backOff });
	}
	const waiting = rows.map(({ row }) => row.blocked_until_ms).filter((untilMs) => untilMs > nowMs);
	if (waiting.length > 0) return { ok: false, retryAtMs: Math.max(...waiting) };
	const counted = [];
	for (const { row, backOff } of rows) {
		const failures = remembered(row.failures, nowMs - row.last_at_ms, backOff) + 1;
		const blockedUntilMs = nowMs + waitMs(failures, backOff);
		await transaction
			.updateTable('failed_attempts')
			.set({ failures, last_at_ms: nowMs, blocked_until_ms: blockedUntilMs })
			.where('subject', '=', row.subject)
			.execute();
		counted.push({ subject: row.subject, blockedUntilMs });
	}
	return { ok: true, counted };
}

/** Writes the row as it is, or a new one: from then on other transactions wait for this one. */
const lockRow = (transaction: Transaction<StoreSchema>, subject: string, nowMs: number) =>
	transaction
		.insertInto('failed_attempts')
		.values({ subject, failures: 0, last_at_ms: nowMs, blocked_until_ms: 0 })
		.onConflict((conflict) =>
			conflict
				.column('subject')
				.doUpdateSet((excluded) => ({ subject: excluded.ref('excluded.subject') }))
		)
		.returningAll()
		.executeTakeFirstOrThrow();

export const createAttemptStore = (
	database: Kysely<StoreSchema>,
	now: () => number
): AttemptStore => new SqlAttemptStore(database, now);
