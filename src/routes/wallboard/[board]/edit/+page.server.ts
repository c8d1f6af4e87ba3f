import { error } from '@sveltejs/kit';
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import { readEditable } from '#lib/server/boards/edit.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals: { principal } }) => {
	const parts = await runtime();
	const { hub, access, config } = parts;
	const editable = await readEditable(parts, params.board, principal);
	const view = editable && (await hub.view(params.board, principal));
	if (!view || principal === null) error(404, 'no such board');
	const scope = await access.scopeOf(principal);
	const [queues, teams, nodes] = await Promise.all([
		hub.queues(scope),
		hub.teams(scope),
		parts.teams.nodes()
	]);
	return {
		board: view.board,
		snapshot: view.snapshot,
		zone: config.timeZone,
		queues: queues.map(({ id, name }) => ({ id, name })),
		teams,
		owners: ownNodes(principal, nodes)
	};
};
