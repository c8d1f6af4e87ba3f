import { askingOf } from '#lib/server/api/asking.ts';
import { readListRequest } from '#lib/server/api/interaction-list-request.ts';
import { answerInteractionList } from '#lib/server/api/interaction-list.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const read = readListRequest(event.url.searchParams, Date.now());
	if ('problem' in read) return problemResponse(read.problem);
	try {
		const { now: _now, ...asking } = await askingOf(parts, event);
		const result = await answerInteractionList(read.request, asking);
		return 'problem' in result ? problemResponse(result.problem) : jsonResponse(result.answer);
	} catch (error) {
		return unavailable(error, parts.log);
	}
};
