import { error, fail } from '@sveltejs/kit';
import { may } from '#lib/domain/access/principal.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { listField } from '#lib/server/form-fields.ts';
import { seeingOf } from '#lib/server/quality/dispute-rows.ts';
import type { Seeing } from '#lib/server/quality/dispute-queue.ts';
import { ALL_EVALUATIONS } from '#lib/server/quality/evaluation-list.ts';
import { namesFor } from '#lib/server/quality/evaluation-page.ts';
import { inReach } from '#lib/server/quality/in-reach.ts';
import { knownForms } from '#lib/server/quality/known-forms.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const MOST_ROWS = 100;

async function seeing(
	{ locals: { principal } }: Pick<RequestEvent, 'locals'>,
	parts: Runtime
): Promise<Seeing & { reader: string }> {
	if (principal?.kind !== 'person') error(404, 'no such page');
	const found = await seeingOf(parts, principal).catch((cause: unknown) => {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'releases');
		error(503, 'the database does not answer');
	});
	return { ...found, reader: principal.id };
}

export const load: PageServerLoad = async (event) => {
	const parts = await runtime();
	const { evaluations, next } = await parts.quality.evaluations.list({
		...ALL_EVALUATIONS,
		...(await seeing(event, parts)),
		...{ kind: 'standard', state: 'submitted', before: null, limit: MOST_ROWS }
	});
	const [names, forms] = await Promise.all([
		namesFor(parts, event, evaluations),
		knownForms(parts.store.database, evaluations)
	]);
	return {
		mayRelease: may(event.locals.principal, 'quality.manage'),
		hasMore: next !== null,
		waiting: evaluations.map((one) => ({
			id: one.id,
			interaction: one.interaction,
			agent: names.agent(one.agent),
			evaluator: names.person(one.evaluator),
			form: forms.nameOf(one.form, one.formVersion),
			score: one.finalScore,
			submittedAtMs: one.submittedAtMs,
			dueMs: one.releaseDueMs
		}))
	};
};

export const actions: Actions = {
	async release(event) {
		const parts = await runtime();
		const { scope, teams } = await seeing(event, parts);
		const ids = listField(await event.request.formData(), 'evaluation');
		const released = await parts.quality.review.releases.release(ids, {
			actor: actingIn(event),
			sees: (evaluation) => inReach(scope, evaluation, teams)
		});
		if (released.length === 0) return fail(409, { isNothing: true });
		return { released: released.length };
	}
};
