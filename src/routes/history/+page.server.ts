import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { historyChoices, noChoices } from '#lib/server/history/choices.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

/** Reads nothing of the address: it is asked once, however often the selection changes. */
export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const asking = await askingOf(parts, event);
	const zone = parts.config.timeZone;
	try {
		return { zone, choices: await historyChoices(asking) };
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		parts.log.error({ err: error }, 'history');
		return { zone, choices: noChoices(asking.scope) };
	}
};
