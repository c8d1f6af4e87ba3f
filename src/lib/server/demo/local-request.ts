/** Whether a request was made on this very machine, by a browser that says so and with nothing in between. */
import ipaddr from 'ipaddr.js';

export interface RequestOrigin {
	/** Of the socket itself; empty when it is not known. */
	readonly socketAddress: string;
	readonly headers: Headers;
}

/**
 * What proxies add. `x-forwarded-proto` is not among them: server.ts fills it in for every request. A proxy that adds none
 * of them names itself in Host, or breaks every form for a browser.
 */
const FORWARDED = [
	'forwarded',
	'via',
	'x-forwarded-for',
	'x-forwarded-host',
	'x-forwarded-port',
	'x-forwarded-server',
	'x-forwarded-by',
	'x-original-forwarded-for',
	'x-original-host',
	'x-real-ip',
	'x-client-ip',
	'x-cluster-client-ip',
	'true-client-ip',
	'cf-connecting-ip',
	'fastly-client-ip',
	'x-envoy-external-address',
	'x-appengine-user-ip'
] as const;

const isLoopbackAddress = (address: string): boolean =>
	ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

/** `localhost`, `127.0.0.1`, `::1`; not a name that only resolves to them. */
export function isLoopbackHost(host: string): boolean {
	const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
	if (name === 'localhost') return true;
	return (
		(name.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(name)) && isLoopbackAddress(name)
	);
}

/** Host and port of a header, not more: no user, no path. */
function isLoopbackHeader(header: string | null): boolean {
	const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(header ?? '');
	return match !== null && isLoopbackHost(match[1] ?? '');
}

export const isLocalRequest = ({ socketAddress, headers }: RequestOrigin): boolean =>
	isLoopbackAddress(socketAddress) &&
	FORWARDED.every((name) => !headers.has(name)) &&
	// Another name for this machine may be somebody else's page (DNS rebinding).
	isLoopbackHeader(headers.get('host'));
