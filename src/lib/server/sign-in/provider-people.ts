/** Which person somebody is whom the provider has let in. */
import type { Kysely } from 'kysely';
import type { Role } from '#lib/domain/access/role.ts';
import { SYSTEM } from '../audit/audit-log.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { PeopleStore } from '../store/people.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Visit, Visitor } from './entrance.ts';
import { readName, readProvidedEmail } from './person-fields.ts';
import type { ProvidedIdentity } from './provider.ts';

export type Stranger =
	/** The provider has not verified the e-mail, or does not tell it. */
	| 'unverified'
	/** Nobody here has that e-mail, and nobody new is let in. */
	| 'unknown'
	| 'inactive'
	/** That e-mail signs in with another account of the provider. */
	| 'other-account'
	/** Guarded by more than an e-mail, which addresses that change hands must not replace. */
	| 'own-sign-in';

export type Recognition =
	| { readonly ok: true; readonly visitor: Visitor }
	| { readonly ok: false; readonly reason: Stranger };

export interface ProviderPeopleSources {
	readonly database: Kysely<StoreSchema>;
	readonly people: PeopleStore;
	readonly audit: AuditLog;
	/** Role of people nobody has entered; null: they are refused. */
	readonly newRole: Role | null;
}

interface Row {
	readonly id: string;
	readonly name: string;
	readonly is_active: number;
	readonly is_demo: number;
	readonly oidc_subject: string | null;
	readonly role: string;
	readonly password_hash: string | null;
	readonly totp_confirmed_at_ms: number | null;
}

export class ProviderPeople {
	readonly #sources: ProviderPeopleSources;

	constructor(sources: ProviderPeopleSources) {
		this.#sources = sources;
	}

	/** By the account of the provider; the first time by the verified e-mail, which is then linked. */
	async recognise(identity: ProvidedIdentity, visit: Visit): Promise<Recognition> {
		const linked = await this.#linked(identity);
		if (linked) return admitted(linked);
		const email = readProvidedEmail(identity.email ?? '');
		if (email === null) return { ok: false, reason: 'unverified' };
		const namesake = await this.#byEmail(email);
		if (!namesake) return this.#enter(identity, email, visit);
		if (namesake.is_demo === 1) return { ok: false, reason: 'unknown' };
		if (namesake.is_active !== 1) return { ok: false, reason: 'inactive' };
		if (namesake.oidc_subject !== null) return this.#linkedMeanwhile(identity);
		if (isGuarded(namesake)) return { ok: false, reason: 'own-sign-in' };
		return (await this.#link(namesake, identity, visit))
			? admitted(namesake)
			: { ok: false, reason: 'other-account' };
	}

	/** The same person in another tab may have been quicker, between the two questions. */
	async #linkedMeanwhile(identity: ProvidedIdentity): Promise<Recognition> {
		const linked = await this.#linked(identity);
		return linked ? admitted(linked) : { ok: false, reason: 'other-account' };
	}

	#linked({ issuer, subject }: ProvidedIdentity): Promise<Row | undefined> {
		return this.#people()
			.where('oidc_issuer', '=', issuer)
			.where('oidc_subject', '=', subject)
			.executeTakeFirst();
	}

	#byEmail(email: string): Promise<Row | undefined> {
		return this.#people().where('email', '=', email).executeTakeFirst();
	}

	#people() {
		return this.#sources.database
			.selectFrom('people')
			.select(['id', 'name', 'is_active', 'is_demo', 'oidc_subject', 'role', 'password_hash'])
			.select('totp_confirmed_at_ms');
	}

	#link({ id }: Row, { issuer, subject }: ProvidedIdentity, { address }: Visit): Promise<boolean> {
		const { database, audit } = this.#sources;
		return database.transaction().execute(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('people')
				.set({ oidc_issuer: issuer, oidc_subject: subject })
				.where('id', '=', id)
				.where('oidc_subject', 'is', null)
				.executeTakeFirstOrThrow();
			if (numUpdatedRows !== 1n) return false;
			await audit.append(
				transaction,
				{ ...SYSTEM, address },
				{
					action: 'provider.linked',
					object: `person:${id}`,
					before: null,
					after: { issuer }
				}
			);
			return true;
		});
	}

	async #enter(identity: ProvidedIdentity, email: string, visit: Visit): Promise<Recognition> {
		const { newRole, people } = this.#sources;
		if (newRole === null) return { ok: false, reason: 'unknown' };
		const { issuer, subject } = identity;
		const name = readName(identity.name ?? '') ?? email;
		const draft = { email, name, role: newRole, teams: [], agent: null, isActive: true };
		const result = await people.create(
			draft,
			{ ...SYSTEM, address: visit.address },
			{
				also: async (transaction, id) => {
					await transaction
						.updateTable('people')
						.set({ oidc_issuer: issuer, oidc_subject: subject })
						.where('id', '=', id)
						.execute();
				}
			}
		);
		// The same person in another tab was quicker.
		if (!result.ok) return this.recognise(identity, visit);
		return { ok: true, visitor: result.person };
	}
}

/** A second factor, or the password of an administrator. */
const isGuarded = ({ role, password_hash, totp_confirmed_at_ms }: Row): boolean =>
	totp_confirmed_at_ms !== null || (role === 'admin' && password_hash !== null);

const admitted = (row: Row): Recognition =>
	row.is_active === 1 && row.is_demo === 0
		? { ok: true, visitor: { id: row.id, name: row.name } }
		: { ok: false, reason: 'inactive' };
