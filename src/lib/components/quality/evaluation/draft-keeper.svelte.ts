/** What is being written in an evaluation, saved as one goes; nothing of it is lost when that does not work. */
import type { FilledForm } from '#lib/domain/quality/answers.ts';
import type { ServerDraft } from '#lib/domain/quality/draft-exchange.ts';
import { leftOf, mergeFilled } from '#lib/domain/quality/merge-filled.ts';
import type { SetAside } from '#lib/domain/quality/merge-filled.ts';
import type { Missing } from '#lib/domain/quality/reading.ts';
import { LocalCopy } from './local-draft.ts';
import type { Shelf } from './local-draft.ts';
import { sendDraft } from './send-draft.ts';
import type { Sent } from './send-draft.ts';

/** After the last change. */
export const SAVE_AFTER_MS = 800;
export const RETRY_AFTER_MS = 4000;

export type KeeperState =
	/** Everything is with the server. */
	| { readonly kind: 'saved' }
	| { readonly kind: 'waiting' }
	| { readonly kind: 'saving' }
	/** It is tried again; what was written is kept in the browser. */
	| { readonly kind: 'failed' }
	/** Somebody else saved meanwhile: nothing is sent until it is decided. */
	| { readonly kind: 'conflict'; readonly current: ServerDraft }
	/** Nothing can be saved any more. */
	| { readonly kind: 'submitted' | 'closed' | 'withdrawn' | 'gone' };

export interface KeeperOptions {
	readonly evaluation: string;
	readonly person: string;
	readonly draft: ServerDraft;
	readonly workMs: number;
	readonly heardShare: number | null;
	readonly shelf: Shelf | null;
	readonly ask: typeof fetch;
	/** Calls back later; what it gives back calls it off. */
	readonly later: (afterMs: number, act: () => void) => () => void;
}

const same = (a: FilledForm, b: FilledForm): boolean => JSON.stringify(a) === JSON.stringify(b);
const ENDED = ['submitted', 'closed', 'withdrawn', 'gone'];

export class DraftKeeper {
	readonly #options: KeeperOptions;
	readonly #local: LocalCopy;
	#filled: FilledForm = $state.raw({ answers: {}, moments: [], comment: '' });
	#state: KeeperState = $state.raw({ kind: 'saved' });
	#aside: readonly SetAside[] = $state.raw([]);
	#missing: readonly Missing[] = $state.raw([]);
	#savedAtMs: number | null = $state.raw(null);
	#isRecovered = $state.raw(false);
	#isSubmitting = $state.raw(false);
	#hasSubmitFailed = $state.raw(false);
	/** What the server has, as far as is known. */
	#base: FilledForm;
	#draftRevision: number;
	#workMs: number;
	#heardShare: number | null;
	#callOff: (() => void) | null = null;
	#sending: Promise<void> | null = null;

	constructor(options: KeeperOptions) {
		const { draft, workMs, heardShare, evaluation, person, shelf } = options;
		this.#options = options;
		this.#local = new LocalCopy(shelf, evaluation, person);
		this.#filled = this.#base = draft.filled;
		this.#draftRevision = draft.draftRevision;
		this.#savedAtMs = draft.draftRevision > 1 ? draft.savedAtMs : null;
		[this.#workMs, this.#heardShare] = [workMs, heardShare];
	}

	get filled(): FilledForm {
		return this.#filled;
	}

	set filled(filled: FilledForm) {
		if (this.hasEnded) return;
		this.#filled = filled;
		this.#keep();
		if (this.#state.kind !== 'conflict') this.#wait(SAVE_AFTER_MS);
	}

	get state(): KeeperState {
		return this.#state;
	}

	get hasEnded(): boolean {
		return ENDED.includes(this.#state.kind);
	}

	/** What was not taken when two had written, until it is dismissed. */
	get aside(): readonly SetAside[] {
		return this.#aside;
	}

	/** What keeps it from being submitted, as was last told. */
	get missing(): readonly Missing[] {
		return this.#missing;
	}

	/** Null: nothing has been written yet. */
	get savedAtMs(): number | null {
		return this.#savedAtMs;
	}

	/** What the browser had kept is here again. */
	get isRecovered(): boolean {
		return this.#isRecovered;
	}

	get isSubmitting(): boolean {
		return this.#isSubmitting;
	}

	get hasSubmitFailed(): boolean {
		return this.#hasSubmitFailed;
	}

	addWork(ms: number): void {
		this.#workMs += ms;
	}

	hear(share: number): void {
		this.#heardShare = Math.max(this.#heardShare ?? 0, Math.min(1, share));
	}

	/** Takes up what this browser had kept and the server never got. */
	restore(): void {
		const kept = this.#local.read();
		if (kept === null) return;
		if (same(kept.filled, this.#base)) {
			this.#local.drop();
			return;
		}
		const server = { filled: this.#base, draftRevision: this.#draftRevision };
		this.#filled = kept.filled;
		this.#isRecovered = true;
		if (kept.draftRevision === server.draftRevision) {
			this.#wait(0);
			return;
		}
		this.#base = kept.base;
		const savedAtMs = this.#savedAtMs ?? 0;
		this.#state = { kind: 'conflict', current: { ...server, savedAtMs } };
	}

	/** Now, without waiting; for a page that goes away with `isLeaving`. */
	async save(isLeaving = false): Promise<void> {
		this.#stopWaiting();
		if (this.#sending !== null && !isLeaving) await this.#sending;
		if (this.hasEnded || this.#state.kind === 'conflict' || same(this.#filled, this.#base)) return;
		this.#sending = this.#send(isLeaving).finally(() => {
			this.#sending = null;
		});
		await this.#sending;
	}

	/** True: it is submitted. Else the state, or what is missing, says why not. */
	async submit(): Promise<boolean> {
		if (this.#isSubmitting || this.hasEnded || this.#state.kind === 'conflict') return false;
		this.#isSubmitting = true;
		this.#hasSubmitFailed = false;
		this.#stopWaiting();
		await this.#sending;
		const sent = await this.#ask(this.#filled, 'submission', false);
		this.#isSubmitting = false;
		this.#missing = sent.kind === 'missing' ? sent.missing : [];
		if (sent.kind === 'failed') this.#hasSubmitFailed = true;
		else if (sent.kind !== 'missing') this.#take(this.#filled, sent);
		if (sent.kind === 'failed' || sent.kind === 'missing') void this.save();
		return sent.kind === 'submitted';
	}

	/** What either wrote; where both did, this page's stays. */
	async join(): Promise<void> {
		if (this.#state.kind !== 'conflict') return;
		const { current } = this.#state;
		const { filled, aside } = mergeFilled(this.#base, this.#filled, current.filled);
		await this.#settle(current, filled, aside);
	}

	async takeTheirs(): Promise<void> {
		if (this.#state.kind !== 'conflict') return;
		const { current } = this.#state;
		await this.#settle(current, current.filled, leftOf(this.#filled, current.filled));
	}

	dismissAside(): void {
		this.#aside = [];
	}

	/** Nothing is sent by itself any more. */
	stop(): void {
		this.#stopWaiting();
	}

	async #settle(
		current: ServerDraft,
		filled: FilledForm,
		aside: readonly SetAside[]
	): Promise<void> {
		this.#base = current.filled;
		this.#draftRevision = current.draftRevision;
		this.#savedAtMs = current.savedAtMs;
		this.#filled = filled;
		this.#aside = [...this.#aside, ...aside];
		this.#state = { kind: 'saved' };
		this.#keep();
		await this.save();
	}

	async #send(isLeaving: boolean): Promise<void> {
		const filled = this.#filled;
		this.#state = { kind: 'saving' };
		this.#take(filled, await this.#ask(filled, 'draft', isLeaving));
	}

	#ask(filled: FilledForm, to: 'draft' | 'submission', isLeaving: boolean): Promise<Sent> {
		const draft = {
			...{ filled, draftRevision: this.#draftRevision },
			...{ workMs: Math.round(this.#workMs), heardShare: this.#heardShare }
		};
		const { evaluation, ask } = this.#options;
		return sendDraft(evaluation, { draft, to, isLeaving }, ask);
	}

	#take(filled: FilledForm, sent: Sent): void {
		switch (sent.kind) {
			case 'saved':
				this.#saved({ ...sent, filled });
				break;
			case 'conflict':
				this.#meet(filled, sent.current);
				break;
			case 'failed':
			case 'missing':
				this.#state = { kind: 'failed' };
				this.#waitWith(RETRY_AFTER_MS);
				break;
			case 'submitted':
				this.#local.drop();
				this.#state = { kind: 'submitted' };
				break;
			case 'closed':
			case 'withdrawn':
			case 'gone':
				this.#state = { kind: sent.kind };
				break;
			default:
				sent satisfies never;
		}
	}

	#saved({ filled, draftRevision, savedAtMs }: ServerDraft): void {
		this.#base = filled;
		[this.#draftRevision, this.#savedAtMs] = [draftRevision, savedAtMs];
		this.#state = { kind: 'saved' };
		this.#keep();
		if (!same(this.#filled, filled)) this.#wait(SAVE_AFTER_MS);
	}

	/** An answer may only have been lost on its way: then what is there is what was sent. */
	#meet(filled: FilledForm, current: ServerDraft): void {
		if (same(current.filled, filled)) this.#saved(current);
		else this.#state = { kind: 'conflict', current };
	}

	#keep(): void {
		if (same(this.#filled, this.#base)) this.#local.drop();
		else
			this.#local.keep({
				...{ filled: this.#filled, base: this.#base, draftRevision: this.#draftRevision }
			});
	}

	#wait(afterMs: number): void {
		if (this.#state.kind === 'saved') this.#state = { kind: 'waiting' };
		this.#waitWith(afterMs);
	}

	#waitWith(afterMs: number): void {
		this.#stopWaiting();
		this.#callOff = this.#options.later(afterMs, () => {
			this.#callOff = null;
			void this.save();
		});
	}

	#stopWaiting(): void {
		this.#callOff?.();
		this.#callOff = null;
	}
}
