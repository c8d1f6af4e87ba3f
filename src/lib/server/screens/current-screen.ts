/** The paired screen of a browser, by its cookie: known, renewed when due, and noted as seen. */
import type { Cookies } from '@sveltejs/kit';
import { SCREEN_COOKIE, cookieName, cookieOptions } from '../access/cookies.ts';
import type { Screen, ScreenStore } from '../store/screens.ts';

interface Visit {
	readonly cookies: Cookies;
	readonly url: URL;
	getClientAddress(): string;
}

/** The longest browsers keep any. */
const COOKIE_LIVES_S = 400 * 24 * 3600;

export function giveToken({ cookies, url }: Pick<Visit, 'cookies' | 'url'>, token: string): void {
	const isSecure = url.protocol === 'https:';
	cookies.set(cookieName(SCREEN_COOKIE, isSecure), token, cookieOptions(isSecure, COOKIE_LIVES_S));
}

/** Null when this browser is no paired screen, or no longer. */
export async function currentScreen(visit: Visit, screens: ScreenStore): Promise<Screen | null> {
	const { cookies, url } = visit;
	const token = cookies.get(cookieName(SCREEN_COOKIE, url.protocol === 'https:'));
	if (token === undefined) return null;
	const address = visit.getClientAddress();
	const principal = await screens.find(token, address);
	if (principal === null) return null;
	const renewed = await screens.renew(token);
	if (renewed !== null) giveToken(visit, renewed);
	await screens.seen(principal.id, address);
	return screens.screen(principal.id);
}
