import { fail } from '@sveltejs/kit';
import { sentOf } from '#lib/domain/regulation/settings-form.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { saveSetting } from '#lib/server/administration/save-setting.ts';
import { draftRegulation, readSentRegulation } from '#lib/server/regulation/settings-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const { store } = await runtime();
	const { regulation } = await readSettings(store.database);
	return { settings: sentOf(regulation) };
};

export const actions: Actions = {
	async save(event) {
		const { store, audit, complaintTerms, log } = await runtime();
		const sent = readSentRegulation(await event.request.formData());
		const draft = draftRegulation(sent);
		if ('faults' in draft) return fail(422, { faults: draft.faults, sent });
		await saveSetting(store.database, audit, {
			name: 'regulation',
			value: draft.settings,
			actor: actingIn(event)
		});
		// Tried again by itself when the database is away.
		await complaintTerms.apply().catch((error: unknown) => {
			log.warn({ err: error }, 'the terms of complaints are written later');
		});
		return { isSaved: true };
	}
};
