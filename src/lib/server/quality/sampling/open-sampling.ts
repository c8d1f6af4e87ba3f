/** Opens sampling: the plans, what was drawn, and the drawing itself. */
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../audit/audit-log.ts';
import type { QualityParts, QualitySources } from '../../open-quality.ts';
import { createLease } from '../../store/lease.ts';
import { startLeasedLoop } from '../leased-loop.ts';
import type { LoopTimes } from '../leased-loop.ts';
import { createDrawStore } from './draws.ts';
import type { DrawStore } from './draws.ts';
import { createPlanStore } from './plans.ts';
import type { PlanStore } from './plans.ts';
import type { StoredPlan } from './stored-plan.ts';
import { DrawTurn } from './turn.ts';
import type { Drawn } from './turn.ts';

export interface SamplingParts {
	readonly plans: PlanStore;
	readonly draws: DrawStore;
	/** Draws what has come until now, as somebody asked; noted in the audit log. Rejects with QueryError. */
	drawNow(plan: StoredPlan, actor: Actor): Promise<Drawn & { readonly period: string }>;
	/** Ends after the draw that is under way. */
	stop(): Promise<void>;
}

/** A slice is a day or longer, and what was skipped is replaced within a minute. */
const TIMES: LoopTimes = { everyMs: 60_000, leaseMs: 600_000 };

export function openSampling(
	{ store, audit, clickhouse, people, teams, config, log }: QualitySources,
	{
		assignments,
		teamOfAgents,
		forms
	}: Pick<QualityParts, 'assignments' | 'teamOfAgents' | 'forms'>,
	times: LoopTimes = TIMES
): SamplingParts {
	const { database } = store;
	const now = Date.now;
	const plans = createPlanStore(database, { audit, now });
	const drawing = new DrawTurn({
		...{ database, clickhouse, plans, people, teams, assignments, teamOfAgents, now },
		zone: config.timeZone,
		newestVersion: async (form) => (await forms.newest(form))?.version ?? null,
		onError: (error) => {
			log.error({ err: error }, 'sampling: a plan could not be drawn');
		}
	});
	let stopped = false;
	const loop = startLeasedLoop({
		lease: createLease(store, 'quality-sampling', randomUUID(), now),
		turn: async () => {
			await drawing.turn(() => !stopped);
		},
		onError: (error) => {
			log.error({ err: error }, 'sampling');
		},
		times
	});
	return {
		plans,
		draws: createDrawStore(database),
		async drawNow({ id, plan }, actor) {
			const drawn = await drawing.drawNow(id);
			const { period, assigned } = drawn ?? { period: '', assigned: 0 };
			await audit.record(actor, {
				action: 'sampling-plan.drawn',
				object: `sampling-plan:${id}`,
				before: null,
				after: { name: plan.name, period, assigned }
			});
			return drawn ?? { assigned: 0, skipped: 0, finished: 0, period };
		},
		async stop() {
			stopped = true;
			await loop.stop();
		}
	};
}
