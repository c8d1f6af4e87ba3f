import { readHistory } from '#lib/domain/history/history-url.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { jsonResponse } from '#lib/server/api/problem.ts';
import { answerHistory } from '#lib/server/history/answer-history.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

/** The numbers of a page of history, for that page: the selection is in the address, as in its own. */
export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const asking = await askingOf(parts, event);
	const { ask } = readHistory(event.url.searchParams, {
		zone: parts.config.timeZone,
		nowMs: asking.now(),
		namesAgents: asking.scope.namesAgents
	});
	return jsonResponse(
		await answerHistory(ask, {
			...asking,
			queueDesk: parts.queueDesk,
			onTrouble: (error) => {
				parts.log.error({ err: error }, 'history');
			}
		})
	);
};
