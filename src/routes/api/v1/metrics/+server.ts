import { METRICS } from '#lib/domain/metrics/catalogue.ts';
import { jsonResponse } from '#lib/server/api/problem.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () =>
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
	});
