/** What a one-time link leads to: the first administrator is entered, an invited person or one who forgot gets a password. */
import type { Kysely, Transaction } from 'kysely';
import { SYSTEM } from '../audit/audit-log.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { PeopleStore, Person } from '../store/people.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { AttemptStore } from './attempts.ts';
import { asActor } from './entrance.ts';
import type { Entrance, Visit } from './entrance.ts';
import { TooBusyError } from './hash-queue.ts';
import type { LinkPurpose, OneTimeLinks } from './one-time-links.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { passwordFault } from './password-rules.ts';
import type { PasswordFault } from './password-rules.ts';
import { setPassword } from './passwords.ts';
import { readEmail, readName } from './person-fields.ts';
import type { SignIn } from './sign-in.ts';
import { personSubject } from './subjects.ts';

/** What the page of a link shows. */
export interface Welcomed {
	readonly purpose: LinkPurpose;
	/** Whose link it is; null: the first administrator says it. */
	readonly person: { readonly email: string; readonly name: string } | null;
}

export interface WelcomeForm {
	readonly email: string;
	readonly name: string;
	readonly password: string;
	/** The password once more. */
	readonly repeated: string;
}

export interface WelcomeFaults {
	readonly email?: 'invalid' | 'taken';
	readonly name?: 'missing';
	readonly password?: PasswordFault;
	readonly repeated?: 'different';
}

export type WelcomeResult =
	| { readonly kind: 'signed-in'; readonly token: string }
	/** The password is set; the second factor is still asked for. */
	| { readonly kind: 'second-step'; readonly note: string }
	/** Used, replaced, too old, or never one. */
	| { readonly kind: 'gone' }
	| { readonly kind: 'busy' }
	/** The link still works. */
	| { readonly kind: 'faults'; readonly faults: WelcomeFaults };

export interface WelcomeSources {
	readonly database: Kysely<StoreSchema>;
	readonly links: OneTimeLinks;
	readonly people: PeopleStore;
	readonly attempts: AttemptStore;
	readonly hasher: PasswordHasher;
	readonly signIn: SignIn;
	readonly entrance: Entrance;
	readonly audit: AuditLog;
	readonly key: Buffer;
	readonly now: () => number;
}

/** Takes back what the transaction did. */
class LinkGone extends Error {
	override readonly name = 'LinkGone';
}

const GONE: WelcomeResult = { kind: 'gone' };

export class Welcome {
	readonly #sources: WelcomeSources;

	constructor(sources: WelcomeSources) {
		this.#sources = sources;
	}

	/** Null when the link leads nowhere. Does not use it. */
	async look(token: string): Promise<Welcomed | null> {
		const { links, people } = this.#sources;
		const link = await links.find(token);
		if (!link) return null;
		if (link.person === null)
			return (await people.hasAdministrator()) ? null : { purpose: link.purpose, person: null };
		const person = await people.find(link.person);
		if (!person || !mayBeWelcomed(person)) return null;
		return { purpose: link.purpose, person: { email: person.email, name: person.name } };
	}

	/** Uses the link, unless something is wrong with what was given. */
	async accept(token: string, form: WelcomeForm, visit: Visit): Promise<WelcomeResult> {
		const welcomed = await this.look(token);
		if (!welcomed) return GONE;
		const owner = welcomed.person ?? {
			email: readEmail(form.email) ?? '',
			name: readName(form.name) ?? ''
		};
		const faults = faultsOf(owner, form);
		if (Object.keys(faults).length > 0) return { kind: 'faults', faults };
		try {
			const hash = await this.#sources.hasher.hash(form.password);
			if (welcomed.person === null) return await this.#enterFirst(token, { ...owner, hash }, visit);
			return await this.#giveNewPassword(token, hash, visit);
		} catch (error) {
			if (error instanceof LinkGone) return GONE;
			if (error instanceof TooBusyError) return { kind: 'busy' };
			throw error;
		}
	}

	async #enterFirst(
		token: string,
		{ email, name, hash }: { email: string; name: string; hash: string },
		visit: Visit
	): Promise<WelcomeResult> {
		const { people, entrance } = this.#sources;
		const actor = { ...SYSTEM, address: visit.address };
		const draft = { email, name, role: 'admin', teams: [], agent: null, isActive: true } as const;
		const result = await people.create(draft, actor, {
			also: async (transaction, person) => {
				const link = await this.#use(transaction, token);
				if (link.person !== null || (await hasAdministratorBeside(transaction, person)))
					throw new LinkGone();
				await setPassword(
					transaction,
					{ person, hash, via: 'first-administrator' },
					actor,
					this.#sources
				);
			}
		});
		if (!result.ok)
			return (await this.look(token)) ? { kind: 'faults', faults: { email: 'taken' } } : GONE;
		return { kind: 'signed-in', token: await entrance.enter(result.person, 'link', visit) };
	}

	async #giveNewPassword(token: string, hash: string, visit: Visit): Promise<WelcomeResult> {
		const { database, attempts, key, entrance, signIn } = this.#sources;
		const row = await database.transaction().execute(async (transaction) => {
			const { person, purpose } = await this.#use(transaction, token);
			const found = await transaction
				.selectFrom('people')
				.selectAll()
				.where('id', '=', person)
				.where('is_active', '=', 1)
				.where('is_demo', '=', 0)
				.executeTakeFirst();
			if (!found) throw new LinkGone();
			const actor = asActor(found, visit);
			await setPassword(
				transaction,
				{ person: found.id, hash, via: purpose },
				actor,
				this.#sources
			);
			return transaction
				.selectFrom('people')
				.selectAll()
				.where('id', '=', found.id)
				.executeTakeFirstOrThrow();
		});
		await attempts.forget(personSubject(key, row.email));
		if (row.totp_confirmed_at_ms !== null)
			return { kind: 'second-step', note: signIn.secondStep(row, 'link') };
		return { kind: 'signed-in', token: await entrance.enter(row, 'link', visit) };
	}

	async #use(transaction: Transaction<StoreSchema>, token: string) {
		const link = await this.#sources.links.use(transaction, token);
		if (!link) throw new LinkGone();
		return link;
	}
}

const mayBeWelcomed = ({ isActive, isDemo }: Person): boolean => isActive && !isDemo;

function faultsOf(
	owner: { readonly email: string; readonly name: string },
	{ password, repeated }: WelcomeForm
): WelcomeFaults {
	const fault = passwordFault(password, owner);
	return {
		...(owner.email === '' ? { email: 'invalid' as const } : {}),
		...(owner.name === '' ? { name: 'missing' as const } : {}),
		...(fault === null ? {} : { password: fault }),
		...(password === repeated ? {} : { repeated: 'different' as const })
	};
}

async function hasAdministratorBeside(
	transaction: Transaction<StoreSchema>,
	person: string
): Promise<boolean> {
	const other = await transaction
		.selectFrom('people')
		.select('id')
		.where('role', '=', 'admin')
		.where('is_active', '=', 1)
		.where('is_demo', '=', 0)
		.where('id', '!=', person)
		.limit(1)
		.executeTakeFirst();
	return other !== undefined;
}
