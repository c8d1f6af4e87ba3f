/** Saves a layout through the pages' own endpoint; every answer is a value. */
import type { Board, BoardLayout, BoardPlace } from '#lib/domain/boards/board.ts';
import type { LayoutFault } from '#lib/domain/boards/check-layout.ts';

export type Saved =
	| { readonly kind: 'saved'; readonly board: Board }
	| { readonly kind: 'conflict'; readonly current: Board }
	| { readonly kind: 'gone' }
	| { readonly kind: 'invalid'; readonly faults: readonly LayoutFault[] }
	| { readonly kind: 'failed' };

/** What the endpoint answers; both sides of it are ours. */
export interface SaveAnswer {
	readonly board?: Board;
	readonly current?: Board;
	readonly faults?: readonly LayoutFault[];
}

function asSaved(status: number, answer: SaveAnswer): Saved {
	if (status === 200 && answer.board) return { kind: 'saved', board: answer.board };
	if (status === 409 && answer.current) return { kind: 'conflict', current: answer.current };
	if (status === 404) return { kind: 'gone' };
	if (status === 422 && answer.faults) return { kind: 'invalid', faults: answer.faults };
	return { kind: 'failed' };
}

export interface BoardToSave {
	readonly layout: BoardLayout;
	readonly place: BoardPlace;
	/** The one the draft started from. */
	readonly revision: number;
}

export async function saveBoard(
	id: string,
	board: BoardToSave,
	ask: typeof fetch = fetch
): Promise<Saved> {
	try {
		const response = await ask(`/boards/${id}`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(board)
		});
		return asSaved(response.status, (await response.json()) as SaveAnswer);
	} catch {
		return { kind: 'failed' };
	}
}
