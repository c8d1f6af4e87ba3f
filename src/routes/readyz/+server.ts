import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

/** Ready: the database answers. */
export const GET: RequestHandler = async () => {
	const { clickhouse } = await runtime();
	try {
		await clickhouse.ping();
		return jsonResponse({ status: 'ready' });
	} catch {
		return problemResponse(
			{
				status: 503,
				code: 'not_ready',
				title: 'Not ready',
				detail: 'the database does not answer'
			},
			{ 'retry-after': '1' }
		);
	}
};
