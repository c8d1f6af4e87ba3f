/** Boards in the operational store. */
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { checkLayout } from '#lib/domain/boards/check-layout.ts';
import type { Board, BoardLayout, BoardPlace } from '#lib/domain/boards/board.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { candidate, slugOf } from './board-id.ts';
import type { BoardChange, BoardStore, SaveResult } from './board-store.ts';
import type { Store } from './database.ts';
import type { BoardsTable, StoreSchema } from './schema.ts';

export interface BoardStoreOptions {
	readonly audit: AuditLog;
	readonly now: () => number;
	/** Told of a stored board that does not fit the schema; it is left out wherever boards are shown. */
	readonly onDamaged?: (id: string, reason: string) => void;
}

const MOST_NAMESAKES = 10_000;
const byName = new Intl.Collator('es', { numeric: true });

const newRow = (
	id: string,
	layout: BoardLayout,
	place: BoardPlace,
	nowMs: number
): Insertable<BoardsTable> => ({
	id,
	layout: JSON.stringify(layout),
	revision: 1,
	updated_at_ms: nowMs,
	team: place.team,
	shows_agents: place.showsAgents ? 1 : 0
});

/** What the audit log keeps of a board. */
const said = ({ name, zone, tiles, team, showsAgents }: Omit<Board, 'id'>): object => ({
	name,
	team,
	showsAgents,
	zone,
	tiles
});

export interface NewBoard {
	readonly layout: BoardLayout;
	readonly place: BoardPlace;
	readonly actor: Actor;
	readonly nowMs: number;
}

/** Inserts under the first free id of the name: the database decides, so two at once get two ids. */
export async function insertBoard(
	transaction: Transaction<StoreSchema>,
	audit: AuditLog,
	{ layout, place, actor, nowMs }: NewBoard
): Promise<Board> {
	const slug = slugOf(layout.name);
	for (let n = 1; n <= MOST_NAMESAKES; n++) {
		const row = newRow(candidate(slug, n), layout, place, nowMs);
		const inserted = await transaction
			.insertInto('boards')
			.values(row)
			.onConflict((conflict) => conflict.column('id').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (!inserted) continue;
		const board = { ...layout, ...place, id: row.id, revision: 1, updatedAtMs: nowMs };
		await audit.append(transaction, actor, {
			action: 'board.created',
			object: `board:${row.id}`,
			before: null,
			after: said(board)
		});
		return board;
	}
	throw new Error('too many boards of the same name');
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

class SqlBoardStore implements BoardStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: BoardStoreOptions;

	constructor(database: Kysely<StoreSchema>, options: BoardStoreOptions) {
		this.#database = database;
		this.#options = options;
	}

	async list(): Promise<Board[]> {
		const rows = await this.#database.selectFrom('boards').selectAll().execute();
		return rows
			.map((row) => this.#board(row))
			.filter((board) => board !== null)
			.sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.id, b.id));
	}

	find(id: string): Promise<Board | null> {
		return this.#find(this.#database, id);
	}

	create(layout: BoardLayout, place: BoardPlace, actor: Actor): Promise<Board> {
		const { audit, now } = this.#options;
		return this.#database
			.transaction()
			.execute((transaction) =>
				insertBoard(transaction, audit, { layout, place, actor, nowMs: now() })
			);
	}

	save(id: string, change: BoardChange, actor: Actor): Promise<SaveResult> {
		const updatedAtMs = this.#options.now();
		const { layout, revision, place } = change;
		return this.#database.transaction().execute(async (transaction): Promise<SaveResult> => {
			const before = await this.#find(transaction, id);
			// One statement decides: of two editors who started from the same revision one changes a row, the other none.
			const { numUpdatedRows } = await transaction
				.updateTable('boards')
				.set({
					layout: JSON.stringify(layout),
					revision: revision + 1,
					updated_at_ms: updatedAtMs,
					...(place ? { team: place.team, shows_agents: place.showsAgents ? 1 : 0 } : {})
				})
				.where('id', '=', id)
				.where('revision', '=', revision)
				.executeTakeFirstOrThrow();
			const board = await this.#find(transaction, id);
			if (numUpdatedRows !== 1n || !board) {
				return { ok: false, reason: board ? 'conflict' : 'gone', current: board };
			}
			await this.#options.audit.append(transaction, actor, {
				action: 'board.changed',
				object: `board:${id}`,
				before: before && said(before),
				after: said(board)
			});
			return { ok: true, board };
		});
	}

	remove(id: string, actor: Actor): Promise<boolean> {
		return this.#database.transaction().execute(async (transaction) => {
			const before = await this.#find(transaction, id);
			const { numDeletedRows } = await transaction
				.deleteFrom('boards')
				.where('id', '=', id)
				.executeTakeFirstOrThrow();
			if (numDeletedRows !== 1n) return false;
			await this.#options.audit.append(transaction, actor, {
				action: 'board.removed',
				object: `board:${id}`,
				before: before && said(before),
				after: null
			});
			return true;
		});
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<Board | null> {
		const row = await database
			.selectFrom('boards')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? this.#board(row) : null;
	}

	#board(row: Selectable<BoardsTable>): Board | null {
		const checked = checkLayout(parseJson(row.layout));
		if (checked.ok) {
			return {
				...checked.layout,
				id: row.id,
				revision: row.revision,
				updatedAtMs: row.updated_at_ms,
				team: row.team,
				showsAgents: row.shows_agents === 1
			};
		}
		const reason = checked.faults
			.map(({ field, code }) => `${field || 'layout'}: ${code}`)
			.join(', ');
		this.#options.onDamaged?.(row.id, reason);
		return null;
	}
}

export const createBoardStore = ({ database }: Store, options: BoardStoreOptions): BoardStore =>
	new SqlBoardStore(database, options);
