/** Opens what the store knows of people, teams, sessions and rights. */
import type { Logger } from 'pino';
import { Access } from './access/access.ts';
import { knownTeams } from './access/known-teams.ts';
import { createAuditLog } from './audit/audit-log.ts';
import type { Config } from './config.ts';
import type { Runtime } from './runtime.ts';
import { readStoreKey } from './secrets.ts';
import { createPairings } from './screens/pairings.ts';
import { openSignIn } from './sign-in/open-sign-in.ts';
import type { SignInParts } from './sign-in/open-sign-in.ts';
import type { Store } from './store/database.ts';
import { createApiTokenStore, principalOf } from './store/api-tokens.ts';
import { createPeopleStore } from './store/people.ts';
import { createScreenStore } from './store/screens.ts';
import { createTeamStore } from './store/teams.ts';

export type Identity = Pick<
	Runtime,
	| 'storeKey'
	| 'people'
	| 'teams'
	| 'apiTokens'
	| 'screens'
	| 'pairings'
	| 'audit'
	| 'access'
	| keyof SignInParts
>;

export function openIdentity(store: Store, config: Config, log: Logger): Identity {
	const { database } = store;
	const storeKey = readStoreKey(config);
	const audit = createAuditLog(database, storeKey, Date.now);
	const people = createPeopleStore(database, audit, Date.now);
	const { teams, nodes } = knownTeams(createTeamStore(database, audit), Date.now);
	const signIn = openSignIn({ store, people, audit, config, key: storeKey, log, now: Date.now });
	const screens = createScreenStore(database, audit, Date.now);
	const pairings = createPairings({
		database,
		audit,
		attempts: signIn.attempts,
		storeKey,
		now: Date.now
	});
	const apiTokens = createApiTokenStore(store, {
		now: Date.now,
		onError: (error) => {
			log.error({ err: error }, 'the use of a token was not written');
		}
	});
	const access = new Access({
		session: (token) => signIn.sessions.find(token),
		screen: (token, address) => screens.find(token, address),
		token: async (token) => {
			const found = await apiTokens.find(token);
			return found && principalOf(found);
		},
		environmentToken: config.apiToken,
		nodes
	});
	return { storeKey, people, teams, apiTokens, screens, pairings, audit, access, ...signIn };
}
