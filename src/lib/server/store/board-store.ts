/** Where boards are kept; the implementation is behind Kysely (SQLite or PostgreSQL). */
import type { Board, BoardLayout, BoardPlace } from '#lib/domain/boards/board.ts';
import type { Actor } from '../audit/audit-log.ts';

export type SaveResult =
	| { readonly ok: true; readonly board: Board }
	/** Somebody saved a newer revision meanwhile; `current` is theirs. Null: the board is gone. */
	| { readonly ok: false; readonly reason: 'conflict' | 'gone'; readonly current: Board | null };

export interface BoardChange {
	readonly layout: BoardLayout;
	/** The one the change started from. */
	readonly revision: number;
	/** Left out: as it is. */
	readonly place?: BoardPlace;
}

/** Every change is in the audit log, within the same transaction. */
export interface BoardStore {
	/** By name. */
	list(): Promise<Board[]>;
	find(id: string): Promise<Board | null>;
	/** The id is made from the name and is unique. */
	create(layout: BoardLayout, place: BoardPlace, actor: Actor): Promise<Board>;
	/** Succeeds only when `revision` is the stored one. */
	save(id: string, change: BoardChange, actor: Actor): Promise<SaveResult>;
	/** True when it was there. */
	remove(id: string, actor: Actor): Promise<boolean>;
}
