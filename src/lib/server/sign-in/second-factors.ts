/** Second factors of people: an authenticator app, and codes on paper for when it is lost. */
import type { Kysely, Transaction } from 'kysely';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { open, seal } from '../seal.ts';
import type { StoreSchema } from '../store/schema.ts';
import { codesLeft, replaceCodes, useCode } from './recovery-codes.ts';
import { isSixDigits, newSecret, setUpAddress, stepOf } from './totp.ts';

/** What an app is told to make codes. */
export interface SetUp {
	readonly secret: string;
	/** The same and who it is for, as the picture says it. */
	readonly address: string;
}

export interface SecondFactors {
	/** A new secret; asked for only once a code of it was confirmed. Null when one is in force already. */
	begin(person: string): Promise<SetUp | null>;
	/** What was begun and not confirmed. */
	begun(person: string): Promise<SetUp | null>;
	/** Puts it in force. The recovery codes, shown this once; null when the code is wrong. */
	confirm(person: string, code: string, actor: Actor): Promise<string[] | null>;
	/** True once for a code of the app or of the paper. */
	accept(person: string, code: string, actor: Actor): Promise<boolean>;
	/** In place of the earlier ones; null without a second factor. */
	renewCodes(person: string, actor: Actor): Promise<string[] | null>;
	codesLeft(person: string): Promise<number>;
	/** False when there was none. */
	remove(person: string, actor: Actor): Promise<boolean>;
}

export interface SecondFactorSources {
	readonly database: Kysely<StoreSchema>;
	readonly audit: AuditLog;
	readonly key: Buffer;
	readonly now: () => number;
}

const contextOf = (person: string): string => `second-factor:${person}`;

class SqlSecondFactors implements SecondFactors {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #key: Buffer;
	readonly #now: () => number;

	constructor({ database, audit, key, now }: SecondFactorSources) {
		this.#database = database;
		this.#audit = audit;
		this.#key = key;
		this.#now = now;
	}

	async begin(person: string): Promise<SetUp | null> {
		const secret = newSecret();
		const row = await this.#database
			.updateTable('people')
			.set({ totp_secret: seal(this.#key, secret, contextOf(person)), totp_last_step: null })
			.where('id', '=', person)
			.where('totp_confirmed_at_ms', 'is', null)
			.returning('email')
			.executeTakeFirst();
		return row ? { secret, address: setUpAddress(secret, row.email) } : null;
	}

	async begun(person: string): Promise<SetUp | null> {
		const row = await this.#database
			.selectFrom('people')
			.select(['email', 'totp_secret'])
			.where('id', '=', person)
			.where('totp_confirmed_at_ms', 'is', null)
			.executeTakeFirst();
		const secret = this.#unseal(person, row?.totp_secret ?? null);
		return row && secret !== null ? { secret, address: setUpAddress(secret, row.email) } : null;
	}

	confirm(person: string, code: string, actor: Actor): Promise<string[] | null> {
		return this.#database.transaction().execute(async (transaction) => {
			const row = await transaction
				.selectFrom('people')
				.select('totp_secret')
				.where('id', '=', person)
				.where('totp_confirmed_at_ms', 'is', null)
				.executeTakeFirst();
			const secret = this.#unseal(person, row?.totp_secret ?? null);
			const step = secret === null ? null : stepOf(secret, code, this.#now());
			if (!row || step === null) return null;
			const { numUpdatedRows } = await transaction
				.updateTable('people')
				.set({ totp_confirmed_at_ms: this.#now(), totp_last_step: step })
				.where('id', '=', person)
				.where('totp_confirmed_at_ms', 'is', null)
				// Another set-up that began meanwhile has another secret.
				.where('totp_secret', '=', row.totp_secret)
				.executeTakeFirstOrThrow();
			if (numUpdatedRows !== 1n) return null;
			await this.#audited(transaction, person, actor, 'second-factor.added');
			return replaceCodes(transaction, this.#key, person);
		});
	}

	async accept(person: string, code: string, actor: Actor): Promise<boolean> {
		return isSixDigits(code)
			? this.#acceptTotp(person, code)
			: this.#acceptRecoveryCode(person, code, actor);
	}

	async #acceptTotp(person: string, code: string): Promise<boolean> {
		const row = await this.#database
			.selectFrom('people')
			.select('totp_secret')
			.where('id', '=', person)
			.where('totp_confirmed_at_ms', 'is not', null)
			.executeTakeFirst();
		const secret = this.#unseal(person, row?.totp_secret ?? null);
		const step = secret === null ? null : stepOf(secret, code, this.#now());
		if (step === null) return false;
		// Somebody who looks over a shoulder must not get in with the same code, nor two requests at once.
		const { numUpdatedRows } = await this.#database
			.updateTable('people')
			.set({ totp_last_step: step })
			.where('id', '=', person)
			.where('totp_confirmed_at_ms', 'is not', null)
			.where((where) =>
				where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)])
			)
			.executeTakeFirstOrThrow();
		return numUpdatedRows === 1n;
	}

	#acceptRecoveryCode(person: string, code: string, actor: Actor): Promise<boolean> {
		return this.#database.transaction().execute(async (transaction) => {
			if (!(await useCode(transaction, this.#key, { person, code }))) return false;
			await this.#audit.append(transaction, actor, {
				action: 'recovery-code.used',
				object: `person:${person}`,
				before: null,
				after: { left: await codesLeft(transaction, person) }
			});
			return true;
		});
	}

	renewCodes(person: string, actor: Actor): Promise<string[] | null> {
		return this.#database.transaction().execute(async (transaction) => {
			const row = await transaction
				.selectFrom('people')
				.select('id')
				.where('id', '=', person)
				.where('totp_confirmed_at_ms', 'is not', null)
				.executeTakeFirst();
			if (!row) return null;
			await this.#audited(transaction, person, actor, 'recovery-codes.renewed');
			return replaceCodes(transaction, this.#key, person);
		});
	}

	codesLeft(person: string): Promise<number> {
		return codesLeft(this.#database, person);
	}

	remove(person: string, actor: Actor): Promise<boolean> {
		return this.#database.transaction().execute(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('people')
				.set({ totp_secret: null, totp_confirmed_at_ms: null, totp_last_step: null })
				.where('id', '=', person)
				.where('totp_confirmed_at_ms', 'is not', null)
				.executeTakeFirstOrThrow();
			if (numUpdatedRows !== 1n) return false;
			await transaction.deleteFrom('recovery_codes').where('person', '=', person).execute();
			await this.#audited(transaction, person, actor, 'second-factor.removed');
			return true;
		});
	}

	#audited(
		transaction: Transaction<StoreSchema>,
		person: string,
		actor: Actor,
		action: 'second-factor.added' | 'second-factor.removed' | 'recovery-codes.renewed'
	): Promise<void> {
		const had = { secondFactor: action !== 'second-factor.added' };
		const has = { secondFactor: action !== 'second-factor.removed' };
		return this.#audit.append(transaction, actor, {
			action,
			object: `person:${person}`,
			before: had,
			after: has
		});
	}

	#unseal(person: string, sealed: string | null): string | null {
		return sealed === null ? null : open(this.#key, sealed, contextOf(person));
	}
}

export const createSecondFactors = (sources: SecondFactorSources): SecondFactors =>
	new SqlSecondFactors(sources);
