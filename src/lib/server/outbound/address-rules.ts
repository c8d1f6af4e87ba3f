/** Which addresses of the network a call to the outside may reach. */
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.parse>;
type Range = readonly [Address, number];

/** What the operator allows beyond the public internet (ALLOWED_PRIVATE_HOSTS). */
export interface AllowedHosts {
	readonly ranges: readonly Range[];
	/** In lower case, without a dot at the end. */
	readonly names: ReadonlySet<string>;
}

const LOOKS_NUMERIC = /^[\d.]+$|:|\//;

function readRange(text: string): Range {
	try {
		if (text.includes('/')) return ipaddr.parseCIDR(text);
		const address = ipaddr.parse(text);
		return [address, address.kind() === 'ipv4' ? 32 : 128];
	} catch (cause) {
		throw new Error(
			`ALLOWED_PRIVATE_HOSTS holds "${text}", which is neither an address, a range such as 10.0.0.0/8, nor a host name`,
			{ cause }
		);
	}
}

export const hostKey = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Throws with the entry that cannot be read. */
export function readAllowedHosts(entries: readonly string[]): AllowedHosts {
	const isRange = (entry: string) => LOOKS_NUMERIC.test(entry);
	return {
		ranges: entries.filter(isRange).map(readRange),
		names: new Set(entries.filter((entry) => !isRange(entry)).map(hostKey))
	};
}

const isWithin = (address: Address, [base, bits]: Range): boolean =>
	address.kind() === base.kind() && address.match(base, bits);

/** The only part of IPv6 that is routed between networks; what tunnels or translates to IPv4 is told by its range. */
const GLOBAL: Range = ipaddr.parseCIDR('2000::/3');

const isPublic = (address: Address): boolean =>
	address.range() === 'unicast' && (address.kind() === 'ipv4' || isWithin(address, GLOBAL));

/** Private networks. Not the ranges that no host name has reason to lead to, such as the one of metadata services. */
const PRIVATE: ReadonlySet<string> = new Set([
	'private',
	'loopback',
	'uniqueLocal',
	'carrierGradeNat'
]);

/**
 * Whether `text`, an address, may be connected to for `host`. Public ones may; private ones when their range is allowed,
 * or when `host` is; link-local, multicast, translated and all other special ones only when their range is.
 */
export function mayConnect(text: string, host: string, allowed: AllowedHosts): boolean {
	if (!ipaddr.isValid(text)) return false;
	const address = ipaddr.parse(text);
	if (isPublic(address)) return true;
	// ::ffff:10.0.0.1 is 10.0.0.1 to the system that connects.
	const meant = ipaddr.process(text);
	if (allowed.ranges.some((range) => isWithin(address, range) || isWithin(meant, range)))
		return true;
	return allowed.names.has(hostKey(host)) && PRIVATE.has(meant.range());
}
