/** Opens calibration: the sessions, their comparisons, and silent double scoring with its standing figure. */
import { randomUUID } from 'node:crypto';
import type { QualityParts, QualitySources } from '../../open-quality.ts';
import { createLease } from '../../store/lease.ts';
import { startLeasedLoop } from '../leased-loop.ts';
import type { LoopTimes } from '../leased-loop.ts';
import { readVersion } from '../stored-form.ts';
import { createComparisons } from './comparisons.ts';
import type { Comparisons } from './comparisons.ts';
import { secondScoringTurn } from './second-scoring.ts';
import { createSessions } from './sessions.ts';
import type { SessionDesk } from './sessions.ts';
import { createStanding } from './standing.ts';
import type { Standing } from './standing.ts';

const SECOND_TIMES: LoopTimes = { everyMs: 60_000, leaseMs: 180_000 };

export interface CalibrationParts {
	readonly sessions: SessionDesk;
	readonly comparisons: Comparisons;
	readonly standing: Standing;
	stop(): Promise<void>;
}

export function openCalibration(
	{ store, audit, people, teams, log }: QualitySources,
	{ assignments, teamOfAgents }: Pick<QualityParts, 'assignments' | 'teamOfAgents'>
): CalibrationParts {
	const { database } = store;
	const now = Date.now;
	const forms = {
		published: (form: string, version: number) => readVersion(database, form, version)
	};
	const work = startLeasedLoop({
		lease: createLease(store, 'quality-second-scoring', randomUUID(), now),
		turn: async () => {
			await secondScoringTurn({
				...{ database, assignments, teamOfAgents, now },
				people: () => people.list(),
				nodes: () => teams.nodes()
			});
		},
		times: SECOND_TIMES,
		onError: (error) => {
			log.error({ err: error }, 'silent double scoring');
		}
	});
	return {
		sessions: createSessions(database, { audit, assignments, now }),
		comparisons: createComparisons(database, forms),
		standing: createStanding(database, forms, now),
		stop: () => work.stop()
	};
}
