/** What the request of an upgrade says: where it comes from and who it is. */
import type { IncomingMessage } from 'node:http';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { Access, Credentials } from '../access/access.ts';
import { SCREEN_COOKIE, SESSION_COOKIE, cookieName, readCookie } from '../access/cookies.ts';
import { digest } from '../digest.ts';
import type { Watcher } from './watcher.ts';

/** As the pages have it: the configured origin decides, else a proxy in front, else the connection itself. */
export function isSecure({ headers, socket }: IncomingMessage, origin: string | null): boolean {
	if (origin !== null) return origin.startsWith('https:');
	const forwarded = headers['x-forwarded-proto'];
	return forwarded === undefined ? 'encrypted' in socket : forwarded === 'https';
}

/**
 * Browsers do not keep pages of other origins from opening websockets, and send the cookies along: the server must look.
 * A browser always says where it comes from, so cookies without an origin are not from one of our pages.
 */
export function mayComeFrom({ headers }: IncomingMessage, configured: string | null): boolean {
	const { origin, host, cookie } = headers;
	if (origin === undefined) return cookie === undefined;
	if (configured !== null) return origin === configured;
	// No URL parser: it throws on "null".
	return host !== undefined && origin.replace(/^https?:\/\//, '') === host;
}

export function readCredentials(
	{ headers }: IncomingMessage,
	{ isSecure, asScreen }: { isSecure: boolean; asScreen: boolean }
): Credentials {
	const cookie = (name: string): string | null =>
		readCookie(headers.cookie, cookieName(name, isSecure));
	const screen = cookie(SCREEN_COOKIE);
	if (asScreen) return { authorization: null, session: null, screen };
	return {
		authorization: headers.authorization ?? null,
		session: cookie(SESSION_COOKIE),
		screen
	};
}

function addressOf({ headers, socket }: IncomingMessage, header: string | null): string {
	const named = header === null ? undefined : headers[header];
	// Of a list the last was written by the proxy next to us; the others anybody may have written.
	const last = (Array.isArray(named) ? named.at(-1) : named)?.split(',').at(-1)?.trim();
	return last ?? socket.remoteAddress ?? '';
}

const NOTHING: Credentials = { authorization: null, session: null, screen: null };

/** Only the credential that said who it is: the next time no other is to speak for it. */
function spokeFor({ kind }: Principal, given: Credentials): Credentials {
	switch (kind) {
		case 'token':
			return { ...NOTHING, authorization: given.authorization };
		case 'person':
			return { ...NOTHING, session: given.session };
		case 'screen':
			return { ...NOTHING, screen: given.screen };
		default:
			return kind satisfies never;
	}
}

/** Null when nobody is known by these. */
export async function watcherOf(
	request: IncomingMessage,
	given: Credentials,
	{
		access,
		clientAddressHeader
	}: { access: Pick<Access, 'identify'>; clientAddressHeader: string | null }
): Promise<Watcher | null> {
	const address = addressOf(request, clientAddressHeader);
	const principal = await access.identify(given, address);
	if (principal === null) return null;
	const own = spokeFor(principal, given);
	return {
		principal,
		credential: digest(JSON.stringify(own)),
		address,
		recheck: () => access.identify(own)
	};
}
