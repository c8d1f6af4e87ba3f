import { building } from '$app/environment';
import { env } from '$env/dynamic/private';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { openRuntime } from '#lib/server/open-runtime.ts';
import { provideRuntime, runtimeIfOpen } from '#lib/server/runtime.ts';
import { fillShell, readPreferences } from '#lib/shell/preferences.ts';

export const init: ServerInit = async () => {
	if (!building) await provideRuntime(() => openRuntime(env));
};

export const handle: Handle = ({ event, resolve }) => {
	const preferences = readPreferences({
		query: event.url.searchParams,
		cookie: (name) => event.cookies.get(name),
		acceptLanguage: event.request.headers.get('accept-language')
	});
	event.locals.preferences = preferences;
	return resolve(event, { transformPageChunk: ({ html }) => fillShell(html, preferences) });
};

export const handleError: HandleServerError = ({ error, status }) => {
	if (status === 404) return { message: 'not found' };
	const id = crypto.randomUUID();
	runtimeIfOpen()?.log.error({ err: error, id }, 'request failed');
	return { message: 'internal error', id };
};
