import { fail, redirect } from '@sveltejs/kit';
import { dayOf } from '#lib/domain/history/period.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { askingOf } from '#lib/server/api/asking.ts';
import { checkTask, taskChoices } from '#lib/server/quality/coaching/task-choices.ts';
import { readSentTask } from '#lib/server/quality/coaching/task-form.ts';
import type { SentTask } from '#lib/server/quality/coaching/task-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

/** What is usual: time to find an hour together. */
const USUAL_DAYS = 14;
const DAY_MS = 86_400_000;

export const load: PageServerLoad = async (event) => {
	const { principal } = event.locals;
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const asking = await askingOf(parts, event);
	const query = event.url.searchParams;
	const from = {
		evaluation: query.get('evaluation') ?? '',
		question: query.get('question') ?? ''
	};
	const choices = await taskChoices(parts, asking, { principal, from });
	const sent: SentTask = {
		agent: choices.evidence?.agent ?? query.get('agent') ?? '',
		coach: principal.id,
		goal: '',
		due: dayOf(asking.now() + USUAL_DAYS * DAY_MS, parts.config.timeZone),
		item: '',
		...from,
		moments: (choices.evidence?.moments ?? [])
			.filter(({ question }) => question === from.question || question === '')
			.map(({ id }) => id)
	};
	return { sent, choices, zone: parts.config.timeZone };
};

export const actions: Actions = {
	async create(event) {
		const { principal } = event.locals;
		if (principal === null) redirect(303, '/sign-in');
		const parts = await runtime();
		const asking = await askingOf(parts, event);
		const sent = readSentTask(await event.request.formData());
		const choices = await taskChoices(parts, asking, { principal, from: sent });
		const checked = await checkTask(parts, choices, { sent, principal, nowMs: asking.now() });
		if (!checked.ok) return fail(422, { faults: checked.faults, sent });
		const task = await parts.quality.coaching.tasks.create(checked.draft, actingIn(event));
		redirect(303, `/coaching/${task.id}?done=created`);
	}
};
