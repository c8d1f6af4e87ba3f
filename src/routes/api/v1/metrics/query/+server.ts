import { askingOf } from '#lib/server/api/asking.ts';
import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import { readMetricRequest } from '#lib/server/api/metric-request.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const read = readMetricRequest(event.url.searchParams);
	if ('problem' in read) return problemResponse(read.problem);
	try {
		const result = await answerMetrics(read.request, await askingOf(parts, event));
		return 'problem' in result ? problemResponse(result.problem) : jsonResponse(result.answer);
	} catch (error) {
		return unavailable(error, parts.log);
	}
};
