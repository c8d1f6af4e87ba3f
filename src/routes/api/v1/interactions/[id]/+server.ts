import { askingOf } from '#lib/server/api/asking.ts';
import { readInteraction } from '#lib/server/api/read-interaction.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { actorOf } from '#lib/server/audit/actor.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const { principal } = event.locals;
	const actor = actorOf({ principal, address: event.getClientAddress() });
	try {
		const asking = await askingOf(parts, event);
		const answer = await readInteraction(event.params.id, asking, { audit: parts.audit, actor });
		if (answer) return jsonResponse(answer);
	} catch (error) {
		return unavailable(error, parts.log);
	}
	return problemResponse({
		status: 404,
		code: 'not_found',
		title: 'No such interaction',
		detail: 'no event names an interaction of this id'
	});
};
