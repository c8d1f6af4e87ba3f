/** Paired screens in the operational store: who they are, what they show, and the token that says so. */
import type { Kysely, Selectable, Transaction } from 'kysely';
import { Value } from '@sinclair/typebox/value';
import type { ScreenPrincipal } from '#lib/domain/access/principal.ts';
import { ScreenReport } from '#lib/domain/screens/paint-report.ts';
import type { ScreenDraft } from '#lib/domain/screens/screen-draft.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { digest } from '../digest.ts';
import {
	EXPIRES_AFTER_MS,
	KEEP_PREVIOUS_MS,
	REISSUE_AFTER_MS,
	RENEW_AFTER_MS,
	SUSPECT_AFTER_MS,
	newScreenToken,
	screenOfToken
} from '../screens/screen-token.ts';
import type { ScreensTable, StoreSchema } from './schema.ts';

export interface Screen extends ScreenDraft {
	readonly id: string;
	/** Rises with each change of it. */
	readonly revision: number;
	readonly pairedAtMs: number;
	/** Id of a person. */
	readonly pairedBy: string;
	readonly tokenExpiresAtMs: number;
	readonly seenAtMs: number | null;
	readonly seenAddress: string | null;
	/** The newest that was written down, at most a minute late. */
	readonly report: ScreenReport | null;
}

export interface ScreenStore {
	/** Those that were not revoked, by name. */
	list(): Promise<Screen[]>;
	/** Null when it is unknown or revoked. */
	screen(id: string): Promise<Screen | null>;
	/**
	 * Whose token it is; null when it is unknown, expired or revoked. One that was replaced is refused and written to the
	 * audit log with the address it came from.
	 */
	find(token: string, address?: string): Promise<ScreenPrincipal | null>;
	/** A new token when this one is due; the old one goes on until the new one is used. */
	renew(token: string): Promise<string | null>;
	/** False when it is unknown or revoked. */
	change(id: string, draft: ScreenDraft, actor: Actor): Promise<boolean>;
	revoke(id: string, actor: Actor): Promise<boolean>;
	/** That it was here, and from where; written at most once a minute. */
	seen(id: string, address: string): Promise<void>;
	saveReport(id: string, report: ScreenReport): Promise<void>;
}

type Row = Selectable<ScreensTable>;

const TOUCH_MS = 60_000;
/** A copied token that is tried again and again is one entry an hour. */
const SUSPECT_EVERY_MS = 3_600_000;
const byName = new Intl.Collator('es', { numeric: true });

function parseJson(text: string | null): unknown {
	try {
		return text === null ? null : JSON.parse(text);
	} catch {
		return null;
	}
}

const boardsOf = (text: string): string[] => {
	const parsed = parseJson(text);
	return Array.isArray(parsed) ? parsed.filter((id): id is string => typeof id === 'string') : [];
};

function reportOf(text: string | null): ScreenReport | null {
	const parsed = parseJson(text);
	return Value.Check(ScreenReport, parsed) ? parsed : null;
}

const toScreen = (row: Row): Screen => ({
	id: row.id,
	name: row.name,
	boards: boardsOf(row.boards),
	rotateSeconds: row.rotate_seconds,
	revision: row.revision,
	pairedAtMs: row.paired_at_ms,
	pairedBy: row.paired_by,
	tokenExpiresAtMs: row.token_expires_at_ms,
	seenAtMs: row.seen_at_ms,
	seenAddress: row.seen_address,
	report: reportOf(row.report)
});

const toPrincipal = ({ id, name, boards }: Row): ScreenPrincipal => ({
	kind: 'screen',
	id,
	name,
	boards: boardsOf(boards)
});

/** What the audit log keeps of a screen. */
export const saidOfScreen = ({ name, boards, rotateSeconds }: ScreenDraft): ScreenDraft => ({
	name,
	boards,
	rotateSeconds
});

const unrevoked = (database: Kysely<StoreSchema>, id: string): Promise<Row | undefined> =>
	database
		.selectFrom('screens')
		.selectAll()
		.where('id', '=', id)
		.where('revoked_at_ms', 'is', null)
		.executeTakeFirst();

class SqlScreenStore implements ScreenStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #now: () => number;
	readonly #suspectedAtMs = new Map<string, number>();

	constructor(database: Kysely<StoreSchema>, audit: AuditLog, now: () => number) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	async list(): Promise<Screen[]> {
		const rows = await this.#database
			.selectFrom('screens')
			.selectAll()
			.where('revoked_at_ms', 'is', null)
			.execute();
		return rows
			.map(toScreen)
			.sort((a, b) => byName.compare(a.name, b.name) || a.id.localeCompare(b.id));
	}

	async screen(id: string): Promise<Screen | null> {
		const row = await unrevoked(this.#database, id);
		return row ? toScreen(row) : null;
	}

	async find(token: string, address = ''): Promise<ScreenPrincipal | null> {
		const row = await this.#rowOf(token);
		if (!row) return null;
		const hash = digest(token);
		if (!isEither(row, hash)) {
			await this.#suspect(row, address);
			return null;
		}
		if (row.token_expires_at_ms <= this.#now()) return null;
		if (row.token_hash === hash) await this.#retirePrevious(row);
		return toPrincipal(row);
	}

	async renew(token: string): Promise<string | null> {
		const row = await this.#rowOf(token);
		const hash = digest(token);
		const nowMs = this.#now();
		if (!row || !isEither(row, hash) || row.token_expires_at_ms <= nowMs) return null;
		const dueMs = row.token_hash === hash ? RENEW_AFTER_MS : REISSUE_AFTER_MS;
		if (nowMs - row.token_issued_at_ms < dueMs) return null;
		const renewed = newScreenToken(row.id);
		const { numUpdatedRows } = await this.#database
			.updateTable('screens')
			.set({
				token_hash: digest(renewed),
				previous_token_hash: hash,
				token_issued_at_ms: nowMs,
				token_expires_at_ms: nowMs + EXPIRES_AFTER_MS
			})
			.where('id', '=', row.id)
			// Of two requests at once one renews; a token that nobody was given would lock the screen out.
			.where('token_hash', '=', row.token_hash)
			.executeTakeFirstOrThrow();
		return numUpdatedRows === 1n ? renewed : null;
	}

	change(id: string, draft: ScreenDraft, actor: Actor): Promise<boolean> {
		return this.#write(id, async (transaction, row) => {
			const { name, boards, rotateSeconds } = draft;
			await transaction
				.updateTable('screens')
				.set({
					name,
					boards: JSON.stringify(boards),
					rotate_seconds: rotateSeconds,
					revision: row.revision + 1
				})
				.where('id', '=', id)
				.execute();
			await this.#audit.append(transaction, actor, {
				action: 'screen.changed',
				object: `screen:${id}`,
				before: saidOfScreen(toScreen(row)),
				after: saidOfScreen(draft)
			});
		});
	}

	revoke(id: string, actor: Actor): Promise<boolean> {
		return this.#write(id, async (transaction, row) => {
			await transaction
				.updateTable('screens')
				.set({ revoked_at_ms: this.#now(), revision: row.revision + 1 })
				.where('id', '=', id)
				.execute();
			await this.#audit.append(transaction, actor, {
				action: 'screen.revoked',
				object: `screen:${id}`,
				before: saidOfScreen(toScreen(row)),
				after: null
			});
		});
	}

	async seen(id: string, address: string): Promise<void> {
		const nowMs = this.#now();
		await this.#database
			.updateTable('screens')
			.set({ seen_at_ms: nowMs, seen_address: address })
			.where('id', '=', id)
			.where((where) =>
				where.or([
					where('seen_at_ms', 'is', null),
					where('seen_at_ms', '<=', nowMs - TOUCH_MS),
					where('seen_address', '!=', address)
				])
			)
			.execute();
	}

	async saveReport(id: string, report: ScreenReport): Promise<void> {
		await this.#database
			.updateTable('screens')
			.set({ report: JSON.stringify(report) })
			.where('id', '=', id)
			.execute();
	}

	async #rowOf(token: string): Promise<Row | undefined> {
		const id = screenOfToken(token);
		return id === null ? undefined : unrevoked(this.#database, id);
	}

	/** The screen has shown that it has the new token. */
	async #retirePrevious(row: Row): Promise<void> {
		const isOverlapping = this.#now() - row.token_issued_at_ms < KEEP_PREVIOUS_MS;
		if (row.previous_token_hash === null || isOverlapping) return;
		await this.#database
			.updateTable('screens')
			.set({ previous_token_hash: null })
			.where('id', '=', row.id)
			.where('token_hash', '=', row.token_hash)
			.execute();
	}

	async #suspect({ id, name, token_issued_at_ms }: Row, address: string): Promise<void> {
		const nowMs = this.#now();
		const before = this.#suspectedAtMs.get(id) ?? Number.NEGATIVE_INFINITY;
		if (nowMs - token_issued_at_ms < SUSPECT_AFTER_MS) return;
		if (nowMs - before < SUSPECT_EVERY_MS) return;
		this.#suspectedAtMs.set(id, nowMs);
		await this.#audit.record(
			{ kind: 'screen', id, name, address },
			{ action: OLD_TOKEN_USED, object: `screen:${id}`, before: null, after: null }
		);
	}

	#write(
		id: string,
		act: (transaction: Transaction<StoreSchema>, row: Row) => Promise<void>
	): Promise<boolean> {
		return this.#database.transaction().execute(async (transaction) => {
			const row = await unrevoked(transaction, id);
			if (!row) return false;
			await act(transaction, row);
			return true;
		});
	}
}

/** In the audit log: a token of the screen that had been replaced was used, so somebody has a copy. */
export const OLD_TOKEN_USED = 'screen.old-token-used';

const isEither = (row: Row, hash: string): boolean =>
	row.token_hash === hash || row.previous_token_hash === hash;

export const createScreenStore = (
	database: Kysely<StoreSchema>,
	audit: AuditLog,
	now: () => number
): ScreenStore => new SqlScreenStore(database, audit, now);
