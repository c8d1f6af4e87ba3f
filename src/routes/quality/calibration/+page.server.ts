import { may } from '#lib/domain/access/principal.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { StandingAgreement } from '#lib/domain/quality/calibration/standing.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { personNames } from '#lib/server/quality/calibration/person-names.ts';
import { seenSessions } from '#lib/server/quality/calibration/session-access.ts';
import { STANDING_DAYS } from '#lib/server/quality/calibration/standing.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

/** Null: not for this person. */
async function standingOf(
	{ access, quality, log }: Runtime,
	principal: Principal | null
): Promise<StandingAgreement | 'unavailable' | null> {
	if (principal === null || !may(principal, 'quality.manage')) return null;
	try {
		const teams = await quality.teamOfAgents();
		return await quality.calibration.standing.of(await access.scopeOf(principal), teams);
	} catch (error) {
		if (!(error instanceof QueryError)) throw error;
		log.error({ err: error }, 'standing agreement');
		return 'unavailable';
	}
}

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const parts = await runtime();
	const [seen, standing, nodes] = await Promise.all([
		seenSessions(parts, principal),
		standingOf(parts, principal),
		parts.teams.nodes()
	]);
	const progress = await parts.quality.calibration.sessions.progress(
		seen.map(({ session }) => session.id)
	);
	const teams = new Set(seen.map(({ session }) => session.team));
	const pairs = standing === null || standing === 'unavailable' ? [] : standing.pairs;
	return {
		sessions: seen.map(({ session }) => {
			const { id, name, team, state, dueAtMs, contacts, evaluators } = session;
			const all = progress.get(id) ?? [];
			return {
				...{ id, name, team, state, dueAtMs },
				contacts: contacts.length,
				evaluators: evaluators.length,
				asked: all.reduce((sum, one) => sum + one.asked, 0),
				done: all.reduce((sum, one) => sum + one.done, 0)
			};
		}),
		teams: teamChoices(nodes).filter(({ id }) => teams.has(id)),
		standing,
		standingDays: STANDING_DAYS,
		people: await personNames(
			parts.people,
			pairs.flatMap(({ evaluators }) => evaluators)
		),
		mayManage: may(principal, 'quality.manage')
	};
};
