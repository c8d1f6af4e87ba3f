/** Tokens for programs: shown once, kept as their digest, with the instant of their last use. */
import { randomUUID } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { TokenPrincipal } from '#lib/domain/access/principal.ts';
import { isTokenScope } from '#lib/domain/access/token-scope.ts';
import type { TokenScope } from '#lib/domain/access/token-scope.ts';
import { digest, newToken } from '../digest.ts';
import type { Store } from './database.ts';
import type { ApiTokensTable, StoreSchema } from './schema.ts';

export interface ApiToken {
	readonly id: string;
	readonly name: string;
	/** Its first characters, to tell it from others. */
	readonly hint: string;
	readonly scopes: readonly TokenScope[];
	/** CloudEvents sources it may send; none: any. */
	readonly sources: readonly string[];
	/** The node of the tree of teams that it reads. */
	readonly team: string;
	readonly createdAtMs: number;
	/** Id of a person. */
	readonly createdBy: string;
	/** Null: does not expire. */
	readonly expiresAtMs: number | null;
	readonly revokedAtMs: number | null;
	readonly usedAtMs: number | null;
}

export type NewApiToken = Pick<
	ApiToken,
	'name' | 'scopes' | 'sources' | 'team' | 'expiresAtMs' | 'createdBy'
>;

/** Written within the same transaction, such as the entry in the audit log. */
export type WithToken = (transaction: Transaction<StoreSchema>, record: ApiToken) => Promise<void>;

export interface ApiTokenStore {
	/** The token itself is never seen again. */
	create(wanted: NewApiToken, also?: WithToken): Promise<{ token: string; record: ApiToken }>;
	/** All, also expired and revoked ones, newest first. */
	list(): Promise<ApiToken[]>;
	/** From now on it is refused. Null when there is none, or it was revoked before. */
	revoke(id: string, also?: WithToken): Promise<ApiToken | null>;
	/** The record of a token that may be used now, and is by this. */
	find(token: string): Promise<ApiToken | null>;
	/** All that may be used now, by digest, for whoever looks them up too often to ask each time. */
	usable(): Promise<Map<string, ApiToken>>;
	/** Remembers a use, at most once a minute. Nobody waits for it. */
	touch(id: string): void;
}

export interface ApiTokenOptions {
	readonly now: () => number;
	/** Told when the instant of a use could not be written. */
	readonly onError?: (error: unknown) => void;
}

const PREFIX = 'ata_';
const SHAPE = /^ata_[A-Za-z0-9_-]{43}$/;
/** Six characters of 43: enough to tell tokens apart, too few to help anybody guess. */
const HINT_CHARACTERS = PREFIX.length + 6;
const TOUCH_MS = 60_000;

const Texts = Type.Array(Type.String());

/** Whether a text may be a token at all: what is none need not be looked up. */
export const isApiTokenShaped = (token: string): boolean => SHAPE.test(token);

export const isUsable = (
	{ expiresAtMs, revokedAtMs }: Pick<ApiToken, 'expiresAtMs' | 'revokedAtMs'>,
	nowMs: number
): boolean => revokedAtMs === null && (expiresAtMs === null || expiresAtMs > nowMs);

export const principalOf = ({ id, name, scopes, team }: ApiToken): TokenPrincipal => ({
	kind: 'token',
	id,
	name,
	scopes,
	team
});

/** What cannot be read is null: a damaged token gives no right. */
function parseTexts(text: string): string[] | null {
	try {
		const value: unknown = JSON.parse(text);
		return Value.Check(Texts, value) ? value : null;
	} catch {
		return null;
	}
}

function recordOf(row: Selectable<ApiTokensTable>): ApiToken {
	const sources = parseTexts(row.sources);
	return {
		id: row.id,
		name: row.name,
		hint: row.hint,
		// Sources that cannot be read must not become "any".
		scopes: sources === null ? [] : (parseTexts(row.scopes) ?? []).filter(isTokenScope),
		sources: sources ?? [],
		team: row.team,
		createdAtMs: row.created_at_ms,
		createdBy: row.created_by,
		expiresAtMs: row.expires_at_ms,
		revokedAtMs: row.revoked_at_ms,
		usedAtMs: row.used_at_ms
	};
}

class SqlApiTokenStore implements ApiTokenStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: ApiTokenOptions;
	readonly #touchedAtMs = new Map<string, number>();

	constructor(database: Kysely<StoreSchema>, options: ApiTokenOptions) {
		this.#database = database;
		this.#options = options;
	}

	async create(
		wanted: NewApiToken,
		also?: WithToken
	): Promise<{ token: string; record: ApiToken }> {
		const token = PREFIX + newToken();
		const row = {
			id: randomUUID(),
			name: wanted.name,
			token_hash: digest(token),
			hint: token.slice(0, HINT_CHARACTERS),
			scopes: JSON.stringify([...new Set(wanted.scopes)]),
			sources: JSON.stringify([...new Set(wanted.sources)]),
			team: wanted.team,
			created_at_ms: this.#options.now(),
			created_by: wanted.createdBy,
			expires_at_ms: wanted.expiresAtMs,
			revoked_at_ms: null,
			used_at_ms: null
		};
		const record = recordOf(row);
		await this.#database.transaction().execute(async (transaction) => {
			await transaction.insertInto('api_tokens').values(row).execute();
			await also?.(transaction, record);
		});
		return { token, record };
	}

	async list(): Promise<ApiToken[]> {
		const rows = await this.#database
			.selectFrom('api_tokens')
			.selectAll()
			.orderBy('created_at_ms', 'desc')
			.orderBy('id')
			.execute();
		return rows.map(recordOf);
	}

	revoke(id: string, also?: WithToken): Promise<ApiToken | null> {
		return this.#database.transaction().execute(async (transaction) => {
			const row = await transaction
				.updateTable('api_tokens')
				.set({ revoked_at_ms: this.#options.now() })
				.where('id', '=', id)
				.where('revoked_at_ms', 'is', null)
				.returningAll()
				.executeTakeFirst();
			if (!row) return null;
			const record = recordOf(row);
			await also?.(transaction, record);
			return record;
		});
	}

	async find(token: string): Promise<ApiToken | null> {
		if (!isApiTokenShaped(token)) return null;
		const row = await this.#database
			.selectFrom('api_tokens')
			.selectAll()
			.where('token_hash', '=', digest(token))
			.executeTakeFirst();
		const record = row ? recordOf(row) : null;
		if (record === null || !isUsable(record, this.#options.now())) return null;
		this.touch(record.id);
		return record;
	}

	async usable(): Promise<Map<string, ApiToken>> {
		const nowMs = this.#options.now();
		const rows = await this.#database
			.selectFrom('api_tokens')
			.selectAll()
			.where('revoked_at_ms', 'is', null)
			.where((where) =>
				where.or([where('expires_at_ms', 'is', null), where('expires_at_ms', '>', nowMs)])
			)
			.execute();
		return new Map(rows.map((row) => [row.token_hash, recordOf(row)]));
	}

	touch(id: string): void {
		const nowMs = this.#options.now();
		if (nowMs - (this.#touchedAtMs.get(id) ?? -Infinity) < TOUCH_MS) return;
		this.#touchedAtMs.set(id, nowMs);
		this.#writeUse(id, nowMs).catch((error: unknown) => {
			this.#options.onError?.(error);
		});
	}

	/** Other processes see the token used as well; the newest instant stays. */
	async #writeUse(id: string, nowMs: number): Promise<void> {
		await this.#database
			.updateTable('api_tokens')
			.set({ used_at_ms: nowMs })
			.where('id', '=', id)
			.where((where) =>
				where.or([where('used_at_ms', 'is', null), where('used_at_ms', '<', nowMs - TOUCH_MS)])
			)
			.execute();
	}
}

export const createApiTokenStore = (
	{ database }: Pick<Store, 'database'>,
	options: ApiTokenOptions
): ApiTokenStore => new SqlApiTokenStore(database, options);
