import { error, fail, redirect } from '@sveltejs/kit';
import { runtime } from '#lib/server/runtime.ts';
import {
	SECOND_STEP_COOKIE,
	fieldOf,
	keepSession,
	setCookie,
	visitOf
} from '#lib/server/sign-in/browser.ts';
import { LEAST_PASSWORD_LENGTH, MOST_PASSWORD_LENGTH } from '#lib/server/sign-in/password-rules.ts';
import { REFUSAL_STATUS, retryAfterS } from '#lib/server/sign-in/refusal-status.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
	// The address is the secret: nobody is told where somebody came from. With `no-referrer` browsers would also hide where
	// the form comes from (`Origin: null`), and it would be refused; this says the host and never the path.
	setHeaders({ 'referrer-policy': 'strict-origin', 'cache-control': 'no-store' });
	const { welcome } = await runtime();
	const welcomed = await welcome.look(params.token);
	if (!welcomed) error(410, 'gone');
	return {
		...welcomed,
		length: { least: LEAST_PASSWORD_LENGTH, most: MOST_PASSWORD_LENGTH }
	};
};

export const actions: Actions = {
	async default(event) {
		const fields = await event.request.formData();
		const [email, name] = [fieldOf(fields, 'email'), fieldOf(fields, 'name')];
		const { welcome, sessions } = await runtime();
		const result = await welcome.accept(
			event.params.token,
			{
				email,
				name,
				password: fieldOf(fields, 'password'),
				repeated: fieldOf(fields, 'repeated')
			},
			visitOf(event)
		);
		switch (result.kind) {
			case 'signed-in':
				await keepSession(event, sessions, result.token);
				return redirect(303, '/');
			case 'second-step':
				setCookie(event, SECOND_STEP_COOKIE, result.note);
				return redirect(303, '/sign-in/code');
			case 'gone':
				return error(410, 'gone');
			case 'busy':
				event.setHeaders(retryAfterS(result));
				return fail(REFUSAL_STATUS.busy, { refusal: result, faults: {}, email, name });
			case 'faults':
				return fail(422, { refusal: null, faults: result.faults, email, name });
			default:
				return result satisfies never;
		}
	}
};
