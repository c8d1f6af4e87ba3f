/** A form while a person works on it: what is written, how it came to be, and what is wrong with it. */
import { createContext } from 'svelte';
import { formFaults, sectionsIn, standings } from '#lib/domain/quality/form-faults.ts';
import { formWarnings } from '#lib/domain/quality/form-warnings.ts';
import type { FormContent } from '#lib/domain/quality/form.ts';
import type { FormWords, NewId } from '#lib/domain/quality/new-form.ts';
import type { AnyFault } from './fault-words.ts';

/** Enough to go back over a morning's work. */
const MOST_STEPS = 200;

/** Pages that are not served over TLS have no `randomUUID`. */
const newId: NewId = (kind) => {
	const bytes = crypto.getRandomValues(new Uint8Array(4));
	return `${kind.slice(0, 1)}-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
};

interface Beginning {
	readonly content: FormContent;
	readonly revision: number;
	readonly words: FormWords;
	/** There is something beyond the newest version. */
	readonly hasDraft: boolean;
}

export class FormDraft {
	readonly words: FormWords;
	readonly newId = newId;
	#content: FormContent = $state.raw({} as FormContent);
	#past: readonly FormContent[] = $state.raw([]);
	#future: readonly FormContent[] = $state.raw([]);
	#saved = $state('');
	#revision = $state(0);
	#hasDraft = $state(false);
	#chosen: string | null = $state(null);
	/** What the store refused; gone with the next change. */
	#refused: readonly AnyFault[] = $state.raw([]);
	/** The field the latest step was in: typing on in it is the same step. */
	#lastKind: string | null = null;

	constructor({ content, revision, words, hasDraft }: Beginning) {
		this.words = words;
		this.#content = content;
		this.#saved = JSON.stringify(content);
		this.#revision = revision;
		this.#hasDraft = hasDraft;
	}

	readonly isChanged = $derived.by(() => JSON.stringify(this.#content) !== this.#saved);
	readonly faults: readonly AnyFault[] = $derived.by(() => [
		...this.#refused,
		...formFaults(this.#content)
	]);
	readonly warnings: readonly AnyFault[] = $derived.by(() => formWarnings(this.#content));

	get content(): FormContent {
		return this.#content;
	}

	/** Of what is stored. */
	get revision(): number {
		return this.#revision;
	}

	get hasDraft(): boolean {
		return this.#hasDraft;
	}

	/** Id of a section or question; null: the form itself. */
	get chosen(): string | null {
		return this.pointerOf(this.#chosen) === '' ? null : this.#chosen;
	}

	get canUndo(): boolean {
		return this.#past.length > 0;
	}

	get canRedo(): boolean {
		return this.#future.length > 0;
	}

	/** Where something stands; empty: the form itself. */
	pointerOf(id: string | null): string {
		if (id === null) return '';
		const question = standings(this.#content).find((each) => each.question.id === id);
		const section = sectionsIn(this.#content).find((each) => each.section.id === id);
		return (question ?? section)?.pointer ?? '';
	}

	/** The first of what is wrong at exactly this place. */
	faultAt(pointer: string): AnyFault | undefined {
		return this.faults.find((fault) => fault.pointer === pointer);
	}

	faultsWithin(pointer: string): AnyFault[] {
		return this.faults.filter(
			(fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`)
		);
	}

	choose(id: string | null): void {
		this.#chosen = id;
		this.#lastKind = null;
	}

	change(content: FormContent, kind: string | null = null): void {
		if (content === this.#content) return;
		if (kind === null || kind !== this.#lastKind) {
			this.#past = [...this.#past.slice(1 - MOST_STEPS), this.#content];
		}
		this.#lastKind = kind;
		this.#future = [];
		this.#refused = [];
		this.#content = content;
	}

	undo(): void {
		const before = this.#past.at(-1);
		if (!before) return;
		this.#past = this.#past.slice(0, -1);
		this.#future = [this.#content, ...this.#future];
		this.#content = before;
		this.#lastKind = null;
	}

	redo(): void {
		const [next, ...rest] = this.#future;
		if (!next) return;
		this.#past = [...this.#past, this.#content];
		this.#future = rest;
		this.#content = next;
		this.#lastKind = null;
	}

	/** What was sent is stored now; what was typed since is not. */
	markSaved(sent: FormContent, revision: number): void {
		this.#saved = JSON.stringify(sent);
		this.#revision = revision;
		this.#hasDraft = true;
		this.#refused = [];
	}

	refuse(faults: readonly AnyFault[]): void {
		this.#refused = faults;
	}

	/** What somebody else stored becomes what is written; one step that can be undone. */
	takeTheirs(content: FormContent, revision: number): void {
		this.markSaved(content, revision);
		this.change(content);
	}
}

export const [useFormDraft, provideFormDraft] = createContext<FormDraft>();
