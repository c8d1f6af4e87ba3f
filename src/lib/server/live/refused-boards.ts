/** Writes down who asked for a board that is not for them: once an hour each, so that a loop does not fill the audit log. */
import { actorOf } from '../audit/actor.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Principal } from '#lib/domain/access/principal.ts';

const AGAIN_AFTER_MS = 3_600_000;
/** Whoever asks under more names than this in an hour is written down under the first of them. */
const MOST_REMEMBERED = 1000;

interface RefusedBoardsOptions {
	readonly audit: Pick<AuditLog, 'record'>;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
}

export class RefusedBoards {
	readonly #options: RefusedBoardsOptions;
	readonly #seen = new Map<string, number>();

	constructor(options: RefusedBoardsOptions) {
		this.#options = options;
	}

	/** Not waited for: the answer must take as long as for a board that does not exist. */
	note(principal: Principal, address: string, boardId: string): void {
		const { audit, now, onError } = this.#options;
		const nowMs = now();
		const key = `${principal.kind} ${principal.id} ${boardId}`;
		for (const [old, atMs] of this.#seen) if (nowMs - atMs > AGAIN_AFTER_MS) this.#seen.delete(old);
		if (this.#seen.has(key) || this.#seen.size >= MOST_REMEMBERED) return;
		this.#seen.set(key, nowMs);
		audit
			.record(actorOf({ principal, address }), {
				action: 'board.refused',
				object: `board:${boardId}`,
				before: null,
				after: null
			})
			.catch(onError);
	}
}
