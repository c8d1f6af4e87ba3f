import { answerInteraction } from '#lib/server/api/interaction-answer.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { refuseWithoutToken } from '#lib/server/auth/bearer.ts';
import { DEFAULT_TENANT } from '#lib/server/queries/tenant.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params }) => {
	const { config, clickhouse, log } = await runtime();
	const refusal = refuseWithoutToken(request, config.apiToken);
	if (refusal) return refusal;
	try {
		const answer = await answerInteraction(params.id, { clickhouse, tenant: DEFAULT_TENANT });
		if (answer) return jsonResponse(answer);
	} catch (error) {
		return unavailable(error, log);
	}
	return problemResponse({
		status: 404,
		code: 'not_found',
		title: 'No such interaction',
		detail: 'no event names an interaction of this id'
	});
};
