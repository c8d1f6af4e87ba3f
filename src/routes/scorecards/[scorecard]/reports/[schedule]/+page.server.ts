import { error, fail, redirect } from '@sveltejs/kit';
import { sentOf } from '#lib/domain/scorecard/report/schedule-form.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { countField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import {
	checkForm,
	ownSchedule,
	readSentSchedule
} from '#lib/server/scorecards/schedule/schedule-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const parts = await runtime();
	const found = await ownSchedule(parts, locals.principal, params);
	if (!found) error(404, 'no such report');
	const { own, stored } = found;
	return {
		own,
		stored,
		sent: sentOf(stored.schedule, stored.team),
		hasSmtp: parts.config.smtp !== null
	};
};

export const actions: Actions = {
	async save(event) {
		const parts = await runtime();
		const { params } = event;
		const found = await ownSchedule(parts, event.locals.principal, params);
		if (!found) error(404, 'no such report');
		const form = await event.request.formData();
		const sent = readSentSchedule(form);
		const checked = checkForm(form, sent, found.own);
		if (!checked.ok) return fail(422, { sent, faults: checked.faults });
		const revision = countField(form, 'revision') ?? 0;
		const change = { ...checked.draft, revision };
		const saved = await parts.scorecards.schedules.save(params.schedule, change, actingIn(event));
		if (!saved.ok) return fail(422, { sent, faults: [], fault: saved.reason });
		redirect(303, `/scorecards/${encodeURIComponent(params.scorecard)}/reports?saved=1`);
	}
};
