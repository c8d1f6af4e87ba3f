import { error, fail, redirect } from '@sveltejs/kit';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { flagField, rawField, textField } from '#lib/server/form-fields.ts';
import { evaluatorIn } from '#lib/server/quality/evaluator.ts';
import { manualStart } from '#lib/server/quality/manual-start.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const LONGEST_ID = 200;

/** The same for a contact that is not there and for one of other teams. */
async function read(event: RequestEvent | Parameters<PageServerLoad>[0], interaction: string) {
	const parts = await runtime();
	const start = await manualStart(parts, event, interaction.slice(0, LONGEST_ID)).catch(
		(cause: unknown) => {
			if (!(cause instanceof QueryError)) throw cause;
			parts.log.error({ err: cause }, 'evaluation by hand');
			error(503, 'the database does not answer');
		}
	);
	if (!start) error(404, 'no such contact');
	return start;
}

export const load: PageServerLoad = async (event) => ({
	start: await read(event, event.url.searchParams.get('interaction') ?? '')
});

export const actions: Actions = {
	async start(event) {
		const parts = await runtime();
		const form = await event.request.formData();
		// An id of events is taken as it is, without being tidied.
		const start = await read(event, rawField(form, 'interaction'));
		const contact = start.judged.find(({ agent }) => agent === rawField(form, 'agent'));
		const chosen = start.forms.find(({ id }) => id === textField(form, 'form'));
		if (!contact || !chosen) return fail(422, { fault: 'choose' as const });
		const { interaction, agent, queue, channel, contactAtMs } = contact;
		const started = await parts.quality.evaluations.start(
			{
				contact: { interaction, agent, queue, channel, contactAtMs },
				...{ form: chosen.id, formVersion: chosen.version, lane: 'manual' },
				again: flagField(form, 'again')
			},
			evaluatorIn(event)
		);
		if (!started.ok)
			return fail(409, { fault: started.reason === 'gone' ? ('choose' as const) : started.reason });
		redirect(303, `/quality/evaluations/${started.evaluation.id}`);
	}
};
