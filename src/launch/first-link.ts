/** The one-time link of the first administrator: a new one at each start, until somebody has used one. */
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { Config } from '#lib/server/config.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createOneTimeLinks } from '#lib/server/sign-in/one-time-links.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import { webAddress } from './web-address.ts';

/** What the launcher and the command share of the store. */
export function identityOf({ database }: Store, config: Config) {
	const audit = createAuditLog(database, readStoreKey(config), Date.now);
	return {
		audit,
		people: createPeopleStore(database, audit, Date.now),
		links: createOneTimeLinks(database, audit, Date.now)
	};
}

export const welcomeAddress = (config: Config, token: string): string =>
	`${webAddress(config)}/welcome/${token}`;

/** Null once somebody administers the installation. Earlier links stop working. */
export async function firstLink(config: Config): Promise<string | null> {
	const store = await openStore(config);
	try {
		const { people, links } = identityOf(store, config);
		if (await people.hasAdministrator()) return null;
		const token = await links.create('first-administrator', null, SYSTEM);
		return token === null ? null : welcomeAddress(config, token);
	} finally {
		await store.close();
	}
}

export const firstLinkWords = (link: string): string =>
	`\n  Primer administrador / first administrator: open this link once, within 24 hours\n  ${link}`;
