import { askingOf } from '#lib/server/api/asking.ts';
import { readContactsRequest } from '#lib/server/api/contacts-request.ts';
import { answerContacts } from '#lib/server/api/contacts.ts';
import { jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { unavailable } from '#lib/server/api/unavailable.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const read = readContactsRequest(event.url.searchParams);
	if ('problem' in read) return problemResponse(read.problem);
	try {
		const { now, ...asking } = await askingOf(parts, event);
		const result = await answerContacts(read.request, { ...asking, nowMs: now() });
		return 'problem' in result ? problemResponse(result.problem) : jsonResponse(result.answer);
	} catch (error) {
		return unavailable(error, parts.log);
	}
};
