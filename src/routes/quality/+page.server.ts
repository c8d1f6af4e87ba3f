import { error, fail, redirect } from '@sveltejs/kit';
import { isSkipReason } from '#lib/domain/quality/skip-reason.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { textField } from '#lib/server/form-fields.ts';
import { evaluatorIn } from '#lib/server/quality/evaluator.ts';
import { myWork } from '#lib/server/quality/my-work.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const parts = await runtime();
	const { principal } = event.locals;
	if (principal?.kind !== 'person') error(403, 'only people evaluate');
	return myWork(parts, event, { person: principal, nowMs: Date.now() }).catch((cause: unknown) => {
		if (!(cause instanceof QueryError)) throw cause;
		parts.log.error({ err: cause }, 'quality: the own work');
		error(503, 'the database does not answer');
	});
};

export const actions: Actions = {
	async start(event) {
		const { quality } = await runtime();
		const form = await event.request.formData();
		const assignment = textField(form, 'assignment');
		const started = await quality.evaluations.start({ assignment }, evaluatorIn(event));
		if (!started.ok)
			return fail(409, { fault: started.reason === 'own' ? ('own' as const) : ('gone' as const) });
		redirect(303, `/quality/evaluations/${started.evaluation.id}`);
	},
	async skip(event) {
		const { quality } = await runtime();
		const form = await event.request.formData();
		const reason = textField(form, 'reason');
		if (!isSkipReason(reason)) return fail(422, { fault: 'skip.choose' as const });
		const [id, note] = [textField(form, 'assignment'), textField(form, 'note')];
		const skipped = await quality.assignments.skip(id, reason, note, actingIn(event));
		return skipped ? { skipped } : fail(404, { fault: 'gone' as const });
	}
};
