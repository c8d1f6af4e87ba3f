/** Saving the draft of a form: what is under way and what came of it. */
import type { ActionResult } from '@sveltejs/kit';
import type { FormContent } from '#lib/domain/quality/form.ts';
import type { AnyFault } from './fault-words.ts';
import type { FormDraft } from './form-draft.svelte.ts';

/** What the action answers; both sides of it are ours. */
interface SaveAnswer {
	readonly revision?: number;
	readonly faults?: readonly AnyFault[];
	readonly current?: Theirs;
}

/** What somebody else stored meanwhile. */
interface Theirs {
	readonly revision: number;
	readonly content: FormContent;
}

/** What an action may answer, also nothing. */
type Data = Record<string, unknown> | undefined;
type Result = ActionResult<Data, Data>;

export type SavePhase = 'idle' | 'saving' | 'saved' | 'refused' | 'failed' | 'gone';

export class FormSaving {
	readonly #draft: FormDraft;
	#form: HTMLFormElement | null = null;
	#phase: SavePhase = $state('idle');
	#theirs: Theirs | null = $state.raw(null);
	/** Over which revision it is saved; another one once a person has decided. */
	#over: number | null = null;

	constructor(draft: FormDraft) {
		this.#draft = draft;
	}

	get phase(): SavePhase {
		return this.#phase;
	}

	get theirs(): Theirs | null {
		return this.#theirs;
	}

	/** The form whose action saves. */
	readonly attach = (form: HTMLFormElement): void => {
		this.#form = form;
	};

	save(): void {
		if (this.#draft.isChanged && this.#phase !== 'saving') this.#form?.requestSubmit();
	}

	/** Fills in what is sent; the answer goes to what it returns. */
	begin(formData: FormData): (result: Result) => void {
		const sent = this.#draft.content;
		formData.set('content', JSON.stringify(sent));
		formData.set('revision', String(this.#over ?? this.#draft.revision));
		this.#over = null;
		this.#phase = 'saving';
		return (result) => {
			this.#phase = this.#take(result, sent);
		};
	}

	keepMine(): void {
		this.#over = this.#theirs?.revision ?? null;
		this.#theirs = null;
		this.#form?.requestSubmit();
	}

	takeTheirs(): void {
		if (this.#theirs) this.#draft.takeTheirs(this.#theirs.content, this.#theirs.revision);
		this.#theirs = null;
	}

	dismiss(): void {
		this.#theirs = null;
	}

	#take(result: Result, sent: FormContent): SavePhase {
		if (result.type !== 'success' && result.type !== 'failure') {
			return result.type === 'error' && result.status === 404 ? 'gone' : 'failed';
		}
		const answer = (result.data ?? {}) as SaveAnswer;
		if (answer.revision !== undefined) {
			this.#draft.markSaved(sent, answer.revision);
			return 'saved';
		}
		if (answer.current) {
			this.#theirs = answer.current;
			return 'idle';
		}
		this.#draft.refuse(answer.faults ?? []);
		return 'refused';
	}
}
