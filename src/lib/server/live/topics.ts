/**
 * What can be watched besides boards: `~quality` says when something about evaluations was committed, `~scorecards` when
 * what scorecards show became another, and nothing else, so that it is the same for all who may watch it and needs no rows of
 * anybody. To the hub each is a board without tiles.
 */
import type { Principal } from '#lib/domain/access/principal.ts';
import { NOTHING } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { COMPANY } from '#lib/domain/access/team.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { QUALITY_TOPIC, SCORECARDS_TOPIC, TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Tiles, TopicName } from '#lib/live/protocol.ts';
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

const topicBoard = (id: string): Board => ({
	id,
	name: '',
	zone: '',
	tiles: [],
	team: COMPANY,
	showsAgents: false,
	revision: 1,
	updatedAtMs: 0
});

/** By id; each with its name in the table of rights. */
const WATCHED: ReadonlyMap<string, { readonly name: TopicName; readonly board: Board }> = new Map([
	[QUALITY_TOPIC, { name: 'quality', board: topicBoard(QUALITY_TOPIC) }],
	[SCORECARDS_TOPIC, { name: 'scorecards', board: topicBoard(SCORECARDS_TOPIC) }]
]);

export const isTopic = (id: string): boolean => WATCHED.has(id);

const maySeeTopic = (principal: Principal | null, id: string): boolean =>
	meets(principal, TOPICS[WATCHED.get(id)?.name ?? ''] ?? []) === 'allowed';

export const openPlaces = ({ boards, access }: Sources): Places => ({
	find: (id) => {
		const topic = WATCHED.get(id);
		return topic ? Promise.resolve(topic.board) : boards.find(id);
	},
	maySee: (principal, board) =>
		isTopic(board.id)
			? Promise.resolve(maySeeTopic(principal, board.id))
			: access.maySee(principal, board),
	scopeOf: (principal, board) =>
		isTopic(board.id) ? Promise.resolve(NOTHING) : access.boardScope(principal, board)
});

/** How often those are told to look again who cannot be told when. */
const UNTOLD_MS = 10_000;

/** When what each topic is about last changed, by the clock of the server. */
export class TopicChanges {
	readonly #changedAtMs: Map<string, number>;

	constructor(nowMs: number) {
		this.#changedAtMs = new Map([...WATCHED.keys()].map((topic) => [topic, nowMs]));
	}

	/** The next instant is another one. */
	note(topic: string, nowMs: number): void {
		this.#changedAtMs.set(topic, Math.max(nowMs, this.#at(topic) + 1));
	}

	/** While nobody tells of commits of evaluations: true each time they are as good as changed. */
	noteUntold(nowMs: number): boolean {
		const isDue = nowMs - this.#at(QUALITY_TOPIC) >= UNTOLD_MS;
		if (isDue) this.note(QUALITY_TOPIC, nowMs);
		return isDue;
	}

	tiles(topic: string): Tiles {
		return { [topic]: { [TOTAL_ROW]: { changedAt: this.#at(topic) } } };
	}

	#at(topic: string): number {
		return this.#changedAtMs.get(topic) ?? 0;
	}
}
