/** Notices when something gets worse: marks the place for a while, without blinking, and says so once. */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { isWorse } from '#lib/domain/boards/status.ts';
import type { Status } from '#lib/domain/boards/status.ts';

const MARKED_MS = 5000;

/** A record of the time before, not a signal: the effect must not run for it. */
const asMap = (judged: Judged): ReadonlyMap<string, Status> => new Map(judged);

type Judged = readonly (readonly [id: string, status: Status])[];

/** The worst new state of those that got worse; null when none did. What was not there before cannot get worse. */
export function worsened(before: ReadonlyMap<string, Status>, now: Judged): Status | null {
	let found: Status | null = null;
	for (const [id, status] of now) {
		const old = before.get(id);
		if (old !== undefined && isWorse(status, old) && isWorse(status, found ?? 'none'))
			found = status;
	}
	return found;
}

const wantsStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function crossings(
	judged: () => Judged,
	onWorse: (status: Status) => void
): Attachment<HTMLElement> {
	return (element) => {
		let before = asMap(untrack(judged));
		let timer: ReturnType<typeof setTimeout> | undefined;
		$effect(() => {
			const now = judged();
			const status = worsened(before, now);
			before = asMap(now);
			if (status === null) return;
			onWorse(status);
			if (wantsStillness()) return;
			// One change on and one off, at the crossing only: flashing each number costs four times the processor.
			element.dataset['crossed'] = status;
			clearTimeout(timer);
			timer = setTimeout(() => {
				delete element.dataset['crossed'];
			}, MARKED_MS);
		});
		return () => {
			clearTimeout(timer);
		};
	};
}
