import { error } from '@sveltejs/kit';
import { readScreenOptions } from '#lib/components/wallboard/screen-options.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, depends }) => {
	depends('atalaya:board');
	const { boards, hub, config } = await runtime();
	const options = readScreenOptions(url.searchParams);
	const [board, snapshot] = await Promise.all([
		boards.find(params.board),
		hub.snapshot(params.board)
	]);
	if (!board || !snapshot) error(404, 'no such board');
	const all = options.rotateSeconds !== null && options.boards.length === 0;
	return {
		board,
		snapshot,
		zone: board.zone === '' ? config.timeZone : board.zone,
		options,
		turns: all ? (await boards.list()).map(({ id }) => id) : options.boards
	};
};
