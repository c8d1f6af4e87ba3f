/** Signing in with e-mail and password, and with a second factor where there is one. */
import type { Kysely, Selectable } from 'kysely';
import { SYSTEM } from '../audit/audit-log.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { emailKey } from '../store/people.ts';
import type { PeopleTable, StoreSchema } from '../store/schema.ts';
import type { Admission, AttemptStore, Counted } from './attempts.ts';
import { ADDRESS_BACK_OFF, PERSON_BACK_OFF } from './back-off.ts';
import { asActor } from './entrance.ts';
import type { Entrance, Visit } from './entrance.ts';
import { TooBusyError } from './hash-queue.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { SecondFactors } from './second-factors.ts';
import { SECOND_STEP_MS, openSecondStep, sealSecondStep } from './second-step.ts';
import type { SecondStep } from './second-step.ts';
import { addressSubject, emailMark, personSubject } from './subjects.ts';

export type SignInResult =
	/** The token for the cookie of the session. */
	| { readonly kind: 'signed-in'; readonly token: string }
	/** What the browser keeps until the second step. */
	| { readonly kind: 'second-step'; readonly note: string }
	| SignInRefusal;

export type SignInRefusal =
	/** Wrong, unknown, inactive: nobody is told which. */
	| { readonly kind: 'wrong' }
	/** Failed too often. */
	| { readonly kind: 'blocked'; readonly retryInMs: number }
	/** Too many sign in at this moment. */
	| { readonly kind: 'busy' }
	/** The second step came too late, or what it stood on is no longer so. */
	| { readonly kind: 'expired' };

export interface SignInSources {
	readonly database: Kysely<StoreSchema>;
	readonly attempts: AttemptStore;
	readonly hasher: PasswordHasher;
	readonly secondFactors: SecondFactors;
	readonly entrance: Entrance;
	readonly audit: AuditLog;
	readonly key: Buffer;
	readonly now: () => number;
}

type PersonRow = Selectable<PeopleTable>;

const BUSY: SignInRefusal = { kind: 'busy' };
const WRONG: SignInRefusal = { kind: 'wrong' };
const EXPIRED: SignInRefusal = { kind: 'expired' };

export class SignIn {
	readonly #sources: SignInSources;

	constructor(sources: SignInSources) {
		this.#sources = sources;
	}

	async withPassword(email: string, password: string, visit: Visit): Promise<SignInResult> {
		const { hasher, attempts } = this.#sources;
		// Before anything is written: a flood costs the store nothing.
		if (hasher.isFull) return BUSY;
		const admission = await this.#admit(email, visit);
		if (!admission.ok) return this.#blocked(admission);
		const row = await this.#find('email', emailKey(email));
		const isRight = await this.#isPassword(password, row, admission.counted);
		if (isRight === 'busy') return BUSY;
		if (!isRight || !row) {
			await this.#failed('password', row?.id ?? null, email, visit);
			return WRONG;
		}
		await this.#renewHash(row, password);
		if (row.totp_confirmed_at_ms === null) return this.#enter(row, 'password', admission, visit);
		// Not forgotten: whoever has the password must not try codes for ever.
		await attempts.giveBack(admission.counted);
		return { kind: 'second-step', note: this.secondStep(row, 'password') };
	}

	/** The second step: a code of the app, or one on paper. */
	async withCode(note: string, code: string, visit: Visit): Promise<SignInResult> {
		const { key, now, secondFactors } = this.#sources;
		const step = openSecondStep(key, note, now());
		const row = step === null ? null : await this.#find('id', step.person);
		if (!step || !row || !stillHolds(step, row)) return EXPIRED;
		const admission = await this.#admit(row.email, visit);
		if (!admission.ok) return this.#blocked(admission);
		if (!(await secondFactors.accept(row.id, code, asActor(row, visit)))) {
			await this.#failed('code', row.id, row.email, visit);
			return WRONG;
		}
		return this.#enter(row, step.method, admission, visit);
	}

	/** Whether somebody stands between the steps. */
	isBetweenSteps(note: string): boolean {
		return openSecondStep(this.#sources.key, note, this.#sources.now()) !== null;
	}

	secondStep(
		{ id, password_changed_at_ms }: Pick<PersonRow, 'id' | 'password_changed_at_ms'>,
		method: SecondStep['method']
	): string {
		const { key, now } = this.#sources;
		return sealSecondStep(key, {
			person: id,
			method,
			passwordChangedAtMs: password_changed_at_ms,
			untilMs: now() + SECOND_STEP_MS
		});
	}

	#find(column: 'id' | 'email', value: string): Promise<PersonRow | undefined> {
		return this.#sources.database
			.selectFrom('people')
			.selectAll()
			.where(column, '=', value)
			.executeTakeFirst();
	}

	#admit(email: string, { address }: Visit): Promise<Admission> {
		return this.#sources.attempts.admit([
			{ subject: personSubject(this.#sources.key, email), backOff: PERSON_BACK_OFF },
			{ subject: addressSubject(address), backOff: ADDRESS_BACK_OFF }
		]);
	}

	#blocked({ retryAtMs }: Extract<Admission, { ok: false }>): SignInRefusal {
		return { kind: 'blocked', retryInMs: Math.max(0, retryAtMs - this.#sources.now()) };
	}

	/** Takes the same time for somebody who is not there, may not come in, or has no password. */
	async #isPassword(
		password: string,
		row: PersonRow | undefined,
		counted: Counted
	): Promise<boolean | 'busy'> {
		const stored = row && mayUsePassword(row) ? row.password_hash : null;
		try {
			return await this.#sources.hasher.matches(password, stored);
		} catch (error) {
			if (!(error instanceof TooBusyError)) throw error;
			await this.#sources.attempts.giveBack(counted);
			return 'busy';
		}
	}

	/** The parameters rose since it was made, and only now the password is known. */
	async #renewHash(row: PersonRow, password: string): Promise<void> {
		const { database, hasher } = this.#sources;
		if (row.password_hash === null || !hasher.isOutdated(row.password_hash) || hasher.isFull)
			return;
		const password_hash = await hasher.hash(password);
		await database
			.updateTable('people')
			.set({ password_hash })
			.where('id', '=', row.id)
			.where('password_hash', '=', row.password_hash)
			.execute();
	}

	async #enter(
		row: PersonRow,
		method: SecondStep['method'],
		{ counted }: Extract<Admission, { ok: true }>,
		visit: Visit
	): Promise<SignInResult> {
		const { attempts, entrance, key } = this.#sources;
		await attempts.giveBack(counted);
		await attempts.forget(personSubject(key, row.email));
		return { kind: 'signed-in', token: await entrance.enter(row, method, visit) };
	}

	/** Of somebody unknown only a keyed hash is kept: people type their password where the e-mail goes. */
	#failed(step: 'password' | 'code', id: string | null, email: string, { address }: Visit) {
		return this.#sources.audit.record(
			{ ...SYSTEM, address },
			{
				action: 'sign-in.failed',
				object: id === null ? `email:${emailMark(this.#sources.key, email)}` : `person:${id}`,
				before: null,
				after: { step }
			}
		);
	}
}

const mayUsePassword = ({ is_active, is_demo }: PersonRow): boolean =>
	is_active === 1 && is_demo === 0;

const stillHolds = (step: SecondStep, row: PersonRow): boolean =>
	mayUsePassword(row) &&
	row.totp_confirmed_at_ms !== null &&
	row.password_changed_at_ms === step.passwordChangedAtMs;
