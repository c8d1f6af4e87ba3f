import { error } from '@sveltejs/kit';
import { readAgentPage } from '#lib/server/quality/results/agent-page.ts';
import { openResults } from '#lib/server/quality/results/results-reader.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const found = await readAgentPage(await openResults(await runtime(), event), event.params.agent);
	// What is out of reach is answered like what is not there.
	return found ?? error(404);
};
