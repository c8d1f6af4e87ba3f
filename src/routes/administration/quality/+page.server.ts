import { fail } from '@sveltejs/kit';
import { actingIn } from '#lib/server/administration/acting.ts';
import { saveSetting } from '#lib/server/administration/save-setting.ts';
import { QUALITY_LIMITS, readQualitySettings } from '#lib/server/quality/settings-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
	const { store } = await runtime();
	const { quality } = await readSettings(store.database);
	return { quality, limits: QUALITY_LIMITS };
};

export const actions: Actions = {
	async save(event) {
		const { store, audit } = await runtime();
		const read = readQualitySettings(await event.request.formData());
		if ('refused' in read) return fail(422, { refused: read.refused, sent: read.sent });
		await saveSetting(store.database, audit, {
			name: 'quality',
			value: read.settings,
			actor: actingIn(event)
		});
		return { isSaved: true };
	}
};
