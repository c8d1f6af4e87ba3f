/** Boards in the operational store. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import { checkLayout } from '#lib/domain/boards/check-layout.ts';
import type { Board, BoardLayout } from '#lib/domain/boards/board.ts';
import { candidate, slugOf } from './board-id.ts';
import type { BoardStore, SaveResult } from './board-store.ts';
import type { Store } from './database.ts';
import type { BoardsTable, StoreSchema } from './schema.ts';

export interface BoardStoreOptions {
	readonly now: () => number;
	/** Told of a stored board that does not fit the schema; it is left out wherever boards are shown. */
	readonly onDamaged?: (id: string, reason: string) => void;
}

const MOST_NAMESAKES = 10_000;
const byName = new Intl.Collator('es', { numeric: true });

const newRow = (id: string, layout: BoardLayout, nowMs: number): Insertable<BoardsTable> => ({
	id,
	layout: JSON.stringify(layout),
	revision: 1,
	updated_at_ms: nowMs
});

/** Inserts under the first free id of the name: the database decides, so two at once get two ids. */
export async function insertBoard(
	database: Kysely<StoreSchema>,
	layout: BoardLayout,
	nowMs: number
): Promise<Board> {
	const slug = slugOf(layout.name);
	for (let n = 1; n <= MOST_NAMESAKES; n++) {
		const row = newRow(candidate(slug, n), layout, nowMs);
		const inserted = await database
			.insertInto('boards')
			.values(row)
			.onConflict((conflict) => conflict.column('id').doNothing())
			.returning('id')
			.executeTakeFirst();
		if (inserted) return { ...layout, id: row.id, revision: 1, updatedAtMs: nowMs };
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

	async find(id: string): Promise<Board | null> {
		const row = await this.#database
			.selectFrom('boards')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? this.#board(row) : null;
	}

	create(layout: BoardLayout): Promise<Board> {
		return insertBoard(this.#database, layout, this.#options.now());
	}

	async save(id: string, layout: BoardLayout, revision: number): Promise<SaveResult> {
		const updatedAtMs = this.#options.now();
		// One statement decides: of two editors who started from the same revision one changes a row, the other none.
		const { numUpdatedRows } = await this.#database
			.updateTable('boards')
			.set({ layout: JSON.stringify(layout), revision: revision + 1, updated_at_ms: updatedAtMs })
			.where('id', '=', id)
			.where('revision', '=', revision)
			.executeTakeFirstOrThrow();
		if (numUpdatedRows === 1n) {
			return { ok: true, board: { ...layout, id, revision: revision + 1, updatedAtMs } };
		}
		const current = await this.find(id);
		return { ok: false, reason: current ? 'conflict' : 'gone', current };
	}

	async remove(id: string): Promise<boolean> {
		const { numDeletedRows } = await this.#database
			.deleteFrom('boards')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		return numDeletedRows === 1n;
	}

	#board(row: Selectable<BoardsTable>): Board | null {
		const checked = checkLayout(parseJson(row.layout));
		if (checked.ok) {
			return {
				...checked.layout,
				id: row.id,
				revision: row.revision,
				updatedAtMs: row.updated_at_ms
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
