/** What failed attempts are counted by. What somebody typed as an e-mail may be anything: only its keyed hash is kept. */
import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { emailKey } from '../store/people.ts';

const IPV6_NETWORK_BYTES = 8;

export const emailMark = (key: Buffer, email: string): string =>
	createHmac('sha256', key)
		.update(`e-mail of a sign-in\n${emailKey(email)}`)
		.digest('base64url');

export const personSubject = (key: Buffer, email: string): string =>
	`person:${emailMark(key, email)}`;

/** Some proxies write the port of the client behind its address: `203.0.113.7:51034`, `[2001:db8::1]:51034`. */
const withoutPort = (address: string): string =>
	/^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1] ??
	/^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ??
	address;

/** One network for IPv6, where everybody has as many addresses as there are tries. */
export function networkOf(written: string): string {
	const address = withoutPort(written);
	if (!ipaddr.isValid(address)) return 'unknown';
	const parsed = ipaddr.process(address);
	if (parsed instanceof ipaddr.IPv6) {
		const network = parsed.toByteArray().slice(0, IPV6_NETWORK_BYTES);
		return `${Buffer.from(network).toString('hex')}/64`;
	}
	return parsed.toString();
}

export const addressSubject = (address: string): string => `address:${networkOf(address)}`;

/** Passwords asked for again of somebody who is signed in: what fails at the door does not count there. */
export const accountSubject = (person: string): string => `account:${person}`;
