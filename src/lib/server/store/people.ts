/** People in the operational store. Secrets of theirs (password, second factor) are with src/lib/server/sign-in. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { isRole } from '#lib/domain/access/role.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { PeopleTable, StoreSchema } from './schema.ts';

export interface Person {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly teams: readonly string[];
	readonly agent: string | null;
	readonly isActive: boolean;
	readonly isDemo: boolean;
	readonly hasPassword: boolean;
	readonly hasSecondFactor: boolean;
	readonly hasProvider: boolean;
	readonly createdAtMs: number;
}

export interface PersonDraft {
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly teams: readonly string[];
	readonly agent: string | null;
	readonly isActive: boolean;
}

export type PersonFault =
	| 'unknown'
	| 'email-taken'
	| 'unknown-team'
	/** Somebody must be able to administer. */
	| 'last-admin';
export type PersonResult =
	| { readonly ok: true; readonly person: Person }
	| { readonly ok: false; readonly fault: PersonFault };

export interface CreateOptions {
	readonly isDemo?: boolean;
	/** Done in the same transaction once the person is there; what it throws takes everything back. */
	readonly also?: (transaction: Transaction<StoreSchema>, id: string) => Promise<void>;
}

export interface PeopleStore {
	/** By name. */
	list(): Promise<Person[]>;
	find(id: string): Promise<Person | null>;
	findByEmail(email: string): Promise<Person | null>;
	create(draft: PersonDraft, actor: Actor, options?: CreateOptions): Promise<PersonResult>;
	/** Whoever is no longer active, or changes role or teams, is signed out everywhere. */
	change(id: string, draft: PersonDraft, actor: Actor): Promise<PersonResult>;
	/** Whether anybody can administer this installation; people of the demo centre do not count. */
	hasAdministrator(): Promise<boolean>;
}

/** What one signs in with, whatever capitals were typed. */
export const emailKey = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

const byName = new Intl.Collator('es', { numeric: true });

function toPerson(row: Selectable<PeopleTable>, teams: readonly string[]): Person {
	return {
		id: row.id,
		email: row.email,
		name: row.name,
		// A role this version does not know gives the least of rights.
		role: isRole(row.role) ? row.role : 'agent',
		teams,
		agent: row.agent,
		isActive: row.is_active === 1,
		isDemo: row.is_demo === 1,
		hasPassword: row.password_hash !== null,
		hasSecondFactor: row.totp_confirmed_at_ms !== null,
		hasProvider: row.oidc_subject !== null,
		createdAtMs: row.created_at_ms
	};
}

async function teamsOfAll(database: Kysely<StoreSchema>): Promise<Map<string, string[]>> {
	const rows = await database.selectFrom('person_teams').selectAll().orderBy('team').execute();
	const teams = new Map<string, string[]>();
	for (const { person, team } of rows) teams.set(person, [...(teams.get(person) ?? []), team]);
	return teams;
}

async function findWhere(
	database: Kysely<StoreSchema>,
	column: 'id' | 'email',
	value: string
): Promise<Person | null> {
	const row = await database
		.selectFrom('people')
		.selectAll()
		.where(column, '=', value)
		.executeTakeFirst();
	if (!row) return null;
	const teams = await database
		.selectFrom('person_teams')
		.select('team')
		.where('person', '=', row.id)
		.orderBy('team')
		.execute();
	return toPerson(
		row,
		teams.map(({ team }) => team)
	);
}

const said = ({ email, name, role, teams, agent, isActive }: PersonDraft): PersonDraft => ({
	email,
	name,
	role,
	teams,
	agent,
	isActive
});

async function writeTeams(
	transaction: Transaction<StoreSchema>,
	person: string,
	teams: readonly string[]
): Promise<void> {
	await transaction.deleteFrom('person_teams').where('person', '=', person).execute();
	const rows = [...new Set(teams)].map((team) => ({ person, team }));
	if (rows.length > 0) await transaction.insertInto('person_teams').values(rows).execute();
}

async function otherAdmins(database: Kysely<StoreSchema>, except: string): Promise<number> {
	const { n } = await database
		.selectFrom('people')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('role', '=', 'admin')
		.where('is_active', '=', 1)
		.where('is_demo', '=', 0)
		.where('id', '!=', except)
		.executeTakeFirstOrThrow();
	return n;
}

class SqlPeopleStore implements PeopleStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(database: Kysely<StoreSchema>, audit: AuditLog, now: () => number) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	async list(): Promise<Person[]> {
		const [rows, teams] = await Promise.all([
			this.#database.selectFrom('people').selectAll().execute(),
			teamsOfAll(this.#database)
		]);
		return rows
			.map((row) => toPerson(row, teams.get(row.id) ?? []))
			.sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.email, b.email));
	}

	find(id: string): Promise<Person | null> {
		return findWhere(this.#database, 'id', id);
	}

	findByEmail(email: string): Promise<Person | null> {
		return findWhere(this.#database, 'email', emailKey(email));
	}

	async hasAdministrator(): Promise<boolean> {
		return (await otherAdmins(this.#database, '')) > 0;
	}

	create(
		draft: PersonDraft,
		actor: Actor,
		{ isDemo = false, also }: CreateOptions = {}
	): Promise<PersonResult> {
		const id = randomUUID();
		const email = emailKey(draft.email);
		return this.#write(id, draft, async (transaction) => {
			const nowMs = this.#now();
			const inserted = await transaction
				.insertInto('people')
				.values({
					...NO_SECRETS,
					id,
					email,
					name: draft.name,
					role: draft.role,
					agent: draft.agent,
					is_active: draft.isActive ? 1 : 0,
					is_demo: isDemo ? 1 : 0,
					created_at_ms: nowMs,
					updated_at_ms: nowMs
				})
				// Somebody else may enter the same person at this very moment.
				.onConflict((conflict) => conflict.column('email').doNothing())
				.returning('id')
				.executeTakeFirst();
			if (!inserted) return 'email-taken';
			await writeTeams(transaction, id, draft.teams);
			await this.#audit.append(transaction, actor, {
				action: 'person.created',
				object: `person:${id}`,
				before: null,
				after: said({ ...draft, email })
			});
			await also?.(transaction, id);
			return null;
		});
	}

	change(id: string, draft: PersonDraft, actor: Actor): Promise<PersonResult> {
		const email = emailKey(draft.email);
		return this.#write(id, draft, async (transaction) => {
			const before = await findWhere(transaction, 'id', id);
			if (!before) return 'unknown';
			if (endsAdministering(before, draft) && (await otherAdmins(transaction, id)) === 0)
				return 'last-admin';
			const { name, role, agent, isActive } = draft;
			await transaction
				.updateTable('people')
				.set({ email, name, role, agent, is_active: isActive ? 1 : 0, updated_at_ms: this.#now() })
				.where('id', '=', id)
				.execute();
			await writeTeams(transaction, id, draft.teams);
			const hasNewEmail = before.email !== email;
			if (hasNewEmail) await cutFormerHolder(transaction, id);
			if (hasNewEmail || reachesDifferently(before, draft)) {
				await transaction.deleteFrom('sessions').where('person', '=', id).execute();
			}
			await this.#audit.append(transaction, actor, {
				action: 'person.changed',
				object: `person:${id}`,
				before: said(before),
				after: said({ ...draft, email })
			});
			return null;
		});
	}

	async #write(
		id: string,
		draft: PersonDraft,
		act: (transaction: Transaction<StoreSchema>) => Promise<PersonFault | null>
	): Promise<PersonResult> {
		return this.#database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			const fault = (await draftFault(transaction, id, draft)) ?? (await act(transaction));
			if (fault) return { ok: false, fault };
			const person = await findWhere(transaction, 'id', id);
			return person ? { ok: true, person } : { ok: false, fault: 'unknown' };
		});
	}
}

const NO_SECRETS = {
	password_hash: null,
	password_changed_at_ms: null,
	totp_secret: null,
	totp_confirmed_at_ms: null,
	totp_last_step: null,
	oidc_issuer: null,
	oidc_subject: null
};

/** Another e-mail may be another human being: what let the former one in lets nobody in any more. */
async function cutFormerHolder(transaction: Transaction<StoreSchema>, id: string): Promise<void> {
	await transaction
		.updateTable('people')
		.set({ oidc_issuer: null, oidc_subject: null })
		.where('id', '=', id)
		.execute();
	await transaction.deleteFrom('one_time_links').where('person', '=', id).execute();
}

const endsAdministering = (before: Person, { role, isActive }: PersonDraft): boolean =>
	before.role === 'admin' && before.isActive && !before.isDemo && !(role === 'admin' && isActive);

const reachesDifferently = (
	before: Person,
	{ role, teams, agent, isActive }: PersonDraft
): boolean =>
	before.role !== role ||
	before.agent !== agent ||
	!isActive ||
	[...before.teams].sort().join('\n') !== [...teams].sort().join('\n');

async function draftFault(
	transaction: Transaction<StoreSchema>,
	id: string,
	{ email, teams }: PersonDraft
): Promise<PersonFault | null> {
	const namesake = await findWhere(transaction, 'email', emailKey(email));
	if (namesake && namesake.id !== id) return 'email-taken';
	const known = new Set(
		(await transaction.selectFrom('teams').select('id').execute()).map((team) => team.id)
	);
	return teams.every((team) => known.has(team)) ? null : 'unknown-team';
}

export const createPeopleStore = (
	database: Kysely<StoreSchema>,
	audit: AuditLog,
	now: () => number
): PeopleStore => new SqlPeopleStore(database, audit, now);
