import { fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { shortfallOf, sumsOf } from '#lib/domain/quality/sampling/draw-record.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { teamChoices } from '#lib/server/administration/team-choices.ts';
import { textField } from '#lib/server/form-fields.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import type { PlanStore } from '#lib/server/quality/sampling/plans.ts';
import { ownPlan, ownPlans } from '#lib/server/quality/sampling/seen-plans.ts';
import type { StoredDraw } from '#lib/server/quality/sampling/stored-plan.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

const progressOf = ({ period, report, isFinal }: StoredDraw, done: number) => ({
	...{ period, isFinal, done, waiting: report.waiting },
	...sumsOf(report.strata),
	/** Strata that are short of something. */
	short: report.strata.filter((one) => shortfallOf(one) > 0).length,
	/** When the next slice is over; null: all are drawn. */
	nextMs: report.slices.find(({ drawnAtMs }) => drawnAtMs === null)?.toMs ?? null
});

export const load: PageServerLoad = async ({ locals: { principal } }) => {
	const parts = await runtime();
	const { draws } = parts.quality.sampling;
	const [plans, nodes] = await Promise.all([ownPlans(parts, principal), parts.teams.nodes()]);
	const newest = await draws.newest(plans.map(({ id }) => id));
	const teams = new Set(plans.map(({ team }) => team));
	return {
		// Their names only: those of others are nobody's business here.
		teams: teamChoices(nodes).filter(({ id }) => teams.has(id)),
		plans: await Promise.all(
			plans.map(async ({ id, team, plan, isPaused }) => {
				const draw = newest.get(id);
				const given = draw ? await draws.assignments(draw.id) : [];
				const done = given.filter(({ state }) => state === 'done').length;
				const { name, lane, period, quota, strata } = plan;
				return {
					...{ id, team, isPaused, name, lane, period, quota, strata },
					progress: draw ? progressOf(draw, done) : null
				};
			})
		)
	};
};

type Done = 'paused' | 'resumed' | 'removed';

/** Does it to a plan of theirs; of others nothing is told. */
async function act(
	event: RequestEvent,
	done: Done,
	change: (plans: PlanStore, id: string, actor: Actor) => Promise<boolean>
) {
	const parts = await runtime();
	const id = textField(await event.request.formData(), 'id');
	const stored = await ownPlan(parts, event.locals.principal, id);
	const changed = stored && (await change(parts.quality.sampling.plans, id, actingIn(event)));
	if (!stored || changed !== true) return fail(404, { fault: 'gone' as const });
	return { done, name: stored.plan.name };
}

export const actions: Actions = {
	pause: (event) => act(event, 'paused', (plans, id, actor) => plans.setPaused(id, true, actor)),
	resume: (event) => act(event, 'resumed', (plans, id, actor) => plans.setPaused(id, false, actor)),
	remove: (event) => act(event, 'removed', (plans, id, actor) => plans.remove(id, actor))
};
