import { error, fail, redirect } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { readDecisions } from '#lib/server/quality/decision-form.ts';
import { caseView, findCase } from '#lib/server/quality/dispute-case.ts';
import type { FoundCase } from '#lib/server/quality/dispute-case.ts';
import { namesFor } from '#lib/server/quality/evaluation-page.ts';
import { evaluatorIn } from '#lib/server/quality/evaluator.ts';
import { reviewAssignment } from '#lib/server/quality/stored-dispute.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The same answer for one that is not there and for one of other teams. */
async function found(
	event: Pick<RequestEvent, 'locals' | 'params'>,
	parts: Runtime
): Promise<FoundCase> {
	const { principal } = event.locals;
	if (principal?.kind !== 'person') error(404, 'no such dispute');
	const one = await findCase(parts, principal, event.params.evaluation).catch((cause: unknown) => {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'dispute');
		error(503, 'the database does not answer');
	});
	if (!one) error(404, 'no such dispute');
	return one;
}

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const one = await found(event, parts);
	const { principal } = event.locals;
	if (principal?.kind !== 'person') error(404, 'no such dispute');
	const names = await namesFor(parts, event, [one.evaluation]);
	return { dispute: await caseView(parts, principal, { found: one, names, nowMs: Date.now() }) };
};

const reviewerIn = (event: RequestEvent) => ({
	actor: actingIn(event),
	agent: evaluatorIn(event).agent
});

/** To the workspace, with the second judgement that belongs to the assignment. */
async function begin(event: RequestEvent, parts: Runtime, assignment: string) {
	const started = await parts.quality.evaluations.start({ assignment }, evaluatorIn(event));
	if (!started.ok) return fail(409, { refusal: 'state' as const });
	return redirect(303, `/quality/evaluations/${started.evaluation.id}`);
}

export const actions: Actions = {
	async take(event) {
		const parts = await runtime();
		const { evaluation } = await found(event, parts);
		const taken = await parts.quality.review.disputes.take(evaluation.id, reviewerIn(event));
		if (!taken.ok) return fail(409, { refusal: taken.refusal });
		return begin(event, parts, taken.assignment);
	},

	async begin(event) {
		const parts = await runtime();
		const { evaluation } = await found(event, parts);
		const { id } = actingIn(event);
		const assignment = await reviewAssignment(parts.store.database, evaluation.id, id);
		if (assignment === null) return fail(409, { refusal: 'state' as const });
		return begin(event, parts, assignment);
	},

	async decide(event) {
		const parts = await runtime();
		const { evaluation, disputes } = await found(event, parts);
		const form = await event.request.formData();
		const questions = disputes.map(({ question }) => question);
		const { sent, decisions } = readDecisions(form, questions);
		if (decisions === null) return fail(422, { refusal: 'decisions' as const, sent });
		const by = reviewerIn(event);
		const decided = await parts.quality.review.disputes.decide(evaluation.id, decisions, by);
		if (!decided.ok) return fail(409, { refusal: decided.refusal, sent });
		return { isDecided: true };
	}
};
