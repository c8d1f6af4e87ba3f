/** How a person reaches the pages. */
import type { Config } from '#lib/server/config.ts';

/** A name for the address the servers listen on. */
export function shownHost(host: string): string {
	if (host === '0.0.0.0' || host === '::') return 'localhost';
	return host.includes(':') ? `[${host}]` : host;
}

/** Without a slash at the end. */
export const webAddress = ({
	origin,
	host,
	port
}: Pick<Config, 'origin' | 'host' | 'port'>): string =>
	origin ?? `http://${shownHost(host)}:${port}`;
