import { error } from '@sveltejs/kit';
import { CSV, csvStream, download } from '#lib/server/export/csv.ts';
import { ownDraw } from '#lib/server/quality/sampling/seen-plans.ts';
import { keyRows } from '#lib/server/quality/sampling/verification.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

const HEADER = ['stratum', 'slice', 'id', 'hashed_text', 'key', 'drawn', 'skipped'];
const yesNo = (is: boolean): string => (is ? 'yes' : 'no');

/** Everything somebody needs to draw again without us. */
export const GET: RequestHandler = async ({ locals: { principal }, params }) => {
	const parts = await runtime();
	const found = await ownDraw(parts, principal, params);
	if (!found) error(404, 'no such draw');
	const rows = await keyRows(parts.quality.sampling.draws, found.draw);
	const cells = rows.map(({ stratum, slice, interaction, text, key, isDrawn, isSkipped }) => [
		...[stratum, slice, interaction, text, key],
		...[yesNo(isDrawn), yesNo(isSkipped)]
	]);
	return download(`draw-${found.draw.period}.csv`, CSV, csvStream(HEADER, cells));
};
