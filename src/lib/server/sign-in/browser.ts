/** What the pages of signing in share: where a request comes from, and the cookies it brings and takes away. */
import type { IncomingMessage } from 'node:http';
import { SESSION_COOKIE, cookieName, cookieOptions } from '../access/cookies.ts';
import type { RequestOrigin } from '../demo/local-request.ts';
import type { Visit } from './entrance.ts';
import { JOURNEY_MS } from './provider.ts';
import { SECOND_STEP_MS } from './second-step.ts';
import { SESSION_LONGEST_MS } from './sessions.ts';
import type { SessionStore } from './sessions.ts';

type CookieOptions = ReturnType<typeof cookieOptions>;

/** The part of Kit's event that is needed. */
export interface BrowserEvent {
	readonly request: Request;
	readonly url: URL;
	readonly cookies: {
		get(name: string): string | undefined;
		set(name: string, value: string, options: CookieOptions): void;
		delete(name: string, options: Omit<CookieOptions, 'maxAge'>): void;
	};
	readonly platform?: object | undefined;
	getClientAddress(): string;
}

const LIFETIME_MS = {
	[SESSION_COOKIE]: SESSION_LONGEST_MS,
	/** Between password and second factor. */
	'atalaya-second-step': SECOND_STEP_MS,
	/** On the way to the provider and back. */
	'atalaya-journey': JOURNEY_MS
} as const;
type Cookie = keyof typeof LIFETIME_MS;

export const SECOND_STEP_COOKIE = 'atalaya-second-step';
export const JOURNEY_COOKIE = 'atalaya-journey';

const isSecure = ({ url }: BrowserEvent): boolean => url.protocol === 'https:';

export const getCookie = (event: BrowserEvent, name: Cookie): string | null =>
	event.cookies.get(cookieName(name, isSecure(event))) ?? null;

export function setCookie(event: BrowserEvent, name: Cookie, value: string): void {
	const maxAgeS = LIFETIME_MS[name] / 1000;
	event.cookies.set(
		cookieName(name, isSecure(event)),
		value,
		cookieOptions(isSecure(event), maxAgeS)
	);
}

export function dropCookie(event: BrowserEvent, name: Cookie): void {
	const { maxAge: _, ...options } = cookieOptions(isSecure(event), 0);
	event.cookies.delete(cookieName(name, isSecure(event)), options);
}

/** The new session takes the place of whatever this browser had, which ends: nobody else can go on with it. */
export async function keepSession(
	event: BrowserEvent,
	sessions: SessionStore,
	token: string
): Promise<void> {
	const earlier = getCookie(event, SESSION_COOKIE);
	if (earlier !== null) await sessions.close(earlier);
	dropCookie(event, SECOND_STEP_COOKIE);
	setCookie(event, SESSION_COOKIE, token);
}

export const visitOf = (event: BrowserEvent): Visit => ({
	address: event.getClientAddress(),
	agentName: event.request.headers.get('user-agent') ?? ''
});

/** The address of the socket, whatever headers say; in development Kit knows no other. */
export function requestOrigin(event: BrowserEvent): RequestOrigin {
	const { req } = (event.platform ?? {}) as { readonly req?: IncomingMessage };
	return {
		socketAddress: req ? (req.socket.remoteAddress ?? '') : event.getClientAddress(),
		headers: event.request.headers
	};
}

/** A field of a form as text; what is no text counts as left empty. */
export function fieldOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
