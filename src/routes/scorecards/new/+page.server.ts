import { fail, redirect } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { ownNodes } from '#lib/domain/access/own-nodes.ts';
import type { Blueprint } from '#lib/domain/scorecard/blueprint.ts';
import { isMonth, monthOf } from '#lib/domain/scorecard/month.ts';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import {
	beginningOf,
	presetList,
	readBlueprintFile
} from '#lib/server/scorecards/edit/beginning.ts';
import { installBlueprint } from '#lib/server/scorecards/edit/install-blueprint.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { principal, preferences } }) => {
	const parts = await runtime();
	const nodes = await parts.teams.nodes();
	return {
		own: principal === null ? [] : ownNodes(principal, nodes),
		presets: presetList(preferences.language),
		thisMonth: monthOf(Date.now(), parts.config.timeZone)
	};
};

async function create(
	event: RequestEvent,
	form: FormData,
	made: { blueprint: Blueprint; note: string }
) {
	const { principal } = event.locals;
	if (principal === null) redirect(303, '/sign-in');
	const parts = await runtime();
	const own = ownNodes(principal, await parts.teams.nodes());
	const team = own.find(({ id }) => id === textField(form, 'team'))?.id;
	const validFrom = textField(form, 'validFrom');
	if (team === undefined) return fail(422, { fault: 'team' as const });
	if (!isMonth(validFrom)) return fail(422, { fault: 'month' as const });
	const installed = await installBlueprint(parts, { ...made, team, validFrom }, actingIn(event));
	if (installed.ok) redirect(303, `/scorecards/${installed.scorecard.id}/edit?created`);
	if (installed.reason !== 'faults') return fail(422, { fault: installed.reason });
	return fail(422, { contentFaults: installed.faults });
}

export const actions: Actions = {
	async create(event) {
		const { language, locale } = event.locals.preferences;
		const form = await event.request.formData();
		const t = translator(locale, await loadCatalog(language));
		return create(event, form, beginningOf(form, t));
	},
	async import(event) {
		const { language, locale } = event.locals.preferences;
		const form = await event.request.formData();
		const read = await readBlueprintFile(form);
		if (!read.ok) return fail(422, { fileFault: read.reason, fileFaults: read.faults });
		const t = translator(locale, await loadCatalog(language));
		return create(event, form, {
			blueprint: read.blueprint,
			note: t('scorecardEdit.note.imported')
		});
	}
};
