/** What the page of an evaluation and its server say to each other. */
import type { FilledForm } from './answers.ts';
import type { Missing } from './reading.ts';

/** A draft as the server has it. */
export interface ServerDraft {
	readonly filled: FilledForm;
	readonly draftRevision: number;
	readonly savedAtMs: number;
}

export type SaveAnswer =
	| { readonly kind: 'saved'; readonly draftRevision: number; readonly savedAtMs: number }
	| { readonly kind: 'submitted' }
	/** Somebody else, or another page, saved meanwhile. */
	| { readonly kind: 'conflict'; readonly current: ServerDraft }
	| { readonly kind: 'missing'; readonly missing: readonly Missing[] }
	/** It is submitted already; it was taken back; it is not there, or not for this person. */
	| { readonly kind: 'closed' | 'withdrawn' | 'gone' };

/** Somebody else has the evaluation open, or another page of the same person. */
export interface PresentPerson {
	readonly person: string;
	readonly name: string;
	readonly sinceMs: number;
	readonly isSelf: boolean;
}
