import { redirect } from '@sveltejs/kit';
import { SESSION_COOKIE } from '#lib/server/access/cookies.ts';
import { runtime } from '#lib/server/runtime.ts';
import { dropCookie, visitOf } from '#lib/server/sign-in/browser.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const { principal } = event.locals;
	const { entrance } = await runtime();
	if (principal?.kind === 'person')
		await entrance.leave(principal, principal.sessionId, visitOf(event));
	dropCookie(event, SESSION_COOKIE);
	redirect(303, '/sign-in');
};
