import { openResults } from '#lib/server/quality/results/results-reader.ts';
import { resultsCsv } from '#lib/server/quality/results/results-csv.ts';
import { chooseForm, readTeamResults } from '#lib/server/quality/results/team-results.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const chosen = await chooseForm(await openResults(await runtime(), event));
	const { agents } = await readTeamResults(chosen);
	return resultsCsv(agents, chosen.choices.ask);
};
