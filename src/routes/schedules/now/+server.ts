import { error, json } from '@sveltejs/kit';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readDayAddress } from '#lib/server/workforce/day-page.ts';
import { readOutNow } from '#lib/server/workforce/out-now.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const parts = await runtime();
	const { principal } = event.locals;
	if (principal === null) error(401);
	const address = readDayAddress(event.url, principal, await parts.teams.nodes(), {
		zone: parts.config.timeZone,
		nowMs: Date.now()
	});
	if (address.words?.length === 0) return json({ asOfMs: Date.now(), out: [] });
	try {
		const waiting = await parts.scheduleDesk.waitingDecisions();
		return json(await readOutNow(await askingOf(parts, event), address.words, waiting));
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		return error(503, 'the database does not answer');
	}
};
