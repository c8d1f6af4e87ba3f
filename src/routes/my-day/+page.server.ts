import { error } from '@sveltejs/kit';
import { askingOf } from '#lib/server/api/asking.ts';
import { dateIn } from '#lib/domain/workforce/import-clock.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { readOwnDay } from '#lib/server/records/own-day.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readTeamDay } from '#lib/server/workforce/team-day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:my-day');
	const parts = await runtime();
	const zone = parts.config.timeZone;
	const asking = await askingOf(parts, event);
	// Only a scope of one agent: for others "own" would be everybody.
	const { agent } = asking.scope;
	if (agent === null) return { zone, day: null, shift: null };
	const question = { date: dateIn(asking.now(), zone), zone, teams: null, agent, waiting: [] };
	try {
		const [day, shift] = await Promise.all([
			readOwnDay(asking, zone),
			readTeamDay(asking, question)
		]);
		return { zone, day, shift };
	} catch (cause) {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'my day');
		return error(503, 'the database does not answer');
	}
};
