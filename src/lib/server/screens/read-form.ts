/** What a form says about a screen, and whether who sends it may give it these boards. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { readScreenDraft } from '#lib/domain/screens/screen-draft.ts';
import type { ReadDraft, ScreenDraft, ScreenFault } from '#lib/domain/screens/screen-draft.ts';
import type { Runtime } from '../runtime.ts';

type Parts = Pick<Runtime, 'boards' | 'access'>;

export interface GivenBoard {
	readonly id: string;
	readonly name: string;
}

/**
 * The boards a person may put on a screen: those the person may change. One that may only be seen shows the person the own
 * part of it, but a screen all of it.
 */
export async function givenBoards(
	{ boards, access }: Parts,
	principal: Principal | null
): Promise<GivenBoard[]> {
	const found = await Promise.all(
		(await boards.list()).map(async (board) =>
			(await access.mayEdit(principal, board)) ? [{ id: board.id, name: board.name }] : []
		)
	);
	return found.flat();
}

export const textOf = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
};

/** As it was sent, to show it again beside what is wrong with it. */
export interface SentScreen {
	readonly name: string;
	readonly boards: readonly string[];
	readonly rotateSeconds: number;
}

export const readSent = (form: FormData): SentScreen => ({
	name: textOf(form, 'name'),
	boards: form.getAll('board').filter((value): value is string => typeof value === 'string'),
	rotateSeconds: Number(textOf(form, 'rotateSeconds') || Number.NaN)
});

export type ReadScreen =
	| { readonly ok: true; readonly draft: ScreenDraft }
	| { readonly ok: false; readonly fault: ScreenFault | 'boards' };

/** `kept`: boards the screen has already, which whoever changes only its name need not be allowed to give. */
export async function checkScreen(
	parts: Parts,
	sent: SentScreen,
	principal: Principal | null,
	kept: readonly string[] = []
): Promise<ReadScreen> {
	const read: ReadDraft = readScreenDraft(sent.name, sent.boards, sent.rotateSeconds);
	if (!read.ok) return read;
	const allowed = new Set(kept);
	for (const { id } of await givenBoards(parts, principal)) allowed.add(id);
	return read.draft.boards.every((id) => allowed.has(id)) ? read : { ok: false, fault: 'boards' };
}
