import { error, fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { newSchedule } from '#lib/domain/scorecard/report/schedule-form.ts';
import type { ScheduleField, SentSchedule } from '#lib/domain/scorecard/report/schedule-form.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import type { Actor } from '#lib/server/audit/audit-log.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { askedPage } from '#lib/server/scorecards/report/asked-page.ts';
import { reportsPage } from '#lib/server/scorecards/schedule/reports-page.ts';
import {
	checkForm,
	ownReports,
	ownSchedule,
	readSentSchedule
} from '#lib/server/scorecards/schedule/schedule-page.ts';
import type { ScheduleStore } from '#lib/server/scorecards/schedule/schedule-store.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:scorecard-reports');
	const parts = await runtime();
	const { principal, preferences } = event.locals;
	const page = await askedPage(parts, event);
	if (!page) error(404, 'no such scorecard');
	return {
		page,
		...(await reportsPage(parts, principal, event.params.scorecard)),
		begin: newSchedule(page.unit.team, preferences.language),
		hasSmtp: parts.config.smtp !== null
	};
};

type Event = RequestEvent<{ scorecard: string }>;
type Done = 'paused' | 'resumed' | 'removed' | 'queued';

/** Does it to a report of theirs; of others nothing is told. */
async function act(
	event: Event,
	done: Done,
	change: (
		store: ScheduleStore,
		id: string,
		make: { form: FormData; actor: Actor }
	) => Promise<boolean>
) {
	const parts = await runtime();
	const form = await event.request.formData();
	const { scorecard } = event.params;
	const ask = { scorecard, schedule: textField(form, 'id') };
	const found = await ownSchedule(parts, event.locals.principal, ask);
	const make = { form, actor: actingIn(event) };
	if (!found || !(await change(parts.scorecards.schedules, found.stored.id, make)))
		return fail(404, { fault: 'gone' as const });
	return { done };
}

const refused = (sent: SentSchedule, faults: readonly ScheduleField[]) =>
	fail(422, { sent, faults });

export const actions: Actions = {
	async create(event) {
		const parts = await runtime();
		const { scorecard } = event.params;
		const own = await ownReports(parts, event.locals.principal, scorecard);
		if (!own) error(404, 'no such scorecard');
		const form = await event.request.formData();
		const sent = readSentSchedule(form);
		const checked = checkForm(form, sent, own);
		if (!checked.ok) return refused(sent, checked.faults);
		const { schedules } = parts.scorecards;
		const saved = await schedules.create(scorecard, checked.draft, actingIn(event));
		if (!saved.ok) return fail(422, { fault: saved.reason, sent, faults: [] });
		return { done: 'created' as const };
	},
	pause: (event) =>
		act(event, 'paused', (store, id, { actor }) => store.setPaused(id, true, actor)),
	resume: (event) =>
		act(event, 'resumed', (store, id, { actor }) => store.setPaused(id, false, actor)),
	remove: (event) => act(event, 'removed', (store, id, { actor }) => store.remove(id, actor)),
	send: (event) => act(event, 'queued', (store, id, { actor }) => store.sendNow(id, actor)),
	retry: (event) =>
		act(event, 'queued', (store, id, { form, actor }) =>
			store.retry(id, textField(form, 'run'), actor)
		)
};
