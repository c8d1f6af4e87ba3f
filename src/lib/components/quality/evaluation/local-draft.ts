/** What was written and is not saved yet, kept in this browser over a reload, a closed window or a lost connection. */
import type { FilledForm } from '#lib/domain/quality/answers.ts';

export interface LocalDraft {
	readonly filled: FilledForm;
	/** What it was written upon, with its revision. */
	readonly base: FilledForm;
	readonly draftRevision: number;
}

/** The part of the browser's storage that is used. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Of this person only: several may use one browser. */
const keyOf = (evaluation: string, person: string): string =>
	`atalaya.evaluation.${evaluation}.${person}`;

export class LocalCopy {
	readonly #shelf: Shelf | null;
	readonly #key: string;

	/** Without a shelf nothing is kept. */
	constructor(shelf: Shelf | null, evaluation: string, person: string) {
		this.#shelf = shelf;
		this.#key = keyOf(evaluation, person);
	}

	read(): LocalDraft | null {
		try {
			const text = this.#shelf?.getItem(this.#key) ?? null;
			// Written by `keep` below and by nothing else.
			return text === null ? null : (JSON.parse(text) as LocalDraft);
		} catch {
			return null;
		}
	}

	/** False: the browser keeps nothing, because it is full or was told not to. */
	keep(draft: LocalDraft): boolean {
		try {
			this.#shelf?.setItem(this.#key, JSON.stringify(draft));
			return this.#shelf !== null;
		} catch {
			return false;
		}
	}

	drop(): void {
		try {
			this.#shelf?.removeItem(this.#key);
		} catch {
			// Nothing can be kept, so nothing is there.
		}
	}
}
