/** Sessions of people who signed in. Role and teams are read with each use, so that a change holds at once. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { digest, newToken } from '../digest.ts';
import type { PeopleStore } from '../store/people.ts';
import type { StoreSchema } from '../store/schema.ts';

export type SignInMethod = 'password' | 'oidc' | 'link' | 'demo';

export interface OpenSession {
	readonly person: string;
	readonly method: SignInMethod;
	/** Network address and what the browser calls itself: shown to the person, for nothing else. */
	readonly address: string;
	readonly agentName: string;
}

export interface SessionSummary {
	readonly id: string;
	readonly method: string;
	readonly createdAtMs: number;
	readonly usedAtMs: number;
	readonly address: string;
	readonly agentName: string;
}

export interface SessionStore {
	/** The token for the cookie; a new one at each sign-in. Within a transaction when one is given. */
	open(session: OpenSession, transaction?: Transaction<StoreSchema>): Promise<string>;
	/**
	 * Null when it is unknown, too old, unused for too long, or its person is no longer active; for people of the demo
	 * centre also when that no longer runs, which ends the session.
	 */
	find(token: string): Promise<PersonPrincipal | null>;
	close(token: string): Promise<void>;
	/** Newest use first. */
	list(person: string): Promise<SessionSummary[]>;
	/** One of the person's own, by its id. */
	closeOne(person: string, id: string): Promise<boolean>;
	/** All of a person but the one to keep. Returns how many. */
	closeAll(person: string, keepId?: string): Promise<number>;
}

const HOUR_MS = 3_600_000;
/** A shift and a half without a click. */
export const SESSION_IDLE_MS = 12 * HOUR_MS;
export const SESSION_LONGEST_MS = 7 * 24 * HOUR_MS;
/** The instant of use is written at most this often. */
const TOUCH_MS = 60_000;
const LONGEST_AGENT_NAME = 300;

export interface SessionSources {
	readonly database: Kysely<StoreSchema>;
	readonly people: PeopleStore;
	readonly isDemoRunning: () => boolean;
	readonly now: () => number;
}

class SqlSessionStore implements SessionStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #people: PeopleStore;
	readonly #isDemoRunning: () => boolean;
	readonly #now: () => number;

	constructor({ database, people, isDemoRunning, now }: SessionSources) {
		this.#database = database;
		this.#people = people;
		this.#isDemoRunning = isDemoRunning;
		this.#now = now;
	}

	async open(
		{ person, method, address, agentName }: OpenSession,
		transaction?: Transaction<StoreSchema>
	): Promise<string> {
		const database = transaction ?? this.#database;
		const token = newToken();
		const nowMs = this.#now();
		await database
			.deleteFrom('sessions')
			.where((where) =>
				where.or([
					where('expires_at_ms', '<', nowMs),
					where('used_at_ms', '<', nowMs - SESSION_IDLE_MS)
				])
			)
			.execute();
		await database
			.insertInto('sessions')
			.values({
				token_hash: digest(token),
				id: randomUUID(),
				person,
				method,
				created_at_ms: nowMs,
				used_at_ms: nowMs,
				expires_at_ms: nowMs + SESSION_LONGEST_MS,
				address,
				agent_name: agentName.slice(0, LONGEST_AGENT_NAME)
			})
			.execute();
		return token;
	}

	async find(token: string): Promise<PersonPrincipal | null> {
		const nowMs = this.#now();
		const row = await this.#database
			.selectFrom('sessions')
			.selectAll()
			.where('token_hash', '=', digest(token))
			.where('expires_at_ms', '>', nowMs)
			.where('used_at_ms', '>', nowMs - SESSION_IDLE_MS)
			.executeTakeFirst();
		if (!row) return null;
		const person = await this.#people.find(row.person);
		if (!person?.isActive) return null;
		if (person.isDemo && !this.#isDemoRunning()) {
			await this.close(token);
			return null;
		}
		if (nowMs - row.used_at_ms > TOUCH_MS) {
			await this.#database
				.updateTable('sessions')
				.set({ used_at_ms: nowMs })
				.where('id', '=', row.id)
				.execute();
		}
		const { id, name, role, teams, agent, isDemo } = person;
		return { kind: 'person', id, name, role, teams, agent, isDemo, sessionId: row.id };
	}

	async close(token: string): Promise<void> {
		await this.#database.deleteFrom('sessions').where('token_hash', '=', digest(token)).execute();
	}

	async list(person: string): Promise<SessionSummary[]> {
		const nowMs = this.#now();
		const rows = await this.#database
			.selectFrom('sessions')
			.selectAll()
			.where('person', '=', person)
			.where('expires_at_ms', '>', nowMs)
			.where('used_at_ms', '>', nowMs - SESSION_IDLE_MS)
			.orderBy('used_at_ms', 'desc')
			.execute();
		return rows.map((row) => ({
			id: row.id,
			method: row.method,
			createdAtMs: row.created_at_ms,
			usedAtMs: row.used_at_ms,
			address: row.address,
			agentName: row.agent_name
		}));
	}

	async closeOne(person: string, id: string): Promise<boolean> {
		const { numDeletedRows } = await this.#database
			.deleteFrom('sessions')
			.where('person', '=', person)
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		return numDeletedRows === 1n;
	}

	async closeAll(person: string, keepId = ''): Promise<number> {
		const { numDeletedRows } = await this.#database
			.deleteFrom('sessions')
			.where('person', '=', person)
			.where('id', '!=', keepId)
			.executeTakeFirstOrThrow();
		return Number(numDeletedRows);
	}
}

export const createSessionStore = (sources: SessionSources): SessionStore =>
	new SqlSessionStore(sources);
