import { problemResponse } from '#lib/server/api/problem.ts';
import type { RequestHandler } from './$types';

/** Programs get a problem, not a page, for an address that does not exist. */
export const fallback: RequestHandler = () =>
	problemResponse({
		status: 404,
		code: 'not_found',
		title: 'No such address',
		detail: '/api/v1/openapi.json has every address of the API'
	});
