import { error } from '@sveltejs/kit';
import { isMonth, monthOf } from '#lib/domain/scorecard/month.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { badParameter, jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { runtime } from '#lib/server/runtime.ts';
import {
	readSentValues,
	takeValues,
	valueAnswer
} from '#lib/server/scorecards/figures/api-values.ts';
import { seenFigures, seesValue, sightOf } from '#lib/server/scorecards/figures/seen-figures.ts';
import type { RequestHandler } from './$types';

const NOT_SEEN = badParameter('figure', 'there is no figure of this code or id');
const NO_MONTH = badParameter('from', 'from and to are months such as 2026-10');

/** Every revision of one figure, of the nodes in reach. */
export const GET: RequestHandler = async ({ url, locals: { principal } }) => {
	if (principal === null) error(401);
	const parts = await runtime();
	const sight = await sightOf(parts, principal);
	const asked = url.searchParams.get('figure') ?? '';
	const from = url.searchParams.get('from') ?? '0000-01';
	const to = url.searchParams.get('to') ?? '9999-12';
	if (!isMonth(from) || !isMonth(to)) return problemResponse(NO_MONTH);
	const figures = (await seenFigures(parts, sight)).filter(
		({ id, figure }) => id === asked || figure.code === asked
	);
	const [stored] = figures;
	if (!stored || figures.length > 1) return problemResponse(NOT_SEEN);
	const values = await parts.scorecards.figures.values.of(stored.id);
	return jsonResponse({
		values: values
			.filter((value) => seesValue(value, sight) && value.month >= from && value.month <= to)
			.map((value) => valueAnswer(stored.figure, value))
	});
};

async function readBody(request: Request): Promise<unknown> {
	try {
		return JSON.parse(await request.text());
	} catch {
		return null;
	}
}

/** They wait until somebody else approves them. */
export const POST: RequestHandler = async (event) => {
	const { principal } = event.locals;
	if (principal === null) error(401);
	const parts = await runtime();
	const sent = readSentValues(await readBody(event.request));
	if ('code' in sent) return problemResponse(sent);
	const taken = await takeValues(parts, sent, {
		sight: await sightOf(parts, principal),
		actor: actingIn(event),
		thisMonth: monthOf(Date.now(), parts.config.timeZone)
	});
	return 'problem' in taken ? problemResponse(taken.problem) : jsonResponse(taken);
};
