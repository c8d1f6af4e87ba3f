/**
 * Pairing: a television shows six characters, a person types them on a phone, the television fetches its token with a
 * secret that it alone has. The characters are short, so they are kept as a keyed hash, live ten minutes, are good for one
 * screen, and guessing them is slowed down (src/lib/server/sign-in/attempts.ts).
 */
import { createHmac, randomInt, randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import {
	CODE_ALPHABET,
	CODE_CHARACTERS,
	codeOf,
	readCode
} from '#lib/domain/screens/pairing-code.ts';
import type { ScreenDraft } from '#lib/domain/screens/screen-draft.ts';
import { actorOf } from '../audit/actor.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { digest, newToken } from '../digest.ts';
import type { AttemptStore } from '../sign-in/attempts.ts';
import type { BackOff } from '../sign-in/back-off.ts';
import { networkOf } from '../sign-in/subjects.ts';
import type { StoreSchema } from '../store/schema.ts';
import { saidOfScreen } from '../store/screens.ts';
import { EXPIRES_AFTER_MS, newScreenToken } from './screen-token.ts';

export interface OpenPairing {
	readonly code: string;
	/** What the television fetches its token with. */
	readonly secret: string;
	readonly expiresAtMs: number;
}

export type Paired =
	| { readonly ok: true; readonly id: string }
	/** No television shows this code, or somebody else was faster. */
	| { readonly ok: false; readonly fault: 'code' }
	/** Too many codes were tried. */
	| { readonly ok: false; readonly fault: 'wait'; readonly retryAtMs: number };

export type Collected =
	| { readonly state: 'waiting' }
	| { readonly state: 'paired'; readonly token: string }
	/** The television asks for another code. */
	| { readonly state: 'gone' };

export interface Pairings {
	/** Instead of the one of `formerSecret`; null while too many are open. */
	open(address: string, formerSecret: string | null): Promise<OpenPairing | null>;
	/** Makes the screen of whoever shows the code. Which boards the person may give it is checked before. */
	pair(typed: string, draft: ScreenDraft, by: PersonPrincipal, address: string): Promise<Paired>;
	/** The token, once somebody has typed the code; again until the screen has used one, so that a lost answer does not matter. */
	collect(secret: string): Promise<Collected>;
}

export interface PairingOptions {
	readonly database: Kysely<StoreSchema>;
	readonly audit: AuditLog;
	readonly attempts: AttemptStore;
	/** Of the installation. */
	readonly storeKey: Buffer;
	readonly now: () => number;
}

export const PAIRING_LIVES_MS = 600_000;
/** A room full of new televisions behind one address. */
export const MOST_OPEN_PER_ADDRESS = 20;
export const MOST_OPEN = 1000;
const TRIES = 20;

const MINUTE_MS = 60_000;
/** With all codes open that may be, a guess is right once in 148,000; these leave a person some hundred a day. */
const PERSON_BACK_OFF: BackOff = { free: 10, forgiveMs: 10 * MINUTE_MS };
const ADDRESS_BACK_OFF: BackOff = { free: 30, forgiveMs: 10 * MINUTE_MS };

const newCode = (): string =>
	codeOf(Array.from({ length: CODE_CHARACTERS }, () => randomInt(CODE_ALPHABET.length)));

/** Ends a transaction whose code somebody else has taken. */
class TakenError extends Error {
	override readonly name = 'TakenError';
}

class StoredPairings implements Pairings {
	readonly #options: PairingOptions;

	constructor(options: PairingOptions) {
		this.#options = options;
	}

	open(from: string, formerSecret: string | null): Promise<OpenPairing | null> {
		// One network for IPv6, where one machine has more addresses than there may be codes.
		const address = networkOf(from);
		const { database, now } = this.#options;
		return database.transaction().execute(async (transaction) => {
			const nowMs = now();
			await this.#forgetOld(transaction, nowMs, formerSecret);
			if (await isFull(transaction, address)) return null;
			const secret = newToken();
			const expiresAtMs = nowMs + PAIRING_LIVES_MS;
			for (let attempt = 0; attempt < TRIES; attempt++) {
				const code = newCode();
				const made = await transaction
					.insertInto('pairings')
					.values({
						code_hash: this.#hashOf(code),
						secret_hash: digest(secret),
						created_at_ms: nowMs,
						expires_at_ms: expiresAtMs,
						address,
						screen: null
					})
					.onConflict((conflict) => conflict.column('code_hash').doNothing())
					.returning('code_hash')
					.executeTakeFirst();
				if (made) return { code, secret, expiresAtMs };
			}
			return null;
		});
	}

	async pair(
		typed: string,
		draft: ScreenDraft,
		by: PersonPrincipal,
		address: string
	): Promise<Paired> {
		const { attempts } = this.#options;
		const admitted = await attempts.admit([
			{ subject: `pairing:person:${by.id}`, backOff: PERSON_BACK_OFF },
			{ subject: `pairing:${address}`, backOff: ADDRESS_BACK_OFF }
		]);
		if (!admitted.ok) return { ok: false, fault: 'wait', retryAtMs: admitted.retryAtMs };
		const code = readCode(typed);
		const id = code === null ? null : await this.#take(code, draft, by, address);
		if (id === null) return { ok: false, fault: 'code' };
		await attempts.giveBack(admitted.counted);
		return { ok: true, id };
	}

	collect(secret: string): Promise<Collected> {
		const { database, now } = this.#options;
		return database.transaction().execute(async (transaction): Promise<Collected> => {
			const nowMs = now();
			const pairing = await transaction
				.selectFrom('pairings')
				.selectAll()
				.where('secret_hash', '=', digest(secret))
				.where('expires_at_ms', '>', nowMs)
				.executeTakeFirst();
			if (!pairing) return { state: 'gone' };
			if (pairing.screen === null) return { state: 'waiting' };
			const token = newScreenToken(pairing.screen);
			const { numUpdatedRows } = await transaction
				.updateTable('screens')
				.set({
					token_hash: digest(token),
					token_issued_at_ms: nowMs,
					token_expires_at_ms: nowMs + EXPIRES_AFTER_MS
				})
				.where('id', '=', pairing.screen)
				.where('revoked_at_ms', 'is', null)
				// Once it was seen it has its token, and nobody else gets one.
				.where('seen_at_ms', 'is', null)
				.executeTakeFirstOrThrow();
			return numUpdatedRows === 1n ? { state: 'paired', token } : { state: 'gone' };
		});
	}

	#hashOf(code: string): string {
		return createHmac('sha256', this.#options.storeKey)
			.update(`pairing code\n${code}`)
			.digest('hex');
	}

	async #forgetOld(
		transaction: Transaction<StoreSchema>,
		nowMs: number,
		formerSecret: string | null
	): Promise<void> {
		await transaction
			.deleteFrom('pairings')
			.where((where) =>
				where.or([
					where('expires_at_ms', '<=', nowMs),
					where('secret_hash', '=', digest(formerSecret ?? ''))
				])
			)
			.execute();
	}

	async #take(
		code: string,
		draft: ScreenDraft,
		by: PersonPrincipal,
		address: string
	): Promise<string | null> {
		try {
			return await this.#options.database
				.transaction()
				.execute((transaction) => this.#makeScreen(transaction, code, draft, { by, address }));
		} catch (cause) {
			if (cause instanceof TakenError) return null;
			throw cause;
		}
	}

	async #makeScreen(
		transaction: Transaction<StoreSchema>,
		code: string,
		draft: ScreenDraft,
		{ by, address }: { readonly by: PersonPrincipal; readonly address: string }
	): Promise<string> {
		const { audit, now } = this.#options;
		const nowMs = now();
		const id = randomUUID();
		const { name, boards, rotateSeconds } = draft;
		await transaction
			.insertInto('screens')
			.values({
				id,
				name,
				boards: JSON.stringify(boards),
				rotate_seconds: rotateSeconds,
				// Of a token nobody has: the television makes its own in a moment.
				token_hash: digest(newScreenToken(id)),
				previous_token_hash: null,
				token_issued_at_ms: nowMs,
				token_expires_at_ms: nowMs + EXPIRES_AFTER_MS,
				paired_at_ms: nowMs,
				paired_by: by.id,
				revoked_at_ms: null,
				revision: 1,
				seen_at_ms: null,
				seen_address: null,
				report: null
			})
			.execute();
		// One statement decides: of two people who type the same code one finds it free.
		const { numUpdatedRows } = await transaction
			.updateTable('pairings')
			.set({ screen: id, expires_at_ms: nowMs + PAIRING_LIVES_MS })
			.where('code_hash', '=', this.#hashOf(code))
			.where('screen', 'is', null)
			.where('expires_at_ms', '>', nowMs)
			.executeTakeFirstOrThrow();
		if (numUpdatedRows !== 1n) throw new TakenError('no television shows this code');
		await audit.append(transaction, actorOf({ principal: by, address }), {
			action: 'screen.paired',
			object: `screen:${id}`,
			before: null,
			after: saidOfScreen(draft)
		});
		return id;
	}
}

async function isFull(transaction: Transaction<StoreSchema>, address: string): Promise<boolean> {
	// One whose code was typed is only kept for its television to fetch the token.
	const open = transaction
		.selectFrom('pairings')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('screen', 'is', null);
	const all = await open.executeTakeFirstOrThrow();
	const own = await open.where('address', '=', address).executeTakeFirstOrThrow();
	return all.n >= MOST_OPEN || own.n >= MOST_OPEN_PER_ADDRESS;
}

export const createPairings = (options: PairingOptions): Pairings => new StoredPairings(options);
