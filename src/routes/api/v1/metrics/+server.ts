import { METRICS } from '#lib/domain/metrics/catalogue.ts';
import { jsonResponse } from '#lib/server/api/problem.ts';
import { refuseWithoutToken } from '#lib/server/auth/bearer.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request }) => {
	const { config } = await runtime();
	return (
		refuseWithoutToken(request, config.apiToken) ??
		jsonResponse({
			metrics: METRICS.map(({ id, name, unit, direction, formulaText, dimensions, bookedAt }) => ({
				id,
				name,
				unit,
				direction,
				formula: formulaText,
				dimensions,
				bookedAt
			}))
		})
	);
};
