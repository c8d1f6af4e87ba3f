import { fail } from '@sveltejs/kit';
import { LONGEST_REPEAT_DAYS } from '#lib/domain/settings/settings.ts';
import { actingIn } from '#lib/server/administration/acting.ts';
import { saveSetting } from '#lib/server/administration/save-setting.ts';
import { countField, textField } from '#lib/server/form-fields.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readSettings } from '#lib/server/store/settings.ts';
import type { Actions, PageServerLoad } from './$types';

const LONGEST_SENT = 20;

export const load: PageServerLoad = async () => {
	const { store } = await runtime();
	const { firstContact } = await readSettings(store.database);
	return { windowDays: firstContact.windowDays };
};

export const actions: Actions = {
	async firstContact(event) {
		const { store, audit } = await runtime();
		const form = await event.request.formData();
		const windowDays = countField(form, 'windowDays');
		if (windowDays === null || windowDays < 1 || windowDays > LONGEST_REPEAT_DAYS)
			return fail(422, { sent: textField(form, 'windowDays').slice(0, LONGEST_SENT) });
		await saveSetting(store.database, audit, {
			name: 'firstContact',
			value: { windowDays },
			actor: actingIn(event)
		});
		return { isSaved: true };
	}
};
