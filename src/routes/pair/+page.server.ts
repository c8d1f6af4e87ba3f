import { error, fail } from '@sveltejs/kit';
import { checkScreen, givenBoards, readSent, textOf } from '#lib/server/screens/read-form.ts';
import type { SentScreen } from '#lib/server/screens/read-form.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PairFault } from '#lib/components/screens/screen-form.ts';
import type { Actions, PageServerLoad } from './$types';

const MINUTE_MS = 60_000;
/** More than anybody types; the code is read from it later. */
const LONGEST_CODE = 40;

export const load: PageServerLoad = async ({ locals, url }) => {
	const parts = await runtime();
	return {
		boards: await givenBoards(parts, locals.principal),
		code: (url.searchParams.get('code') ?? '').slice(0, LONGEST_CODE),
		address: `${url.host}/screen`
	};
};

/** What was typed comes back beside what is wrong with it. */
const refused = (fault: PairFault, code: string, sent: SentScreen, waitMinutes = 0) =>
	fail(fault === 'wait' ? 429 : 422, { fault, code, sent, waitMinutes });

export const actions: Actions = {
	async pair({ request, locals: { principal }, getClientAddress }) {
		// The table lets nobody else come here; the right belongs to people alone.
		if (principal?.kind !== 'person') error(403, 'forbidden');
		const parts = await runtime();
		const form = await request.formData();
		const code = textOf(form, 'code').slice(0, LONGEST_CODE);
		const sent = readSent(form);
		const checked = await checkScreen(parts, sent, principal);
		if (!checked.ok) return refused(checked.fault, code, sent);
		const paired = await parts.pairings.pair(code, checked.draft, principal, getClientAddress());
		if (paired.ok) return { paired: checked.draft.name };
		if (paired.fault === 'code') return refused('code', code, sent);
		const waitMinutes = Math.max(1, Math.ceil((paired.retryAtMs - Date.now()) / MINUTE_MS));
		return refused('wait', code, sent, waitMinutes);
	}
};
