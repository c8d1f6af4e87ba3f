import { error } from '@sveltejs/kit';
import { readScreenOptions } from '#lib/components/wallboard/screen-options.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

async function seenBoards(
	{ boards, access }: Runtime,
	principal: App.Locals['principal']
): Promise<string[]> {
	const ids = await Promise.all(
		(await boards.list()).map(async (board) =>
			(await access.maySee(principal, board)) ? [board.id] : []
		)
	);
	return ids.flat();
}

export const load: PageServerLoad = async ({ params, url, depends, locals: { principal } }) => {
	depends('atalaya:board');
	const parts = await runtime();
	const options = readScreenOptions(url.searchParams);
	const view = await parts.hub.view(params.board, principal);
	// The same for a board that is not there and for one that is not theirs.
	if (!view) error(404, 'no such board');
	const { board, snapshot } = view;
	const all = options.rotateSeconds !== null && options.boards.length === 0;
	return {
		board,
		snapshot,
		mayEdit: await parts.access.mayEdit(principal, board),
		zone: board.zone === '' ? parts.config.timeZone : board.zone,
		options,
		turns: all ? await seenBoards(parts, principal) : options.boards
	};
};
