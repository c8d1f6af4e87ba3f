/** Somebody signed in, for tests that are about something else. */
import type { BrowserContext } from '@playwright/test';
import type { Role } from '#lib/domain/access/role.ts';
import { SESSION_COOKIE } from '#lib/server/access/cookies.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createSessionStore } from '#lib/server/sign-in/sessions.ts';
import { openStore } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import { TestBrowser } from './test-browser.ts';

/** A product or a web process of a test. */
export interface Installation {
	readonly web: string;
	readonly dataDir: string;
}

export interface SignedInAs {
	/** Nodes of the tree of teams. */
	readonly teams?: readonly string[];
	/** Id of the agent in events. */
	readonly agent?: string | null;
	/** One person for each; absent: by the role. */
	readonly email?: string;
}

/** The token of a new session of a person with that role, who is entered when there is none. Next to the running product. */
async function openSession(
	{ dataDir }: Pick<Installation, 'dataDir'>,
	role: Role,
	{ teams = [], agent = null, email = `${role}@test.example` }: SignedInAs
): Promise<string> {
	const store = await openStore({ dataDir, databaseUrl: null });
	try {
		const { database } = store;
		const key = readStoreKey({ storeKey: null, dataDir });
		const audit = createAuditLog(database, key, Date.now);
		const people = createPeopleStore(database, audit, Date.now);
		const draft = { email, name: `Test ${role}`, role, teams, agent, isActive: true };
		const known = await people.findByEmail(email);
		const result = known
			? await people.change(known.id, draft, SYSTEM)
			: await people.create(draft, SYSTEM);
		if (!result.ok) throw new Error(`${email}: ${result.fault}`);
		const sessions = createSessionStore({
			database,
			people,
			isDemoRunning: () => true,
			now: Date.now
		});
		const person = result.person.id;
		return await sessions.open({ person, method: 'password', address: '', agentName: 'test' });
	} finally {
		await store.close();
	}
}

/** The `Cookie` header of somebody with that role. */
export const signInAs = async (
	installation: Pick<Installation, 'dataDir'>,
	role: Role,
	as: SignedInAs = {}
): Promise<string> => `${SESSION_COOKIE}=${await openSession(installation, role, as)}`;

/** The same for a browser of Playwright, at an installation of its own. */
export async function signInBrowser(
	context: BrowserContext,
	installation: Installation,
	role: Role = 'admin',
	as: SignedInAs = {}
): Promise<void> {
	const value = await openSession(installation, role, as);
	await context.addCookies([
		{ name: SESSION_COOKIE, value, url: installation.web, httpOnly: true, sameSite: 'Lax' }
	]);
}

/** The token of the session that one click at the demo centre gives. */
export async function signInToDemo(web: string, role: Role): Promise<string> {
	const browser = new TestBrowser(web);
	const answer = await browser.submit('/sign-in?/demo', { role });
	const token = browser.cookies.get(SESSION_COOKIE);
	if (token === undefined) throw new Error(`no session as ${role}: ${answer.status}`);
	return token;
}
