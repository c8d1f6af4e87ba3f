import { answerMetrics } from '#lib/server/api/metric-answer.ts';
import { readMetricRequest } from '#lib/server/api/metric-request.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { refuseWithoutToken } from '#lib/server/auth/bearer.ts';
import { DEFAULT_TENANT } from '#lib/server/queries/tenant.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, url }) => {
	const { config, clickhouse, log } = await runtime();
	const refusal = refuseWithoutToken(request, config.apiToken);
	if (refusal) return refusal;
	const read = readMetricRequest(url.searchParams);
	if ('problem' in read) return problemResponse(read.problem);
	try {
		const result = await answerMetrics(read.request, {
			clickhouse,
			tenant: DEFAULT_TENANT,
			now: Date.now,
			signal: request.signal
		});
		return 'problem' in result ? problemResponse(result.problem) : jsonResponse(result.answer);
	} catch (error) {
		return unavailable(error, log);
	}
};
