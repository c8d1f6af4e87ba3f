/** Opens what is made of scorecards: frozen periods, and reports that are sent by themselves. */
import { randomUUID } from 'node:crypto';
import { createMailer } from '../../alerts/email.ts';
import type { ScorecardSources } from '../../open-scorecards.ts';
import { startLeasedLoop } from '../../quality/leased-loop.ts';
import type { LoopTimes } from '../../quality/leased-loop.ts';
import { createLease } from '../../store/lease.ts';
import { createFrozenStore } from '../frozen/frozen-store.ts';
import type { FrozenStore } from '../frozen/frozen-store.ts';
import { scorecardPage } from '../scorecard-page.ts';
import type { PageParts } from '../scorecard-page.ts';
import { ReportTurn } from './report-turn.ts';
import { createScheduleStore } from './schedule-store.ts';
import type { ScheduleStore } from './schedule-store.ts';

export interface ReportParts {
	readonly frozen: FrozenStore;
	readonly schedules: ScheduleStore;
	readonly stop: () => Promise<void>;
}

const TIMES: LoopTimes = { everyMs: 5000, leaseMs: 120_000 };
/** Nobody waits in front of it. */
const PATIENCE_MS = 60_000;

export function openReports(
	{ config, store, audit, people, teams, log }: ScorecardSources,
	scorecards: PageParts['scorecards'],
	times: LoopTimes = TIMES
): ReportParts {
	const { database } = store;
	const now = Date.now;
	const zone = config.timeZone;
	const onError = (error: unknown): void => {
		log.error({ err: error }, 'scorecards: a report could not be sent');
	};
	const frozen = createFrozenStore(database, { audit, now });
	const schedules = createScheduleStore(database, { audit, zone, now });
	const mailer = config.smtp && createMailer(config.smtp);
	const turn = new ReportTurn({
		...{ database, frozen, owners: people, mailer, zone, now, onError },
		origin: config.origin,
		page: (principal, { scorecard, team, schedule, month }) => {
			const { range, comparison, language } = schedule;
			return scorecardPage({ store, config, teams, scorecards }, principal, {
				...{ scorecard, comparison, language, patienceMs: PATIENCE_MS },
				...{ unit: { team, agent: null }, period: { range, month } }
			});
		}
	});
	const loop = startLeasedLoop({
		...{ onError, times },
		lease: createLease(store, 'scorecard-reports', randomUUID(), now),
		turn: () => turn.run()
	});
	return {
		frozen,
		schedules,
		async stop() {
			await loop.stop();
			mailer?.close();
		}
	};
}
