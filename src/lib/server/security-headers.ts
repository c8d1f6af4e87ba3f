/** Headers of every answer. The policy for scripts is with the pages (svelte.config.js), which know their own. */

interface Protection {
	/** The page came over TLS. */
	readonly isSecure: boolean;
	/** Made for somebody: no cache may keep it. */
	readonly isPrivate: boolean;
	/** Host and port of the page. */
	readonly host: string;
}

const ALWAYS: Readonly<Record<string, string>> = {
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'same-origin',
	'x-frame-options': 'SAMEORIGIN',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'
};
const TWO_YEARS_S = 63_072_000;

export function protect(answer: Response, { isSecure, isPrivate, host }: Protection): Response {
	// Answers that were made elsewhere (redirects, fetches) may not be changed.
	const open = new Response(answer.body, answer);
	for (const [name, value] of Object.entries(ALWAYS)) {
		if (!open.headers.has(name)) open.headers.set(name, value);
	}
	const policy = open.headers.get('content-security-policy');
	// Not every browser counts a websocket of this host as its own, so it is named; others are not.
	if (policy !== null) {
		const own = `${isSecure ? 'wss' : 'ws'}://${host}`;
		open.headers.set('content-security-policy', policy.replace('ws: wss:', own));
	}
	if (isSecure) open.headers.set('strict-transport-security', `max-age=${TWO_YEARS_S}`);
	if (isPrivate && !open.headers.has('cache-control'))
		open.headers.set('cache-control', 'private, no-store');
	return open;
}
