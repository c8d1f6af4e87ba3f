/** What the operational store knows, opened beside a running product or for a hub of a test, with people made at once. */
import type { Role } from '#lib/domain/access/role.ts';
import type { TokenScope } from '#lib/domain/access/token-scope.ts';
import type { Board, BoardLayout } from '#lib/domain/boards/board.ts';
import { knownTeams } from '#lib/server/access/known-teams.ts';
import type { KnownTeams } from '#lib/server/access/known-teams.ts';
import { SYSTEM, createAuditLog } from '#lib/server/audit/audit-log.ts';
import type { AuditLog } from '#lib/server/audit/audit-log.ts';
import { digest } from '#lib/server/digest.ts';
import { newScreenToken } from '#lib/server/screens/screen-token.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { createSessionStore } from '#lib/server/sign-in/sessions.ts';
import type { SessionStore } from '#lib/server/sign-in/sessions.ts';
import { createApiTokenStore } from '#lib/server/store/api-tokens.ts';
import type { ApiTokenStore } from '#lib/server/store/api-tokens.ts';
import type { BoardStore } from '#lib/server/store/board-store.ts';
import { createBoardStore } from '#lib/server/store/boards.ts';
import { openStore } from '#lib/server/store/database.ts';
import type { Store } from '#lib/server/store/database.ts';
import { createPeopleStore } from '#lib/server/store/people.ts';
import type { PeopleStore, Person, PersonDraft } from '#lib/server/store/people.ts';
import { createScreenStore } from '#lib/server/store/screens.ts';
import type { ScreenStore } from '#lib/server/store/screens.ts';
import { createTeamStore } from '#lib/server/store/teams.ts';

export interface Made {
	readonly id: string;
	/** Of a cookie, or the bearer token itself. */
	readonly token: string;
}

export interface StoreParts extends KnownTeams {
	readonly store: Store;
	readonly audit: AuditLog;
	readonly people: PeopleStore;
	readonly sessions: SessionStore;
	readonly apiTokens: ApiTokenStore;
	readonly screens: ScreenStore;
	readonly boards: BoardStore;
	person(name: string, role: Role, also?: Partial<PersonDraft>): Promise<Person>;
	/** The token of a new session. */
	signIn(person: Pick<Person, 'id'>): Promise<string>;
	screen(boards: readonly string[]): Promise<Made>;
	program(scopes: readonly TokenScope[], team: string, expiresAtMs?: number | null): Promise<Made>;
	board(name: string, team: string, layout: BoardLayout): Promise<Board>;
	/** A client of the company with one queue and one team of agents: `<name>-queue`, `<name>-team`. */
	client(name: string): Promise<string>;
}

const HOUR_MS = 3_600_000;

export async function openStoreParts(dataDir: string): Promise<StoreParts> {
	const store = await openStore({ dataDir, databaseUrl: null });
	const { database } = store;
	const now = Date.now;
	// The key of the product, so that its audit log stays one unbroken chain.
	const audit = createAuditLog(database, readStoreKey({ storeKey: null, dataDir }), now);
	const people = createPeopleStore(database, audit, now);
	const { teams, nodes } = knownTeams(createTeamStore(database, audit), now);
	const sessions = createSessionStore({ database, people, isDemoRunning: () => true, now });
	const apiTokens = createApiTokenStore(store, { now });
	const boards = createBoardStore(store, { audit, now });
	return {
		store,
		audit,
		people,
		teams,
		nodes,
		sessions,
		apiTokens,
		screens: createScreenStore(database, audit, now),
		boards,
		async person(name, role, also = {}) {
			const email = `${name}@test.example`;
			const draft = { name, email, role, teams: [], agent: null, isActive: true, ...also };
			const made = await people.create(draft, SYSTEM);
			if (!made.ok) throw new Error(made.fault);
			return made.person;
		},
		signIn: ({ id }) =>
			sessions.open({ person: id, method: 'password', address: '127.0.0.1', agentName: 'test' }),
		async screen(ofBoards) {
			const id = crypto.randomUUID();
			const token = newScreenToken(id);
			await database
				.insertInto('screens')
				.values({
					id,
					name: 'TV',
					boards: JSON.stringify(ofBoards),
					rotate_seconds: 0,
					token_hash: digest(token),
					previous_token_hash: null,
					token_issued_at_ms: now(),
					token_expires_at_ms: now() + HOUR_MS,
					paired_at_ms: now(),
					paired_by: 'nobody',
					revoked_at_ms: null,
					revision: 1,
					seen_at_ms: null,
					seen_address: null,
					report: null
				})
				.execute();
			return { id, token };
		},
		async program(scopes, team, expiresAtMs = null) {
			const wanted = { name: 'program', scopes, sources: [], team, expiresAtMs };
			const { token, record } = await apiTokens.create({ ...wanted, createdBy: 'nobody' });
			return { id: record.id, token };
		},
		board: (name, team, layout) =>
			boards.create({ ...layout, name }, { team, showsAgents: false }, SYSTEM),
		async client(name) {
			const made = await teams.create(
				{
					parent: 'company',
					kind: 'client',
					name,
					queues: [`${name}-queue`],
					words: [`${name}-team`]
				},
				SYSTEM
			);
			if (!made.ok) throw new Error(made.fault);
			return made.id;
		}
	};
}
