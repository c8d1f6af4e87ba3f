import { error } from '@sveltejs/kit';
import { blueprintOf } from '#lib/domain/scorecard/blueprint.ts';
import { runtime } from '#lib/server/runtime.ts';
import { seenScorecard } from '#lib/server/scorecards/seen-scorecards.ts';
import type { RequestHandler } from './$types';

/** What a file can be called on every system. */
const fileName = (name: string): string =>
	name
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.replace(/[^\w-]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.toLowerCase()
		.slice(0, 60) || 'scorecard';

/** `?version=3`: that version; without it the newest. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const parts = await runtime();
	const scorecard = await seenScorecard(parts, locals.principal, params.scorecard);
	if (!scorecard) error(404, 'no such scorecard');
	const asked = url.searchParams.get('version');
	const found =
		asked === null
			? scorecard.versions.at(-1)
			: scorecard.versions.find(({ version }) => String(version) === asked);
	if (!found) error(404, 'no such version');
	const figures = new Map(
		(await parts.scorecards.figures.definitions.list()).map(({ id, figure }) => [id, figure])
	);
	const blueprint = blueprintOf(found.content, (id) => figures.get(id) ?? null);
	const name = `${fileName(found.content.name)}-v${found.version}.json`;
	return new Response(`${JSON.stringify(blueprint, null, '\t')}\n`, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`
		}
	});
};
