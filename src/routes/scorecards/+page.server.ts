import { runtime } from '#lib/server/runtime.ts';
import { seenScorecards } from '#lib/server/scorecards/seen-scorecards.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ depends, locals: { principal } }) => {
	depends('atalaya:scorecards');
	const seen = await seenScorecards(await runtime(), principal);
	return {
		scorecards: seen.flatMap(({ id, teamName, isArchived, versions }) => {
			const newest = versions.at(-1);
			if (!newest) return [];
			const { content, version, validFrom } = newest;
			const { name, description, measures } = content;
			return [
				{
					id,
					name,
					description,
					teamName,
					isArchived,
					version,
					validFrom,
					measures: measures.length
				}
			];
		})
	};
};
