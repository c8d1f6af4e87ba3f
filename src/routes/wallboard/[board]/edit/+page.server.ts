import { error } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
	const { boards, hub, config } = await runtime();
	const [board, snapshot, queues, teams] = await Promise.all([
		boards.find(params.board),
		hub.snapshot(params.board),
		hub.queues(),
		hub.teams()
	]);
	if (!board || !snapshot) error(404, 'no such board');
	return {
		board,
		snapshot,
		zone: config.timeZone,
		queues: queues.map(({ id, name }) => ({ id, name })),
		teams
	};
};
