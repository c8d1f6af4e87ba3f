/** The answer to a request that may not go on: a page for people, a problem for programs, nothing that says what is there. */
import { problemResponse } from '../api/problem.ts';
import type { Verdict } from './authorise.ts';

export type Refused = Exclude<Verdict, 'allowed'> | 'foreign' | 'large';

/** The parts of Kit's event it is decided by. */
interface Refusing {
	readonly url: URL;
	readonly request: Request;
	/** Kit's router asks for the data of a page, not for the page. */
	readonly isDataRequest: boolean;
	readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
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
	large: {
		status: 413,
		code: 'too_large',
		title: 'Too large',
		detail: 'nothing that is sent here is larger than 2 MiB'
	},
	foreign: {
		status: 403,
		code: 'foreign_origin',
		title: 'Not from this site',
		detail: 'a change has to come from a page of this installation; behind a proxy, set ORIGIN'
	}
};

/** Page that renders "not allowed" in the reader's language. */
export const REFUSED_PAGE = '/refused';

/** Where somebody who has to sign in first wanted to go. Of a form that is the page it is on. */
const signInAddress = ({ pathname, search }: URL, isRead: boolean): string =>
	`/sign-in?next=${encodeURIComponent(isRead ? pathname + search : pathname)}`;

const asJson = (status: number, body: unknown): Response =>
	new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** Kit's own words to its router and to `use:enhance`. */
function toKit(refused: Refused, event: Refusing, isRead: boolean): Response {
	const { status } = WORDS[refused];
	if (refused === 'unknown') {
		const location = signInAddress(event.url, isRead);
		return asJson(200, { type: 'redirect', location, ...(isRead ? {} : { status: 303 }) });
	}
	const message = { message: WORDS[refused].code };
	return isRead ? asJson(status, message) : asJson(200, { type: 'error', status, error: message });
}

async function toPerson(refused: Refused, event: Refusing, isRead: boolean): Promise<Response> {
	if (refused === 'unknown') {
		return new Response(null, {
			status: 303,
			headers: { location: signInAddress(event.url, isRead) }
		});
	}
	const rendered = await event.fetch(REFUSED_PAGE, { headers: { accept: 'text/html' } });
	return new Response(rendered.body, {
		status: WORDS[refused].status,
		headers: new Headers(rendered.headers)
	});
}

function toProgram(refused: Refused, { request }: Refusing): Response {
	const hasToken = request.headers.has('authorization');
	return problemResponse(
		WORDS[refused],
		refused === 'unknown'
			? { 'www-authenticate': hasToken ? 'Bearer error="invalid_token"' : 'Bearer' }
			: {}
	);
}

export async function refusal(refused: Refused, event: Refusing): Promise<Response> {
	const { headers, method } = event.request;
	const isRead = method === 'GET' || method === 'HEAD';
	if (event.isDataRequest || headers.get('x-sveltekit-action') === 'true')
		return toKit(refused, event, isRead);
	const isPage =
		!event.url.pathname.startsWith('/api/') && (headers.get('accept') ?? '').includes('text/html');
	// There is no page for what no form of ours sends.
	return isPage && refused !== 'large'
		? toPerson(refused, event, isRead)
		: toProgram(refused, event);
}
