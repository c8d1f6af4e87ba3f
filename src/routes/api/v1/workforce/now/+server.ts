import { askingOf } from '#lib/server/api/asking.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readOutRequest, writeOut } from '#lib/server/workforce/out-answer.ts';
import { readOutNow } from '#lib/server/workforce/out-now.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const read = readOutRequest(event.url.searchParams);
	if ('problem' in read) return problemResponse(read.problem);
	try {
		return jsonResponse(writeOut(await readOutNow(await askingOf(parts, event), read.teams)));
	} catch (error) {
		return unavailable(error, parts.log);
	}
};
