import { fail, redirect } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import {
	SECOND_STEP_COOKIE,
	dropCookie,
	fieldOf,
	getCookie,
	keepSession,
	visitOf
} from '#lib/server/sign-in/browser.ts';
import { nextAddress } from '#lib/server/sign-in/next-address.ts';
import { REFUSAL_STATUS, retryAfterS } from '#lib/server/sign-in/refusal-status.ts';
import type { Actions, PageServerLoad } from './$types';

const again = (next: string): string => `/sign-in?fault=expired&next=${encodeURIComponent(next)}`;

export const load: PageServerLoad = async (event) => {
	const next = nextAddress(event.url.searchParams.get('next'));
	const { signIn } = await runtime();
	const note = getCookie(event, SECOND_STEP_COOKIE);
	if (note === null || !signIn.isBetweenSteps(note)) redirect(303, again(next));
	event.setHeaders({ 'cache-control': 'no-store' });
	return { next };
};

export const actions: Actions = {
	async default(event) {
		const form = await event.request.formData();
		const next = nextAddress(form.get('next'));
		const { signIn, sessions } = await runtime();
		const note = getCookie(event, SECOND_STEP_COOKIE) ?? '';
		const result = await signIn.withCode(note, fieldOf(form, 'code'), visitOf(event));
		switch (result.kind) {
			case 'signed-in':
				await keepSession(event, sessions, result.token);
				return redirect(303, next);
			case 'second-step':
			case 'expired':
				dropCookie(event, SECOND_STEP_COOKIE);
				return redirect(303, again(next));
			default:
				event.setHeaders(retryAfterS(result));
				return fail(REFUSAL_STATUS[result.kind], { refusal: result, next });
		}
	}
};
