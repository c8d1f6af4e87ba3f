import { askingOf } from '#lib/server/api/asking.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { answerOutlook } from '#lib/server/outlook/answer-outlook.ts';
import { readOutlookRequest, writeOutlook } from '#lib/server/outlook/outlook-request.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const read = readOutlookRequest(event.url.searchParams);
	if ('problem' in read) return problemResponse(read.problem);
	try {
		const answer = await answerOutlook(read.request, await askingOf(parts, event));
		return jsonResponse(writeOutlook(read.request, answer));
	} catch (error) {
		return unavailable(error, parts.log);
	}
};
