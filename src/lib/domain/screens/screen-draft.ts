/** What a person decides about a screen: its name, its boards, and how long each is shown. */

export const MAX_SCREEN_NAME = 80;
export const MAX_SCREEN_BOARDS = 20;
/** Shorter turns cannot be read; longer ones hide that there is more to see. */
export const MIN_ROTATE_SECONDS = 10;
export const MAX_ROTATE_SECONDS = 600;
export const USUAL_ROTATE_SECONDS = 30;

export interface ScreenDraft {
	readonly name: string;
	/** In the order they are shown. */
	readonly boards: readonly string[];
	/** 0 for a single board. */
	readonly rotateSeconds: number;
}

export const SCREEN_FAULTS = ['name', 'no-boards', 'too-many-boards', 'rotate'] as const;
export type ScreenFault = (typeof SCREEN_FAULTS)[number];

export type ReadDraft =
	| { readonly ok: true; readonly draft: ScreenDraft }
	| { readonly ok: false; readonly fault: ScreenFault };

/** Without control characters, and of a length that fits on the screen. */
function readName(text: string): string | null {
	const name = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
	return name === '' || name.length > MAX_SCREEN_NAME ? null : name;
}

/** The seconds matter only when there is something to turn to. */
export function readScreenDraft(
	name: string,
	boards: readonly string[],
	rotateSeconds: number
): ReadDraft {
	const read = readName(name);
	if (read === null) return { ok: false, fault: 'name' };
	const chosen = [...new Set(boards)];
	if (chosen.length === 0) return { ok: false, fault: 'no-boards' };
	if (chosen.length > MAX_SCREEN_BOARDS) return { ok: false, fault: 'too-many-boards' };
	if (chosen.length === 1)
		return { ok: true, draft: { name: read, boards: chosen, rotateSeconds: 0 } };
	const isInRange =
		Number.isInteger(rotateSeconds) &&
		rotateSeconds >= MIN_ROTATE_SECONDS &&
		rotateSeconds <= MAX_ROTATE_SECONDS;
	if (!isInRange) return { ok: false, fault: 'rotate' };
	return { ok: true, draft: { name: read, boards: chosen, rotateSeconds } };
}
