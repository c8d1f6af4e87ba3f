/** Opens everything that signing in needs. */
import type { Logger } from 'pino';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Config } from '../config.ts';
import { DemoDoor } from '../demo/demo-door.ts';
import { demoPresence } from '../demo/demo-presence.ts';
import type { Store } from '../store/database.ts';
import type { PeopleStore } from '../store/people.ts';
import { createAttemptStore } from './attempts.ts';
import type { AttemptStore } from './attempts.ts';
import { Entrance } from './entrance.ts';
import { HashQueue } from './hash-queue.ts';
import { createOneTimeLinks } from './one-time-links.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import { OwnAccount } from './own-account.ts';
import type { HashCost } from './password-hash.ts';
import { PasswordHasher } from './password-hasher.ts';
import { ProviderPeople } from './provider-people.ts';
import { Provider } from './provider.ts';
import { createSecondFactors } from './second-factors.ts';
import type { SecondFactors } from './second-factors.ts';
import { createSessionStore } from './sessions.ts';
import type { SessionStore } from './sessions.ts';
import { SignIn } from './sign-in.ts';
import { Welcome } from './welcome.ts';

export interface SignInParts {
	readonly sessions: SessionStore;
	readonly entrance: Entrance;
	/** Also counts other things that are tried, such as codes of screens. */
	readonly attempts: AttemptStore;
	readonly links: OneTimeLinks;
	readonly secondFactors: SecondFactors;
	readonly signIn: SignIn;
	readonly welcome: Welcome;
	readonly ownAccount: OwnAccount;
	/** Null: only local accounts. */
	readonly provider: Provider | null;
	readonly providerPeople: ProviderPeople;
	readonly demoDoor: DemoDoor;
}

export interface SignInPartsSources {
	readonly store: Store;
	readonly people: PeopleStore;
	readonly audit: AuditLog;
	readonly config: Config;
	readonly key: Buffer;
	readonly log: Logger;
	readonly now: () => number;
	/** Of a hash of a password; absent: as much as it should. */
	readonly hashCost?: HashCost;
}

export function openSignIn(sources: SignInPartsSources): SignInParts {
	const { store, people, audit, config, key, log, now } = sources;
	const shared = { database: store.database, people, audit, key, now };
	const isDemoRunning = demoPresence({ dataDir: config.dataDir, now });
	const sessions = createSessionStore({ ...shared, isDemoRunning });
	const entrance = new Entrance({ ...shared, sessions });
	const attempts = createAttemptStore(store.database, now);
	const links = createOneTimeLinks(store.database, audit, now);
	const secondFactors = createSecondFactors(shared);
	// One for the whole process: it bounds what passwords may take of it.
	const hasher = new PasswordHasher(new HashQueue(), sources.hashCost);
	const parts = { ...shared, attempts, hasher, secondFactors, entrance };
	const signIn = new SignIn(parts);
	const onError = (error: unknown): void => {
		log.warn({ err: error }, 'sign-in with the provider failed');
	};
	return {
		sessions,
		entrance,
		attempts,
		links,
		secondFactors,
		signIn,
		welcome: new Welcome({ ...parts, links, signIn }),
		ownAccount: new OwnAccount(parts),
		provider:
			config.oidc === null ? null : new Provider({ config: config.oidc, key, now, onError }),
		providerPeople: new ProviderPeople({ ...shared, newRole: config.oidc?.newRole ?? null }),
		demoDoor: new DemoDoor({ store, people, audit, config, isDemoRunning, now })
	};
}
