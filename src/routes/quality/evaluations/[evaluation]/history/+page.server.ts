import { error, fail } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { mayMove } from '#lib/domain/quality/lifecycle.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { reasonField } from '#lib/server/quality/decision-form.ts';
import { readSteps } from '#lib/server/quality/evaluation-log.ts';
import { namesFor } from '#lib/server/quality/evaluation-page.ts';
import { historyLines } from '#lib/server/quality/history-lines.ts';
import { seenEvaluation } from '#lib/server/quality/seen-evaluation.ts';
import type { StoredEvaluation } from '#lib/server/quality/stored-evaluation.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The same answer for one that is not there and for one of other teams. */
async function seen(
	{ locals: { principal }, params }: Pick<RequestEvent, 'locals' | 'params'>,
	parts: Runtime
): Promise<StoredEvaluation> {
	const found = await seenEvaluation(parts, principal, params.evaluation).catch(
		(cause: unknown) => {
			if (!(cause instanceof QueryError)) throw cause;
			parts.log.error({ err: cause }, 'evaluation');
			error(503, 'the database does not answer');
		}
	);
	if (!found) error(404, 'no such evaluation');
	return found.evaluation;
}

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const evaluation = await seen(event, parts);
	const { id, form, formVersion, agent, contactAtMs, state } = evaluation;
	const [steps, names, published] = await Promise.all([
		readSteps(parts.store.database, id),
		namesFor(parts, event, [evaluation]),
		parts.quality.forms.published(form, formVersion)
	]);
	const mayManage = may(event.locals.principal, 'quality.manage');
	const retract = { step: 'retracted', as: 'manager', atMs: Date.now() } as const;
	return {
		...{ id, contactAtMs, state },
		agent: names.agent(agent),
		lines: historyLines(steps, { form: published, nameOf: names.person }),
		mayRetract: mayManage && mayMove(evaluation, retract)
	};
};

export const actions: Actions = {
	async retract(event) {
		const parts = await runtime();
		const { id } = await seen(event, parts);
		const reason = reasonField(await event.request.formData(), 'reason');
		if (reason === '') return fail(422, { fault: 'noReason' as const });
		const done = await parts.quality.review.disputes.retract(id, reason, actingIn(event));
		if (!done.ok) return fail(409, { refusal: done.refusal });
		return { isRetracted: true };
	}
};
