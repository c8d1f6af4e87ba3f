/** Where somebody goes after signing in: a path of ours, whatever a link says. */

/** Never used as a host: only shows whether an address would leave the one it is read on. */
const HERE = 'http://here.invalid';
const LONGEST = 2000;

const isDoor = (pathname: string): boolean => /^\/(sign-in|sign-out|welcome)(\/|$)/.test(pathname);

/** `/` for everything that is not a path on this host, or that leads back to signing in. */
export function nextAddress(given: unknown): string {
	if (typeof given !== 'string' || given.length > LONGEST) return '/';
	// Browsers take a backslash for a slash and drop tabs and line ends: `/\evil.example` leaves this host.
	// eslint-disable-next-line no-control-regex
	if (!given.startsWith('/') || /[\\\u0000-\u001f\u007f]/.test(given)) return '/';
	if (!URL.canParse(given, HERE)) return '/';
	const { origin, pathname, search, hash } = new URL(given, HERE);
	// `/..//evil` is resolved to `//evil`, which another host reads as its own.
	if (origin !== HERE || pathname.startsWith('//') || isDoor(pathname)) return '/';
	return pathname + search + hash;
}
