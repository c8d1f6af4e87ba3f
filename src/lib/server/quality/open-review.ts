/** Opens what happens after a score: releases, disputes, and what comes due by itself. */
import { randomUUID } from 'node:crypto';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import type { Runtime } from '../runtime.ts';
import { createLease } from '../store/lease.ts';
import type { AssignmentStore } from './assignments.ts';
import { createDisputeQueue } from './dispute-queue.ts';
import type { DisputeQueue } from './dispute-queue.ts';
import { createDisputes } from './disputes.ts';
import type { DisputeDesk } from './disputes.ts';
import { startLeasedLoop } from './leased-loop.ts';
import type { LoopTimes } from './leased-loop.ts';
import { createReleaseDesk } from './release.ts';
import type { ReleaseDesk } from './release.ts';

export interface ReviewParts {
	readonly releases: ReleaseDesk;
	readonly disputes: DisputeDesk;
	readonly queue: DisputeQueue;
}

export interface ReviewSources extends Pick<
	Runtime,
	'store' | 'audit' | 'log' | 'outbox' | 'outboxSender'
> {
	readonly forms: { published(form: string, version: number): Promise<PublishedForm | null> };
	readonly assignments: AssignmentStore;
	readonly now: () => number;
	readonly times?: LoopTimes;
}

const TIMES: LoopTimes = { everyMs: 20_000, leaseMs: 60_000 };

export function openReview({
	store,
	log,
	times = TIMES,
	...sources
}: ReviewSources): ReviewParts & { stop(): Promise<void> } {
	const releases = createReleaseDesk(store.database, sources);
	const loop = startLeasedLoop({
		lease: createLease(store, 'releases', randomUUID(), sources.now),
		turn: async () => {
			await releases.releaseDue();
			await releases.closeOver();
		},
		onError: (error) => {
			log.error({ err: error }, 'evaluations: what is due could not be released');
		},
		times
	});
	return {
		releases,
		disputes: createDisputes(store.database, sources),
		queue: createDisputeQueue(store.database, sources.forms),
		stop: () => loop.stop()
	};
}
