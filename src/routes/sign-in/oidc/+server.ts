import { redirect } from '@sveltejs/kit';
import { loadCatalog } from '#lib/i18n/load-catalog.ts';
import { translator } from '#lib/i18n/translator.ts';
import { runtime } from '#lib/server/runtime.ts';
import { awayPage } from '#lib/server/sign-in/away-page.ts';
import {
	JOURNEY_COOKIE,
	dropCookie,
	getCookie,
	keepSession,
	setCookie,
	visitOf
} from '#lib/server/sign-in/browser.ts';
import { nextAddress } from '#lib/server/sign-in/next-address.ts';
import { shownFault } from '#lib/server/sign-in/provider-fault.ts';
import type { ShownFault } from '#lib/server/sign-in/provider-fault.ts';
import type { RequestHandler } from './$types';

const PATH = '/sign-in/oidc';
const back = (fault: ShownFault): string => `/sign-in?fault=${fault}`;

/** Sends the browser to the provider. */
export const POST: RequestHandler = async (event) => {
	const { url, request, locals } = event;
	const { provider, config } = await runtime();
	if (!provider) redirect(303, '/sign-in');
	const next = nextAddress((await request.formData()).get('next'));
	const departure = await provider.depart(`${config.origin ?? url.origin}${PATH}`, next);
	if (!departure.ok) redirect(303, back(departure.fault));
	setCookie(event, JOURNEY_COOKIE, departure.note);
	const { language, locale } = locals.preferences;
	const t = translator(locale, await loadCatalog(language));
	const { name } = provider;
	return awayPage({
		address: departure.address,
		language: locale,
		title: t('signIn.away.title', { name }),
		link: t('signIn.away.link', { name })
	});
};

/** The provider has sent the browser back. */
export const GET: RequestHandler = async (event) => {
	const { provider, providerPeople, entrance, sessions } = await runtime();
	if (!provider) redirect(303, '/sign-in');
	const note = getCookie(event, JOURNEY_COOKIE);
	// One journey, one try.
	dropCookie(event, JOURNEY_COOKIE);
	const arrival = await provider.arrive(event.url.search, note);
	if (!arrival.ok) redirect(303, back(shownFault(arrival.fault)));
	const visit = visitOf(event);
	const recognition = await providerPeople.recognise(arrival.identity, visit);
	if (!recognition.ok) redirect(303, back(shownFault(recognition.reason)));
	await keepSession(event, sessions, await entrance.enter(recognition.visitor, 'oidc', visit));
	redirect(303, nextAddress(arrival.next));
};
