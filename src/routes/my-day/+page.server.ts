import { error } from '@sveltejs/kit';
import { askingOf } from '#lib/server/api/asking.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { readOwnDay } from '#lib/server/records/own-day.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:my-day');
	const parts = await runtime();
	const zone = parts.config.timeZone;
	const asking = await askingOf(parts, event);
	// Only a scope of one agent: for others "own" would be everybody.
	if (asking.scope.agent === null) return { zone, day: null };
	try {
		return { zone, day: await readOwnDay(asking, zone) };
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'my day');
		return error(503, 'the database does not answer');
	}
};
