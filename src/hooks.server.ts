import { building } from '$app/environment';
import { env } from '$env/dynamic/private';
import { error } from '@sveltejs/kit';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { actOf, authorise } from '#lib/server/access/authorise.ts';
import { SCREEN_COOKIE, SESSION_COOKIE, cookieName } from '#lib/server/access/cookies.ts';
import { isOwnRequest } from '#lib/server/access/own-request.ts';
import { refusal } from '#lib/server/access/refusal.ts';
import { refuseUnreadableForm } from '#lib/server/readable-form.ts';
import { openRuntime } from '#lib/server/open-runtime.ts';
import { provideRuntime, runtime, runtimeIfOpen } from '#lib/server/runtime.ts';
import { protect } from '#lib/server/security-headers.ts';
import { fillShell, readPreferences } from '#lib/shell/preferences.ts';

export const init: ServerInit = async () => {
	if (!building) await provideRuntime(() => openRuntime(env));
};

const withPreferences: Handle = ({ event, resolve }) => {
	const preferences = readPreferences({
		query: event.url.searchParams,
		cookie: (name) => event.cookies.get(name),
		acceptLanguage: event.request.headers.get('accept-language')
	});
	event.locals.preferences = preferences;
	return resolve(event, { transformPageChunk: ({ html }) => fillShell(html, preferences) });
};

async function identify({ cookies, request, url, getClientAddress }: RequestEvent) {
	const isSecure = url.protocol === 'https:';
	const { access } = await runtime();
	const screen = cookies.get(cookieName(SCREEN_COOKIE, isSecure)) ?? null;
	return access.identify(
		{
			authorization: request.headers.get('authorization'),
			session: cookies.get(cookieName(SESSION_COOKIE, isSecure)) ?? null,
			screen
		},
		screen === null ? '' : getClientAddress()
	);
}

const ofSize: Handle = async ({ event, resolve }) => {
	if (!isTooLarge(event)) return resolve(event);
	// Read and thrown away, or whoever still sends it never hears the answer. The server ends what is larger still.
	await event.request.body?.pipeTo(new WritableStream()).catch(() => undefined);
	return refusal('large', event);
};

const ofForm: Handle = ({ event, resolve }) => {
	refuseUnreadableForm(event.request, () => error(400, 'the form cannot be read'));
	return resolve(event);
};

/** Every request passes here: what its route asks for, and who it comes from. */
const guarded: Handle = async ({ event, resolve }) => {
	const { route, request, url } = event;
	const act = actOf(request.method, url);
	const needsNobody = route.id !== null && authorise(null, route.id, act) === 'allowed';
	event.locals.principal = null;
	if (!isOwnRequest(request, url)) return refusal('foreign', event);
	// Answers of those who need nobody must not wait for the store, and must not fail with it.
	if (needsNobody && route.id !== null && ALIVE.has(route.id)) return resolve(event);
	event.locals.principal = await identify(event);
	// An address without a route: Kit answers that it is not there.
	if (route.id === null) return resolve(event);
	const verdict = authorise(event.locals.principal, route.id, act);
	if (verdict !== 'allowed') return refusal(verdict, event);
	const answer = await resolve(event);
	// Whatever it changed: those who watch boards may be somebody else now, or nobody.
	if (mayChangePeople(event)) runtimeIfOpen()?.hub.principalsChanged();
	return answer;
};

/**
 * Screens and programs change nothing about who is who, and some of them say something every few seconds; so does a
 * television that waits to be paired.
 */
const mayChangePeople = ({ request, route, locals: { principal } }: RequestEvent): boolean =>
	!['GET', 'HEAD', 'OPTIONS'].includes(request.method) &&
	route.id?.startsWith('/screen/') !== true &&
	(principal === null || principal.kind === 'person');

/** Bytes of any form; the server itself stops at the largest there is, which is an import. */
const LARGEST_FORM_BYTES = 2 * 1024 * 1024;
const TAKES_FILES = new Set(['/schedules/import']);

const isTooLarge = ({ request, route }: RequestEvent): boolean =>
	Number(request.headers.get('content-length') ?? 0) > LARGEST_FORM_BYTES &&
	!TAKES_FILES.has(route.id ?? '');

const ALIVE = new Set(['/healthz', '/readyz', '/metrics']);

const protectedAnswer: Handle = async ({ event, resolve }) =>
	protect(await resolve(event), {
		isSecure: event.url.protocol === 'https:',
		isPrivate: event.locals.principal !== null,
		host: event.url.host
	});

/** Counts also what is refused. */
const timed: Handle = async ({ event, resolve }) => {
	const startedAt = performance.now();
	const answer = await resolve(event);
	const seconds = (performance.now() - startedAt) / 1000;
	runtimeIfOpen()?.telemetry.answered(seconds, answer.status);
	return answer;
};

export const handle = sequence(timed, withPreferences, protectedAnswer, ofSize, ofForm, guarded);

export const handleError: HandleServerError = ({ error: cause, status }) => {
	if (status === 404) return { message: 'not found' };
	// Kit's own refusals, of a media type or a method: the fault is not ours, and nobody has to look.
	if (status < 500) return { message: 'bad request' };
	const id = crypto.randomUUID();
	runtimeIfOpen()?.log.error({ err: cause, id }, 'request failed');
	return { message: 'internal error', id };
};
