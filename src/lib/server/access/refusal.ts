/** The answer to a request that may not go on: a page for people, a problem for programs, nothing that says what is there. */
import { problemResponse } from '../api/problem.ts';
import type { Verdict } from './authorise.ts';

export type Refused = Exclude<Verdict, 'allowed'> | 'foreign';

interface Refusing {
	readonly url: URL;
	readonly request: Request;
	readonly isDataRequest: boolean;
}

const WORDS: Record<Refused, { status: number; code: string; title: string; detail: string }> = {
	unknown: {
		status: 401,
		code: 'unauthorized',
		title: 'Nobody is signed in',
		detail: 'sign in, or send a token as "Authorization: Bearer …"'
	},
	forbidden: {
		status: 403,
		code: 'forbidden',
		title: 'Not allowed',
		detail: 'whoever is signed in, or this token, does not have the right to do that'
	},
	missing: {
		status: 404,
		code: 'not_found',
		title: 'No such address',
		detail: 'there is nothing at this address, or not with this method'
	},
	foreign: {
		status: 403,
		code: 'foreign_origin',
		title: 'Not from this site',
		detail: 'a change has to come from a page of this installation; behind a proxy, set ORIGIN'
	}
};

const wantsPage = ({ request, url }: Refusing): boolean =>
	!url.pathname.startsWith('/api/') && (request.headers.get('accept') ?? '').includes('text/html');

/** Where somebody who has to sign in first wanted to go. */
const signInAddress = ({ pathname, search }: URL): string =>
	`/sign-in?next=${encodeURIComponent(pathname + search)}`;

const escapeHtml = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Without scripts or styles: it has to work for whoever has no right to anything else. */
const page = (title: string, detail: string): string =>
	`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p><p><a href="/">Atalaya</a></p></html>`;

export function refusal(refused: Refused, event: Refusing): Response {
	const problem = WORDS[refused];
	const { request, url } = event;
	const isPage = wantsPage(event) || event.isDataRequest;
	if (refused === 'unknown' && isPage && ['GET', 'HEAD'].includes(request.method)) {
		if (event.isDataRequest) return kitRedirect(signInAddress(url));
		return new Response(null, { status: 303, headers: { location: signInAddress(url) } });
	}
	if (isPage && !event.isDataRequest) {
		return new Response(page(problem.title, problem.detail), {
			status: problem.status,
			headers: { 'content-type': 'text/html; charset=utf-8' }
		});
	}
	const header = request.headers.get('authorization');
	return problemResponse(problem, {
		...(refused === 'unknown'
			? { 'www-authenticate': header === null ? 'Bearer' : 'Bearer error="invalid_token"' }
			: {})
	});
}

/** What Kit's router reads as "go there" when it asks for data. */
const kitRedirect = (location: string): Response =>
	new Response(JSON.stringify({ type: 'redirect', location }), {
		headers: { 'content-type': 'application/json' }
	});
