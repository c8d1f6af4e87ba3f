/** What a television keeps while its code is shown: the secret it fetches its token with, where no script reads it. */
import type { Cookies } from '@sveltejs/kit';
import { cookieName, cookieOptions } from '../access/cookies.ts';

const PAIRING_COOKIE = 'atalaya-pairing';

interface Visit {
	readonly cookies: Cookies;
	readonly url: URL;
}

const nameFor = ({ url }: Visit): string => cookieName(PAIRING_COOKIE, url.protocol === 'https:');

export const pairingSecret = (visit: Visit): string | null =>
	visit.cookies.get(nameFor(visit)) ?? null;

export function giveSecret(visit: Visit, secret: string, livesMs: number): void {
	// Twice as long: once the code was typed there is as much time again to fetch the token.
	const maxAgeS = Math.ceil((2 * livesMs) / 1000);
	const isSecure = visit.url.protocol === 'https:';
	visit.cookies.set(nameFor(visit), secret, cookieOptions(isSecure, maxAgeS));
}
