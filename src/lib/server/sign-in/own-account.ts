/** What somebody who is signed in changes about the own sign-in. Each of it asks for the present password again. */
import type { Kysely } from 'kysely';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { PeopleStore } from '../store/people.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { AttemptStore } from './attempts.ts';
import { PERSON_BACK_OFF } from './back-off.ts';
import { asActor } from './entrance.ts';
import type { Visit } from './entrance.ts';
import { TooBusyError } from './hash-queue.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { passwordFault } from './password-rules.ts';
import type { PasswordFault } from './password-rules.ts';
import { readPasswordHash, setPassword } from './passwords.ts';
import type { SecondFactors, SetUp } from './second-factors.ts';
import { accountSubject } from './subjects.ts';

/** The present password is not that, or was tried too often. */
export type Doubt =
	| { readonly kind: 'wrong' }
	| { readonly kind: 'blocked'; readonly retryInMs: number }
	| { readonly kind: 'busy' };

export interface PasswordChange {
	readonly present: string;
	readonly password: string;
	/** The new one once more. */
	readonly repeated: string;
}

export type PasswordChangeResult =
	| { readonly kind: 'changed' }
	| {
			readonly kind: 'faults';
			readonly faults: { readonly password?: PasswordFault; readonly repeated?: 'different' };
	  }
	| Doubt;

export interface OwnAccountSources {
	readonly database: Kysely<StoreSchema>;
	readonly people: PeopleStore;
	readonly attempts: AttemptStore;
	readonly hasher: PasswordHasher;
	readonly secondFactors: SecondFactors;
	readonly audit: AuditLog;
	readonly now: () => number;
}

export class OwnAccount {
	readonly #sources: OwnAccountSources;

	constructor(sources: OwnAccountSources) {
		this.#sources = sources;
	}

	/** All other sessions of the person end. */
	async changePassword(
		principal: PersonPrincipal,
		{ present, password, repeated }: PasswordChange,
		visit: Visit
	): Promise<PasswordChangeResult> {
		const { database, people, hasher } = this.#sources;
		const person = await people.find(principal.id);
		if (!person) return { kind: 'wrong' };
		const fault = passwordFault(password, person);
		if (fault !== null) return { kind: 'faults', faults: { password: fault } };
		if (password !== repeated) return { kind: 'faults', faults: { repeated: 'different' } };
		return this.#sure(principal, present, async () => {
			const hash = await hasher.hash(password);
			await database
				.transaction()
				.execute((transaction) =>
					setPassword(
						transaction,
						{ person: principal.id, hash, keepSession: principal.sessionId, via: 'account' },
						asActor(principal, visit),
						this.#sources
					)
				);
			return { kind: 'changed' };
		});
	}

	/** What the app is to be told; null when a second factor is in force already. */
	beginSecondFactor(
		principal: PersonPrincipal,
		present: string
	): Promise<{ kind: 'begun'; setUp: SetUp | null } | Doubt> {
		return this.#sure(principal, present, async () => ({
			kind: 'begun',
			setUp: await this.#sources.secondFactors.begin(principal.id)
		}));
	}

	removeSecondFactor(
		principal: PersonPrincipal,
		present: string,
		visit: Visit
	): Promise<{ kind: 'removed' } | Doubt> {
		return this.#sure(principal, present, async () => {
			await this.#sources.secondFactors.remove(principal.id, asActor(principal, visit));
			return { kind: 'removed' };
		});
	}

	renewCodes(
		principal: PersonPrincipal,
		present: string,
		visit: Visit
	): Promise<{ kind: 'renewed'; codes: readonly string[] } | Doubt> {
		return this.#sure(principal, present, async () => ({
			kind: 'renewed',
			codes:
				(await this.#sources.secondFactors.renewCodes(principal.id, asActor(principal, visit))) ??
				[]
		}));
	}

	/** Acts when the present password is right. What fails at the door of sign-in does not count here, nor the other way. */
	async #sure<T>(
		{ id }: PersonPrincipal,
		present: string,
		act: () => Promise<T>
	): Promise<T | Doubt> {
		const { attempts, database, hasher, now } = this.#sources;
		if (hasher.isFull) return { kind: 'busy' };
		const admission = await attempts.admit([
			{ subject: accountSubject(id), backOff: PERSON_BACK_OFF }
		]);
		if (!admission.ok)
			return { kind: 'blocked', retryInMs: Math.max(0, admission.retryAtMs - now()) };
		const stored = await readPasswordHash(database, id);
		try {
			if (!(await hasher.matches(present, stored))) return { kind: 'wrong' };
			await attempts.forget(accountSubject(id));
			return await act();
		} catch (error) {
			if (!(error instanceof TooBusyError)) throw error;
			await attempts.giveBack(admission.counted);
			return { kind: 'busy' };
		}
	}
}
