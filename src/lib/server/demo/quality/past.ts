/** Desks of quality whose clock stands where the demo puts it: the past is made by the same code as the present. */
import type { Kysely } from 'kysely';
import type { AuditLog } from '../../audit/audit-log.ts';
import { createAssignments } from '../../quality/assignments.ts';
import { createSessions } from '../../quality/calibration/sessions.ts';
import { createTaskStore } from '../../quality/coaching/tasks.ts';
import { createDisputes } from '../../quality/disputes.ts';
import { createEvaluations } from '../../quality/evaluations.ts';
import type { FormStore } from '../../quality/forms.ts';
import { createReleaseDesk } from '../../quality/release.ts';
import type { Outbox } from '../../store/outbox.ts';
import type { StoreSchema } from '../../store/schema.ts';

export interface PastSources {
	readonly database: Kysely<StoreSchema>;
	readonly audit: AuditLog;
	readonly outbox: Outbox;
	readonly outboxSender: { wake(): void };
	readonly forms: Pick<FormStore, 'published'>;
}

export type Past = ReturnType<typeof openPast>;

export function openPast({ database, ...sources }: PastSources) {
	let nowMs = 0;
	const { audit } = sources;
	const now = (): number => nowMs;
	const assignments = createAssignments(database, { audit, now });
	return {
		database,
		/** Everything below happens at this instant until it is called again. */
		goTo(atMs: number): void {
			nowMs = atMs;
		},
		now,
		assignments,
		evaluations: createEvaluations(database, { ...sources, now }),
		releases: createReleaseDesk(database, { audit, now }),
		disputes: createDisputes(database, { ...sources, assignments, now }),
		sessions: createSessions(database, { audit, assignments, now }),
		tasks: createTaskStore(database, { audit, now })
	};
}
