/** Boards in the hands of those who may change them: what they see of them, and what they may make of them. */
import type { Principal } from '#lib/domain/access/principal.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { boardFor, keepHidden } from '#lib/domain/boards/board-for.ts';
import type { Board } from '#lib/domain/boards/board.ts';
import { checkLayout } from '#lib/domain/boards/check-layout.ts';
import type { LayoutFault } from '#lib/domain/boards/check-layout.ts';
import type { Actor } from '../audit/audit-log.ts';
import type { Runtime } from '../runtime.ts';
import type { BoardChange } from '../store/board-store.ts';

export interface Editable {
	/** As it is stored. */
	readonly board: Board;
	/** As this person may see it. */
	readonly shown: Board;
	readonly scope: RowScope;
}

/** Null for a board that does not exist, and for one this person may not change: the answer does not tell them apart. */
export async function readEditable(
	{ boards, access }: Pick<Runtime, 'boards' | 'access'>,
	id: string,
	principal: Principal | null
): Promise<Editable | null> {
	const board = await boards.find(id);
	if (!board || !(await access.mayEdit(principal, board))) return null;
	const scope = await access.boardScope(principal, board);
	return { board, shown: boardFor(board, scope), scope };
}

export type Saved =
	| { readonly kind: 'saved'; readonly board: Board }
	| { readonly kind: 'conflict'; readonly current: Board }
	| { readonly kind: 'invalid'; readonly faults: readonly LayoutFault[] }
	| { readonly kind: 'gone' };

interface Editor {
	readonly principal: Principal | null;
	readonly actor: Actor;
}

export async function saveEdited(
	runtime: Pick<Runtime, 'boards' | 'access' | 'hub'>,
	id: string,
	change: BoardChange,
	{ principal, actor }: Editor
): Promise<Saved> {
	const { boards, access, hub } = runtime;
	const found = await readEditable(runtime, id, principal);
	if (!found) return { kind: 'gone' };
	const { place } = change;
	// Only to a team of the own: else a board could be pushed onto the screens of others.
	if (place && !(await access.mayEdit(principal, place)))
		return { kind: 'invalid', faults: [{ field: 'team', code: 'invalid' }] };
	// Again: with what was hidden it may name more queues than a tile holds.
	const checked = checkLayout(keepHidden(change.layout, found.board, found.scope));
	if (!checked.ok) return { kind: 'invalid', faults: checked.faults };
	const saved = await boards.save(id, { ...change, layout: checked.layout }, actor);
	if (saved.ok) {
		hub.boardChanged(id);
		return { kind: 'saved', board: boardFor(saved.board, found.scope) };
	}
	if (!saved.current) return { kind: 'gone' };
	return { kind: 'conflict', current: boardFor(saved.current, found.scope) };
}
