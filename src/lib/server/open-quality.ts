/** Opens what judges the quality of contacts: forms, samples, evaluations, calibration, coaching, recordings. */
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import { rememberFor } from './alerts/remember-for.ts';
import { createAssignments } from './quality/assignments.ts';
import type { AssignmentStore } from './quality/assignments.ts';
import { openCalibration } from './quality/calibration/open-calibration.ts';
import type { CalibrationParts } from './quality/calibration/open-calibration.ts';
import { openCoaching } from './quality/coaching/open-coaching.ts';
import type { CoachingParts } from './quality/coaching/open-coaching.ts';
import { createEvaluations } from './quality/evaluations.ts';
import type { EvaluationDesk } from './quality/evaluations.ts';
import type { TeamOfAgent } from './quality/in-reach.ts';
import { openReview } from './quality/open-review.ts';
import type { ReviewParts } from './quality/open-review.ts';
import { createFormStore } from './quality/forms.ts';
import type { FormStore } from './quality/forms.ts';
import { openSampling } from './quality/sampling/open-sampling.ts';
import type { SamplingParts } from './quality/sampling/open-sampling.ts';
import { createPresence } from './quality/presence.ts';
import type { PresenceStore } from './quality/presence.ts';
import { readVersion } from './quality/stored-form.ts';
import { agentTeams } from './queries/agent-teams.ts';
import { DEFAULT_TENANT } from './queries/tenant.ts';
import { createRecordingDesk } from './recordings/recording-desk.ts';
import type { RecordingDesk } from './recordings/recording-desk.ts';
import type { Runtime } from './runtime.ts';
import { keepDemoQuality } from './demo/quality/keep-quality.ts';

export interface QualityParts {
	readonly forms: FormStore;
	readonly evaluations: EvaluationDesk;
	readonly assignments: AssignmentStore;
	readonly presence: PresenceStore;
	readonly sampling: SamplingParts;
	/** The team of each agent, as events last said. Rejects with QueryError when the database does not answer. */
	teamOfAgents(): Promise<TeamOfAgent>;
	readonly review: ReviewParts;
	readonly calibration: CalibrationParts;
	readonly coaching: CoachingParts;
	readonly recordings: RecordingDesk;
	/** Ends what works by itself. */
	stop(): Promise<void>;
}

export type QualitySources = Pick<
	Runtime,
	| 'config'
	| 'clickhouse'
	| 'store'
	| 'storeKey'
	| 'audit'
	| 'log'
	| 'people'
	| 'teams'
	| 'outbox'
	| 'outboxSender'
>;

const TEAMS_FOR_MS = 10_000;

function openEvaluations({ store, clickhouse, audit, outbox, outboxSender }: QualitySources) {
	const { database } = store;
	const now = Date.now;
	const forms = {
		published: (form: string, version: number) => readVersion(database, form, version)
	};
	return {
		evaluations: createEvaluations(database, { audit, outbox, outboxSender, forms, now }),
		assignments: createAssignments(database, { audit, now }),
		presence: createPresence(database, now),
		teamOfAgents: rememberFor(TEAMS_FOR_MS, async () => {
			const params = { tenant: DEFAULT_TENANT };
			const rows = await clickhouse.query('report', agentTeams, params, { scope: EVERYTHING });
			return new Map(rows.map(({ agent, team }) => [agent, team]));
		})
	};
}

export function openQuality(sources: QualitySources): QualityParts {
	const evaluations = openEvaluations(sources);
	const review = openReview({
		...{ ...sources, assignments: evaluations.assignments, now: Date.now },
		forms: {
			published: (form, version) => readVersion(sources.store.database, form, version)
		}
	});
	const calibration = openCalibration(sources, evaluations);
	const forms = createFormStore(sources.store.database, { audit: sources.audit, now: Date.now });
	const sampling = openSampling(sources, { ...evaluations, forms });
	const coaching = openCoaching(sources);
	const demo = keepDemoQuality(sources, { forms, sampling, coaching });
	return {
		forms,
		sampling,
		...evaluations,
		review,
		calibration,
		coaching,
		recordings: createRecordingDesk({ ...sources, now: Date.now }),
		async stop() {
			await Promise.all([demo?.stop(), review.stop(), sampling.stop(), calibration.stop()]);
		}
	};
}
