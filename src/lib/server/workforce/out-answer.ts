/** Who is out of adherence now, as the API takes the question and gives the answer. */
import type { Static } from '@sinclair/typebox';
import { formatInstant } from '#lib/domain/metrics/interval.ts';
import { badParameter } from '../api/problem.ts';
import type { Problem } from '../api/problem.ts';
import type { OutOfAdherence } from '../api/schemas/workforce.ts';
import type { OutAnswer } from './out-now.ts';

const MOST_TEAMS = 500;

/** Words of teams as events name them; null: all in reach. */
export function readOutRequest(
	query: URLSearchParams
): { teams: readonly string[] | null } | { problem: Problem } {
	const teams = query
		.getAll('team')
		.flatMap((value) => value.split(','))
		.filter((value) => value !== '');
	if (teams.length > MOST_TEAMS)
		return { problem: badParameter('team', `team takes at most ${MOST_TEAMS} names`) };
	return { teams: teams.length === 0 ? null : [...new Set(teams)] };
}

/** The longest out first. */
export const writeOut = ({ asOfMs, out }: OutAnswer): Static<typeof OutOfAdherence> => ({
	asOf: formatInstant(asOfMs, 'UTC'),
	agents: [...out]
		.sort((a, b) => a.sinceMs - b.sinceMs)
		.map(({ agent, planned, stateClass, sinceMs, isSevere }) => ({
			agent,
			planned,
			actual: stateClass,
			since: formatInstant(sinceMs, 'UTC'),
			severe: isSevere
		}))
});
