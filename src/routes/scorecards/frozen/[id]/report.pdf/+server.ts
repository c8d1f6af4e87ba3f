import { error } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import { frozenFile } from '#lib/server/scorecards/report/report-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const file = await frozenFile(await runtime(), event, 'pdf');
	return file ?? error(404, 'no such frozen period');
};
