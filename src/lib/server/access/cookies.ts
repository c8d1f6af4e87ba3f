/** The cookies that say who somebody is. Behind TLS their names bind them to this host (`__Host-`). */

export const SESSION_COOKIE = 'atalaya-session';
export const SCREEN_COOKIE = 'atalaya-screen';

export const cookieName = (name: string, isSecure: boolean): string =>
	isSecure ? `__Host-${name}` : name;

/** HttpOnly: no script reads it. Lax: other sites' forms and frames do not bring it, links to us do. */
export const cookieOptions = (isSecure: boolean, maxAgeS: number) =>
	({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: maxAgeS }) as const;

/** One cookie of a `Cookie` header; null when it is not there. */
export function readCookie(header: string | undefined, name: string): string | null {
	for (const part of (header ?? '').split(';')) {
		const [key = '', ...rest] = part.split('=');
		if (key.trim() === name) return rest.join('=').trim();
	}
	return null;
}
