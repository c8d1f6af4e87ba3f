/**
 * What can be watched besides boards: `~quality` says when something about evaluations was committed, and nothing else, so
 * that it is the same for all who may watch it and needs no rows of anybody. To the hub it is a board without tiles.
 */
import type { Principal } from '#lib/domain/access/principal.ts';
import { NOTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { QUALITY_TOPIC, TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Tiles } from '#lib/live/protocol.ts';
import type { Access } from '../access/access.ts';
import { meets } from '../access/authorise.ts';
import { TOPICS } from '../access/table.ts';
import type { BoardStore } from '../store/board-store.ts';

interface Sources {
	readonly boards: Pick<BoardStore, 'find'>;
	readonly access: Pick<Access, 'maySee' | 'boardScope'>;
}

/** Boards and topics alike, by id. */
export interface Places {
	find(id: string): Promise<Board | null>;
	maySee(principal: Principal | null, board: Board): Promise<boolean>;
	scopeOf(principal: Principal | null, board: Board): Promise<RowScope>;
}

const QUALITY: Board = {
	id: QUALITY_TOPIC,
	name: '',
	zone: '',
	tiles: [],
	team: COMPANY,
	showsAgents: false,
	revision: 1,
	updatedAtMs: 0
};

export const isTopic = (id: string): boolean => id === QUALITY_TOPIC;

export const openPlaces = ({ boards, access }: Sources): Places => ({
	find: (id) => (isTopic(id) ? Promise.resolve(QUALITY) : boards.find(id)),
	maySee: (principal, board) =>
		isTopic(board.id)
			? Promise.resolve(meets(principal, TOPICS['quality'] ?? []) === 'allowed')
			: access.maySee(principal, board),
	scopeOf: (principal, board) =>
		isTopic(board.id) ? Promise.resolve(NOTHING) : access.boardScope(principal, board)
});

/** How often those are told to look again who cannot be told when. */
const UNTOLD_MS = 10_000;

/** When evaluations were last committed, by the clock of the server. */
export class EvaluationChanges {
	#changedAtMs: number;

	constructor(nowMs: number) {
		this.#changedAtMs = nowMs;
	}

	/** The next instant is another one. */
	note(nowMs: number): void {
		this.#changedAtMs = Math.max(nowMs, this.#changedAtMs + 1);
	}

	/** While nobody tells of commits: true each time it is as good as changed. */
	noteUntold(nowMs: number): boolean {
		const isDue = nowMs - this.#changedAtMs >= UNTOLD_MS;
		if (isDue) this.note(nowMs);
		return isDue;
	}

	get tiles(): Tiles {
		return { [QUALITY_TOPIC]: { [TOTAL_ROW]: { changedAt: this.#changedAtMs } } };
	}
}
