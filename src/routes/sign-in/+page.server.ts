import { fail, redirect } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import {
	SECOND_STEP_COOKIE,
	fieldOf,
	keepSession,
	requestOrigin,
	setCookie,
	visitOf
} from '#lib/server/sign-in/browser.ts';
import { isProviderFault } from '#lib/server/sign-in/provider-fault.ts';
import { nextAddress } from '#lib/server/sign-in/next-address.ts';
import { REFUSAL_STATUS, retryAfterS } from '#lib/server/sign-in/refusal-status.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { url, locals, setHeaders } = event;
	const next = nextAddress(url.searchParams.get('next'));
	if (locals.principal?.kind === 'person') redirect(303, next);
	const { provider, people, demoDoor } = await runtime();
	const isDemoOpen = demoDoor.isOpenTo(requestOrigin(event));
	const demo = isDemoOpen ? await demoDoor.people() : [];
	const fault = url.searchParams.get('fault');
	setHeaders({ 'cache-control': 'no-store' });
	return {
		next,
		provider: provider?.name ?? null,
		providerFault: isProviderFault(fault) ? fault : null,
		isExpired: fault === 'expired',
		demo: demo.map(({ role, name }) => ({ role, name })),
		hasAdministrator: await people.hasAdministrator()
	};
};

export const actions: Actions = {
	async password(event) {
		const form = await event.request.formData();
		const [email, next] = [fieldOf(form, 'email'), nextAddress(form.get('next'))];
		const { signIn, sessions } = await runtime();
		const result = await signIn.withPassword(email, fieldOf(form, 'password'), visitOf(event));
		switch (result.kind) {
			case 'signed-in':
				await keepSession(event, sessions, result.token);
				return redirect(303, next);
			case 'second-step':
				setCookie(event, SECOND_STEP_COOKIE, result.note);
				return redirect(303, `/sign-in/code?next=${encodeURIComponent(next)}`);
			default:
				event.setHeaders(retryAfterS(result));
				return fail(REFUSAL_STATUS[result.kind], { refusal: result, email, next });
		}
	},

	async demo(event) {
		const form = await event.request.formData();
		const next = nextAddress(form.get('next'));
		const { demoDoor, entrance, sessions } = await runtime();
		const isOpen = demoDoor.isOpenTo(requestOrigin(event));
		const person = isOpen ? await demoDoor.find(fieldOf(form, 'role')) : null;
		if (!person) return fail(403, { refusal: { kind: 'demo-closed' as const }, email: '', next });
		await keepSession(event, sessions, await entrance.enter(person, 'demo', visitOf(event)));
		return redirect(303, next);
	}
};
