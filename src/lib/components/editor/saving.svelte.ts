/** Saving a draft: what is under way and what came of it. */
import type { Board } from '#lib/domain/boards/board.ts';
import type { LayoutFault } from '#lib/domain/boards/check-layout.ts';
import type { LayoutDraft } from './layout-draft.svelte.ts';
import { saveBoard } from './save-board.ts';

export type SaveState =
	| { readonly kind: 'idle' }
	| { readonly kind: 'saving' }
	| { readonly kind: 'saved' }
	| { readonly kind: 'failed' }
	| { readonly kind: 'gone' }
	| { readonly kind: 'invalid'; readonly faults: readonly LayoutFault[] }
	/** Somebody else was faster; `current` is theirs. */
	| { readonly kind: 'conflict'; readonly current: Board };

export class Saving {
	readonly #draft: LayoutDraft;
	readonly #ask: typeof fetch;
	#state: SaveState = $state.raw({ kind: 'idle' });

	constructor(draft: LayoutDraft, ask: typeof fetch = fetch) {
		this.#draft = draft;
		this.#ask = ask;
	}

	get state(): SaveState {
		return this.#state;
	}

	/** Over the revision the draft began with, or over one that was shown to the person since. */
	async save(over: number = this.#draft.saved.revision): Promise<void> {
		if (this.#state.kind === 'saving') return;
		this.#state = { kind: 'saving' };
		const { layout, place } = this.#draft;
		const asked = { layout, place, revision: over };
		const saved = await saveBoard(this.#draft.saved.id, asked, this.#ask);
		if (saved.kind !== 'saved') {
			this.#state = saved;
			return;
		}
		this.#draft.markSaved(saved.board);
		this.#state = { kind: 'saved' };
	}

	async keepMine(): Promise<void> {
		if (this.#state.kind !== 'conflict') return;
		const { revision } = this.#state.current;
		await this.save(revision);
	}

	takeTheirs(): void {
		if (this.#state.kind !== 'conflict') return;
		this.#draft.takeSaved(this.#state.current);
		this.#state = { kind: 'idle' };
	}

	dismiss(): void {
		this.#state = { kind: 'idle' };
	}
}
