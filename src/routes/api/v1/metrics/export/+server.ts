import { askingOf } from '#lib/server/api/asking.ts';
import { exportResponse } from '#lib/server/api/metric-export-response.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	try {
		return await exportResponse(event.url.searchParams, await askingOf(parts, event), parts.log);
	} catch (error) {
		return unavailable(error, parts.log);
	}
};
