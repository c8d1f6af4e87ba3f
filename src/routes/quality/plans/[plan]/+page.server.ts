import { error, fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import type { Principal } from '#lib/domain/access/principal.ts';
import { sumsOf } from '#lib/domain/quality/sampling/draw-record.ts';
import { sentOf } from '#lib/domain/quality/sampling/plan-form.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { countField } from '#lib/server/form-fields.ts';
import { planChoices } from '#lib/server/quality/sampling/plan-choices.ts';
import { checkPlan, readSentPlan } from '#lib/server/quality/sampling/plan-draft.ts';
import { previewAnswer } from '#lib/server/quality/sampling/preview-answer.ts';
import { ownPlan } from '#lib/server/quality/sampling/seen-plans.ts';
import type { StoredPlan } from '#lib/server/quality/sampling/stored-plan.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

interface Found {
	readonly parts: Runtime;
	readonly principal: Principal;
	readonly stored: StoredPlan;
}

type OfPlan = RequestEvent<{ plan: string }>;

/** The same for a plan that is not there and for one that is not theirs. */
async function find({ locals, params }: Pick<OfPlan, 'locals' | 'params'>): Promise<Found> {
	const parts = await runtime();
	const { principal } = locals;
	const stored = await ownPlan(parts, principal, params.plan);
	if (!stored || !principal) error(404, 'no such plan');
	return { parts, principal, stored };
}

export const load: PageServerLoad = async (event) => {
	const { parts, principal, stored } = await find(event);
	const draws = await parts.quality.sampling.draws.list(stored.id);
	return {
		stored,
		sent: sentOf(stored.plan, stored.team),
		choices: await planChoices(parts, principal, stored.plan.filter),
		draws: draws.map(({ period, report, isFinal }) => ({
			...{ period, isFinal },
			...sumsOf(report.strata)
		}))
	};
};

async function read(event: OfPlan) {
	const found = await find(event);
	const { parts, principal, stored } = found;
	const form = await event.request.formData();
	const choices = await planChoices(parts, principal, stored.plan.filter);
	const sent = readSentPlan(form, choices);
	return { ...found, form, sent, checked: checkPlan(sent, choices) };
}

export const actions: Actions = {
	async save(event) {
		const { parts, stored, form, sent, checked } = await read(event);
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const change = { ...checked.draft, revision: countField(form, 'revision') ?? 0 };
		const saved = await parts.quality.sampling.plans.save(stored.id, change, actingIn(event));
		if (!saved.ok)
			return fail(422, { faults: [{ field: 'plan' as const, code: saved.reason }], sent });
		redirect(303, `/quality/plans?saved=${stored.id}`);
	},
	async preview(event) {
		const { parts, principal, stored, sent, checked } = await read(event);
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const preview = await previewAnswer(parts, principal, checked.draft, stored.id);
		return preview ? { sent, preview } : fail(503, { sent, away: true as const });
	},
	async draw(event) {
		const { parts, stored } = await find(event);
		if (stored.isPaused) return fail(409, { isPaused: true as const });
		try {
			const drawn = await parts.quality.sampling.drawNow(stored, actingIn(event));
			return { drawn };
		} catch (cause) {
			if (!(cause instanceof QueryError)) throw cause;
			return fail(503, { away: true as const });
		}
	}
};
