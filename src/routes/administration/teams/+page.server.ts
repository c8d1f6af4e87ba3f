import { homeless } from '#lib/server/administration/known-names.ts';
import { readTeamPage } from '#lib/server/administration/team-page.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
	const { nodes, known, choices } = await readTeamPage(await runtime());
	const names = new Map(known.queues.map(({ id, name }) => [id, name]));
	return {
		nodes: choices.teams.map((team, index) => ({
			...team,
			queues: (nodes[index]?.queues ?? []).map((id) => names.get(id) ?? id),
			words: nodes[index]?.words ?? []
		})),
		homeless: homeless(known, nodes),
		isDatabaseAway: known.isDatabaseAway,
		/** Where a change came back from. */
		done: ['created', 'saved', 'removed'].find((word) => word === url.searchParams.get('done')) as
			'created' | 'saved' | 'removed' | undefined
	};
};
