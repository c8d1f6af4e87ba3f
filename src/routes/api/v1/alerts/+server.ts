import { alertAnswer } from '#lib/server/alerts/alert-answer.ts';
import { readAskedLog, writePosition } from '#lib/server/alerts/log-query.ts';
import { seeing } from '#lib/server/alerts/seen-rules.ts';
import { badParameter, jsonResponse, problemResponse } from '#lib/server/api/problem.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

const MOST = 200;
const DEFAULT = 50;

function readLimit(text: string | null): number | null {
	if (text === null) return DEFAULT;
	const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
	return limit >= 1 && limit <= MOST ? limit : null;
}

/** Newest first; `next` is the `before` of the next page. */
export const GET: RequestHandler = async ({ url, locals: { principal } }) => {
	const parts = await runtime();
	const limit = readLimit(url.searchParams.get('limit'));
	if (limit === null)
		return problemResponse(badParameter('limit', `limit must be a whole number from 1 to ${MOST}`));
	const asked = readAskedLog(url.searchParams);
	const sees = await seeing(parts, principal);
	const { alerts, next } = await parts.alerts.log.list({ ...asked, limit, sees });
	return jsonResponse({ alerts: alerts.map(alertAnswer), next: next && writePosition(next) });
};
