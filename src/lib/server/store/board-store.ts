/** Where boards are kept; the implementation is behind Kysely (SQLite or PostgreSQL). */
import type { Board, BoardLayout } from '#lib/domain/boards/board.ts';

export type SaveResult =
	| { readonly ok: true; readonly board: Board }
	/** Somebody saved a newer revision meanwhile; `current` is theirs. Null: the board is gone. */
	| { readonly ok: false; readonly reason: 'conflict' | 'gone'; readonly current: Board | null };

export interface BoardStore {
	/** By name. */
	list(): Promise<Board[]>;
	find(id: string): Promise<Board | null>;
	/** The id is made from the name and is unique. */
	create(layout: BoardLayout): Promise<Board>;
	/** Succeeds only when `revision` is the stored one. */
	save(id: string, layout: BoardLayout, revision: number): Promise<SaveResult>;
	/** True when it was there. */
	remove(id: string): Promise<boolean>;
}
