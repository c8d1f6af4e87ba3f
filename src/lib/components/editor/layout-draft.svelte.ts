/** A board while a person works on it: the draft of its layout, its history, and whether it differs from what is saved. */
import type { Board, BoardLayout, BoardPlace, Tile } from '#lib/domain/boards/board.ts';

/** Enough to go back over a morning's work; a layout is a few kilobytes. */
const MOST_STEPS = 200;

const layoutOf = ({ name, zone, tiles }: BoardLayout): BoardLayout => ({ name, zone, tiles });
const placeOf = ({ team, showsAgents }: BoardPlace): BoardPlace => ({ team, showsAgents });
const textOf = (layout: BoardLayout, place: BoardPlace): string =>
	JSON.stringify([layoutOf(layout), placeOf(place)]);

export class LayoutDraft {
	#past: readonly BoardLayout[] = $state.raw([]);
	#future: readonly BoardLayout[] = $state.raw([]);
	#layout: BoardLayout = $state.raw({ name: '', zone: '', tiles: [] });
	/** Whose it is: not part of the history, it is not drawn. */
	#place: BoardPlace = $state.raw({ team: '', showsAgents: false });
	#saved: Board = $state.raw({
		id: '',
		revision: 0,
		updatedAtMs: 0,
		name: '',
		zone: '',
		tiles: [],
		team: '',
		showsAgents: false
	});
	/** What the latest step changed; typing into one field is one step. */
	#lastKind: string | null = null;
	#chosenId: string | null = $state.raw(null);

	constructor(saved: Board) {
		this.#saved = saved;
		this.#layout = layoutOf(saved);
		this.#place = placeOf(saved);
		this.#chosenId = saved.tiles[0]?.id ?? null;
	}

	get layout(): BoardLayout {
		return this.#layout;
	}

	get place(): BoardPlace {
		return this.#place;
	}

	get saved(): Board {
		return this.#saved;
	}

	get chosen(): Tile | null {
		return this.#layout.tiles.find(({ id }) => id === this.#chosenId) ?? null;
	}

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	readonly isChanged = $derived.by(
		() => textOf(this.#layout, this.#place) !== textOf(this.#saved, this.#saved)
	);

	choose(id: string | null): void {
		this.#chosenId = id;
		this.#lastKind = null;
	}

	/** `kind` names the field: following changes of the same one are undone together. */
	change(layout: BoardLayout, kind: string | null = null): void {
		if (layout === this.#layout) return;
		if (kind === null || kind !== this.#lastKind) {
			this.#past = [...this.#past.slice(1 - MOST_STEPS), this.#layout];
		}
		this.#lastKind = kind;
		this.#future = [];
		this.#layout = layout;
	}

	move(place: Partial<BoardPlace>): void {
		this.#place = { ...this.#place, ...place };
	}

	undo(): void {
		const before = this.#past.at(-1);
		if (!before) return;
		this.#past = this.#past.slice(0, -1);
		this.#future = [this.#layout, ...this.#future];
		this.#layout = before;
		this.#lastKind = null;
	}

	redo(): void {
		const [next, ...rest] = this.#future;
		if (!next) return;
		this.#past = [...this.#past, this.#layout];
		this.#future = rest;
		this.#layout = next;
		this.#lastKind = null;
	}

	/** What is stored now; the draft stays. */
	markSaved(board: Board): void {
		this.#saved = board;
	}

	/** Drops the draft for what is stored. */
	takeSaved(board: Board): void {
		this.#saved = board;
		this.#place = placeOf(board);
		this.change(layoutOf(board));
	}
}
