import { queueRow } from '#lib/server/administration/queue-rows.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, depends }) => {
	depends('atalaya:queues');
	const { queueDesk, teams } = await runtime();
	const search = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
	const needle = search.toLocaleLowerCase('es');
	const [{ queues, isDatabaseAway }, nodes, waiting] = await Promise.all([
		queueDesk.list(),
		teams.nodes(),
		queueDesk.waiting()
	]);
	const nowMs = Date.now();
	return {
		search,
		isDatabaseAway,
		waiting,
		teams: teamChoices(nodes),
		queues: queues
			.map((queue) => queueRow(queue, nodes, nowMs))
			.filter(({ queue, name }) => `${name}\n${queue}`.toLocaleLowerCase('es').includes(needle))
	};
};
