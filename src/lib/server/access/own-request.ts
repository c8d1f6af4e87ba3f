/** Whether a request that changes something comes from a page of ours: other sites' forms and scripts are refused. */

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers say where a request comes from (`Origin`, `Sec-Fetch-Site`); programs say nothing, and bring no cookies of
 * anybody. A bearer token is not sent by a browser on its own.
 */
export function isOwnRequest(
	{ method, headers }: Pick<Request, 'method' | 'headers'>,
	url: URL
): boolean {
	if (READS.has(method) || /^bearer /i.test(headers.get('authorization') ?? '')) return true;
	const site = headers.get('sec-fetch-site');
	if (site !== null && site !== 'same-origin' && site !== 'none') return false;
	const origin = headers.get('origin');
	if (origin !== null) return origin === url.origin;
	// A browser that sends cookies along with a change also sends an origin.
	return !headers.has('cookie');
}
