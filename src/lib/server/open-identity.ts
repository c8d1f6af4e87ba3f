/** Opens what the store knows of people, teams, sessions and rights. */
import { Access } from './access/access.ts';
import { createAuditLog } from './audit/audit-log.ts';
import type { Config } from './config.ts';
import type { Runtime } from './runtime.ts';
import { readStoreKey } from './secrets.ts';
import { createSessionStore } from './sign-in/sessions.ts';
import type { Store } from './store/database.ts';
import { createPeopleStore } from './store/people.ts';
import { createTeamStore } from './store/teams.ts';

export type Identity = Pick<
	Runtime,
	'storeKey' | 'people' | 'teams' | 'sessions' | 'audit' | 'access'
>;

export function openIdentity({ database }: Store, config: Config): Identity {
	const storeKey = readStoreKey(config);
	const audit = createAuditLog(database, storeKey, Date.now);
	const people = createPeopleStore(database, audit, Date.now);
	const teams = createTeamStore(database, audit);
	const sessions = createSessionStore(database, people, Date.now);
	const access = new Access({
		session: (token) => sessions.find(token),
		screen: () => Promise.resolve(null),
		token: () => Promise.resolve(null),
		environmentToken: config.apiToken,
		nodes: () => teams.nodes()
	});
	return { storeKey, people, teams, sessions, audit, access };
}
