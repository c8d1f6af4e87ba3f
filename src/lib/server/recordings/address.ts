/**
 * Addresses of recordings: good for one recording, one session and some minutes. They are signed with a key of their own,
 * made of the key of the installation, and replace neither signing in nor the scope, which are asked with each use.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Principal } from '#lib/domain/access/principal.ts';

export const ADDRESS_LIFE_MS = 10 * 60_000;
/** How long after its end an address may be changed for a new one: a player that was left open over lunch goes on. */
export const RENEWABLE_MS = 12 * 3_600_000;

const KEY_BYTES = 32;

export interface RecordingAddress {
	readonly interaction: string;
	/** Id of the event. */
	readonly recording: string;
	/** The instant from which all that is played counts as one listening; renewing keeps it. */
	readonly sinceMs: number;
	readonly untilMs: number;
}

/** `foreign`: of another recording or session, changed, or never made. */
export type AddressVerdict =
	| { readonly ok: true; readonly address: RecordingAddress }
	| { readonly ok: false; readonly reason: 'foreign' }
	| { readonly ok: false; readonly reason: 'expired'; readonly address: RecordingAddress };

/** One session of a person, or one token: an address that leaks opens nothing to anybody else. */
const holderOf = (principal: Principal): string =>
	JSON.stringify([
		principal.kind,
		principal.id,
		principal.kind === 'person' ? principal.sessionId : ''
	]);

const wholeNumber = (text: string | null): number =>
	text !== null && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;

export class AddressBook {
	readonly #key: Buffer;
	readonly #now: () => number;

	constructor(storeKey: Buffer, now: () => number) {
		this.#key = Buffer.from(
			hkdfSync('sha256', storeKey, '', 'atalaya addresses of recordings', KEY_BYTES)
		);
		this.#now = now;
	}

	/** What follows the path of the recording, without a question mark. */
	sign(
		{ interaction, recording, sinceMs }: Omit<RecordingAddress, 'untilMs'>,
		principal: Principal
	): string {
		const address = { interaction, recording, sinceMs, untilMs: this.#now() + ADDRESS_LIFE_MS };
		return new URLSearchParams({
			contact: interaction,
			since: String(sinceMs),
			until: String(address.untilMs),
			key: this.#signature(address, principal).toString('base64url')
		}).toString();
	}

	/** Compares in constant time: how long it takes says nothing about the signature. */
	verify(recording: string, query: URLSearchParams, principal: Principal): AddressVerdict {
		const address = {
			interaction: query.get('contact') ?? '',
			recording,
			sinceMs: wholeNumber(query.get('since')),
			untilMs: wholeNumber(query.get('until'))
		};
		const given = Buffer.from(query.get('key') ?? '', 'base64url');
		const right = this.#signature(address, principal);
		if (given.length !== right.length || !timingSafeEqual(given, right))
			return { ok: false, reason: 'foreign' };
		return address.untilMs > this.#now()
			? { ok: true, address }
			: { ok: false, reason: 'expired', address };
	}

	#signature({ interaction, recording, sinceMs, untilMs }: RecordingAddress, principal: Principal) {
		return createHmac('sha256', this.#key)
			.update(JSON.stringify([holderOf(principal), interaction, recording, sinceMs, untilMs]))
			.digest();
	}
}
