/** Hands out recordings: addresses to those who may see the contact, bytes to those who come with such an address. */
import { join } from 'node:path';
import type { Principal } from '#lib/domain/access/principal.ts';
import type { PlayableRecording, RenewedAddress } from '#lib/domain/records/recording.ts';
import type { Waveform } from '#lib/domain/records/waveform.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Config } from '../config.ts';
import { AddressBook, RENEWABLE_MS } from './address.ts';
import type { RecordingAddress } from './address.ts';
import { createFolderStore } from './folder-store.ts';
import { PeaksCache } from './peaks-cache.ts';
import type { OpenRecording, RecordingStore } from './recording-store.ts';
import { recordingsOf } from './recordings-of.ts';
import type { KnownRecording, RecordingQuestion } from './recordings-of.ts';

export interface AskedRecording {
	/** Id in the address. */
	readonly recording: string;
	readonly query: URLSearchParams;
	readonly principal: Principal;
	readonly question: RecordingQuestion;
}

/** `foreign` and `missing` are answered alike; `gone`: the file is not there. */
export type Found =
	| {
			readonly ok: true;
			readonly address: RecordingAddress;
			readonly known: KnownRecording;
			readonly file: OpenRecording;
	  }
	| { readonly ok: false; readonly reason: 'foreign' | 'expired' | 'gone' };

export interface RecordingDesk {
	/**
	 * The recordings of a contact with addresses for this principal; none when the contact is not in the scope of the
	 * question. Rejects with QueryError.
	 */
	playable(
		interaction: string,
		principal: Principal,
		question: RecordingQuestion
	): Promise<PlayableRecording[]>;
	/** The file, which whoever asked closes. Rejects with QueryError. */
	find(asked: AskedRecording): Promise<Found>;
	/** Of an address of this principal that ended not long ago; null: it is none. Rejects with QueryError. */
	renew(asked: AskedRecording): Promise<RenewedAddress | null>;
	/** Null where the browser has to compute it. */
	peaks(found: Extract<Found, { ok: true }>): Promise<Waveform | null>;
	/** One entry of the audit log for all that one listening asks for. */
	noteListening(found: Extract<Found, { ok: true }>, actor: Actor): Promise<void>;
}

export interface DeskSources {
	readonly config: Pick<Config, 'recordingsDir' | 'dataDir'>;
	readonly storeKey: Buffer;
	readonly audit: Pick<AuditLog, 'list' | 'record'>;
	readonly now: () => number;
	/** Absent: the folder of the configuration. */
	readonly files?: RecordingStore;
}

class Desk implements RecordingDesk {
	readonly #files: RecordingStore;
	readonly #addresses: AddressBook;
	readonly #peaks: PeaksCache;
	readonly #audit: DeskSources['audit'];
	readonly #now: () => number;
	/** Requests of one listening come together; the first writes for all. */
	readonly #writing = new Map<string, Promise<void>>();

	constructor({ config, storeKey, audit, now, files }: DeskSources) {
		this.#files = files ?? createFolderStore(config.recordingsDir);
		this.#addresses = new AddressBook(storeKey, now);
		this.#peaks = new PeaksCache(join(config.dataDir, 'peaks'));
		this.#audit = audit;
		this.#now = now;
	}

	async playable(
		interaction: string,
		principal: Principal,
		question: RecordingQuestion
	): Promise<PlayableRecording[]> {
		const known = await recordingsOf(interaction, question);
		return Promise.all(
			known.map(async (recording) => {
				const { id, media, startedAtMs, durationMs } = recording;
				const trouble = await this.#troubleOf(recording);
				const to = { interaction, recording: id, sinceMs: this.#now() };
				const { url, peaksUrl } =
					trouble === null ? this.#addressesOf(to, principal) : { url: '', peaksUrl: '' };
				const ofVoice = media === 'audio' ? peaksUrl : '';
				return { id, media, startedAtMs, durationMs, url, peaksUrl: ofVoice, trouble };
			})
		);
	}

	async #troubleOf({ path }: KnownRecording): Promise<PlayableRecording['trouble']> {
		if (path === null) return 'missing';
		const opened = await this.#files.open(path);
		if (!opened.ok) return opened.reason;
		await opened.recording.close();
		return null;
	}

	#addressesOf(to: Omit<RecordingAddress, 'untilMs'>, principal: Principal): RenewedAddress {
		const path = `/recordings/${encodeURIComponent(to.recording)}`;
		const query = this.#addresses.sign(to, principal);
		return { url: `${path}?${query}`, peaksUrl: `${path}/peaks?${query}` };
	}

	/** The scope may have changed since the address was made, so it is asked again. */
	async #known(address: RecordingAddress, question: RecordingQuestion) {
		const known = await recordingsOf(address.interaction, question);
		return known.find(({ id }) => id === address.recording) ?? null;
	}

	async find({ recording, query, principal, question }: AskedRecording): Promise<Found> {
		const verdict = this.#addresses.verify(recording, query, principal);
		if (!verdict.ok) return { ok: false, reason: verdict.reason };
		const known = await this.#known(verdict.address, question);
		if (!known) return { ok: false, reason: 'foreign' };
		const opened = known.path === null ? null : await this.#files.open(known.path);
		if (!opened?.ok) return { ok: false, reason: 'gone' };
		return { ok: true, address: verdict.address, known, file: opened.recording };
	}

	async renew({
		recording,
		query,
		principal,
		question
	}: AskedRecording): Promise<RenewedAddress | null> {
		const verdict = this.#addresses.verify(recording, query, principal);
		if (!verdict.ok && verdict.reason === 'foreign') return null;
		const { untilMs, ...to } = verdict.address;
		if (untilMs + RENEWABLE_MS < this.#now()) return null;
		return (await this.#known(verdict.address, question)) && this.#addressesOf(to, principal);
	}

	peaks({ known, file }: Extract<Found, { ok: true }>): Promise<Waveform | null> {
		return this.#peaks.of(known.path ?? '', file);
	}

	async noteListening({ address }: Extract<Found, { ok: true }>, actor: Actor): Promise<void> {
		const key = JSON.stringify([actor.kind, actor.id, address]);
		const writing = this.#writing.get(key) ?? this.#note(address, actor);
		this.#writing.set(key, writing);
		try {
			await writing;
		} finally {
			this.#writing.delete(key);
		}
	}

	async #note({ interaction, recording, sinceMs }: RecordingAddress, actor: Actor): Promise<void> {
		const object = `recording:${interaction}/${recording}`;
		const action = 'recording.played';
		const [last] = await this.#audit.list({ object, actor: actor.id, action, limit: 1 });
		if (last && last.at_ms >= sinceMs) return;
		const after = { interaction, recording };
		await this.#audit.record(actor, { action, object, before: null, after });
	}
}

export const createRecordingDesk = (sources: DeskSources): RecordingDesk => new Desk(sources);
