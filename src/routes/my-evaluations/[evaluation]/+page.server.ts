import { error, fail } from '@sveltejs/kit';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { listField } from '#lib/server/form-fields.ts';
import { reasonField } from '#lib/server/quality/decision-form.ts';
import { findOwn } from '#lib/server/quality/own-evaluations.ts';
import { ownReport } from '#lib/server/quality/own-report.ts';
import type { StoredEvaluation } from '#lib/server/quality/stored-evaluation.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

interface Own {
	readonly person: PersonPrincipal;
	readonly agent: string;
	readonly evaluation: StoredEvaluation;
}

/** The same answer for one that is not there, is not shown yet, and is of somebody else. */
async function own(
	{ locals: { principal }, params }: Pick<RequestEvent, 'locals' | 'params'>,
	{ store }: Runtime
): Promise<Own> {
	const agent = principal?.kind === 'person' ? principal.agent : null;
	if (principal?.kind !== 'person' || agent === null) error(404, 'no such evaluation');
	const evaluation = await findOwn(store.database, agent, params.evaluation);
	if (!evaluation) error(404, 'no such evaluation');
	return { person: principal, agent, evaluation };
}

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { person, evaluation } = await own(event, parts);
	const report = await ownReport(parts, event, { person, evaluation });
	if (!report) error(404, 'no such evaluation');
	return { report };
};

export const actions: Actions = {
	async acknowledge(event) {
		const parts = await runtime();
		const { agent, evaluation } = await own(event, parts);
		const comment = reasonField(await event.request.formData(), 'comment');
		const by = { actor: actingIn(event), agent };
		const done = await parts.quality.review.disputes.acknowledge(evaluation.id, comment, by);
		if (!done.ok) return fail(409, { refusal: done.refusal });
		return { done: 'acknowledged' as const };
	},

	async dispute(event) {
		const parts = await runtime();
		const { agent, evaluation } = await own(event, parts);
		const form = await event.request.formData();
		const sent = listField(form, 'question').map((question) => ({
			question,
			reason: reasonField(form, `reason.${question}`)
		}));
		const by = { actor: actingIn(event), agent };
		const done = await parts.quality.review.disputes.dispute(evaluation.id, sent, by);
		if (!done.ok)
			return fail(done.refusal === 'reason' ? 422 : 409, { refusal: done.refusal, sent });
		return { done: 'disputed' as const };
	}
};
