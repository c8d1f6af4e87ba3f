/** The door: tells new events from known ones, makes the new ones durable, counts all. */
import type { LaneName } from '../spool/journal-entry.ts';
import type { SeqRange } from '../spool/lane.ts';
import type { Spool } from '../spool/spool.ts';
import type { Candidate } from '../spool/spooled-event.ts';
import { Tallier } from '../spool/tally.ts';
import type { Tally } from '../spool/tally.ts';
import { judgeAgain } from './judge-again.ts';
import type { ErasedNow } from './judge-again.ts';
import type { IndexedRefusal, Reading, Refusal } from './read-event.ts';
import { UnavailableError } from './unavailable-error.ts';

export interface Outcome {
	readonly accepted: number;
	readonly duplicates: number;
	readonly refusals: readonly IndexedRefusal[];
	/** The accepted events within their lane. */
	readonly range: SeqRange | null;
}

export interface Arrival {
	readonly lane: LaneName;
	/** The instant by which the readings were judged: read back from the disk, they are judged by it again. */
	readonly receivedAtMs: number;
	/** Position of the first reading in its request. */
	readonly firstIndex?: number;
}

export interface IntakeOptions {
	readonly spool: Spool;
	readonly onRefusal: (refusal: Refusal) => void;
	/** What has to be right before an event of an erased customer counts; absent where nobody was erased. */
	readonly erased?: ErasedNow & {
		/** Throws UnavailableError while nobody knows who was erased. */
		check(): void;
		/** Keeps the contacts that were found to be of erased customers. Throws UnavailableError. */
		save(): Promise<void>;
	};
}

/** Readings on their way in. */
interface Batch {
	readings: readonly Reading[];
	/** How many of them were known to be of erased customers when those were last saved. */
	savedErased: number;
	readonly arrival: Arrival;
	/** Keys that the archive has, and the state of the archive that was asked. */
	archived: ReadonlySet<string>;
	archiveState: number | null;
}

const countErased = (readings: readonly Reading[]): number =>
	readings.reduce((count, reading) => count + (reading.ok && reading.isErased ? 1 : 0), 0);

/** Where a refused event without a readable source is counted; no URI has brackets first. */
const NO_SOURCE = '(unknown)';
const RETRY_AFTER_S = { spool_full: 30, disk_full: 30, spool_stalled: 5 } as const;

/** A token counts only for its own sources. */
const countedAs = ({ source, code }: Refusal): string =>
	code === 'source_not_allowed' ? NO_SOURCE : (source ?? NO_SOURCE);

const NONE: ReadonlySet<string> = new Set();

interface Sorted {
	readonly fresh: readonly Candidate[];
	readonly duplicates: number;
	readonly refusals: readonly IndexedRefusal[];
	readonly tally: Tally | null;
}

export class Intake {
	readonly #options: IntakeOptions;
	/** Keys on their way to the disk. A copy waits for them: until then nobody knows whether it is one. */
	readonly #inFlight = new Map<string, Promise<void>>();
	#closed = false;

	constructor(options: IntakeOptions) {
		this.#options = options;
	}

	/** From now on everything is refused; what is on its way still arrives. */
	close(): void {
		this.#closed = true;
	}

	/** Throws UnavailableError when nothing can be taken in. */
	async check(): Promise<void> {
		if (this.#closed) throw new UnavailableError('shutting_down', 5);
		const refusal = await this.#options.spool.refusal().catch((cause: unknown) => {
			throw new UnavailableError('spool_failed', 10, { cause });
		});
		if (refusal) throw new UnavailableError(refusal, RETRY_AFTER_S[refusal]);
		this.#options.erased?.check();
	}

	/** Resolves when every new event is durable. Throws UnavailableError; then none of them counts. */
	async accept(readings: readonly Reading[], arrival: Arrival): Promise<Outcome> {
		const { lane, receivedAtMs, firstIndex = 0 } = arrival;
		await this.check();
		const batch: Batch = {
			readings,
			savedErased: 0,
			arrival,
			archived: NONE,
			archiveState: null
		};
		// It holds nothing itself while it waits, so that two requests never wait for each other. Nothing may come between
		// the last look, at who is erased and at the keys on their way, and the moment this request's keys are among them.
		for (let wait = this.#look(batch); wait !== null; wait = this.#look(batch)) await wait;
		const sorted = this.#sort(batch, firstIndex);
		const { fresh, duplicates, refusals, tally } = sorted;
		const outcome = { accepted: fresh.length, duplicates, refusals };
		if (fresh.length === 0 && tally === null) return { ...outcome, range: null };
		const { spool, onRefusal } = this.#options;
		const { range, durable } = spool.lanes[lane].append({
			candidates: fresh,
			tally,
			receivedAtMs
		});
		await this.#hold(fresh, durable);
		for (const refusal of refusals) onRefusal(refusal);
		return { ...outcome, range };
	}

	/** What has to be waited for, and looked at again afterwards; null: the readings are right, and may go on. */
	#look(batch: Batch): Promise<unknown> | null {
		const { erased } = this.#options;
		const { lane, receivedAtMs } = batch.arrival;
		if (erased) {
			const options = { nowMs: receivedAtMs, backfill: lane === 'backfill' };
			batch.readings = judgeAgain(batch.readings, erased, options);
			const count = countErased(batch.readings);
			if (count > batch.savedErased) {
				batch.savedErased = count;
				return erased.save();
			}
		}
		const waits = this.#waits(batch.readings);
		return waits.size > 0 ? Promise.all(waits) : this.#lookUp(batch);
	}

	/** What copies of these events wait for. */
	#waits(readings: readonly Reading[]): Set<Promise<void>> {
		const waits = new Set<Promise<void>>();
		if (this.#inFlight.size === 0) return waits;
		for (const reading of readings) {
			const wait = reading.ok ? this.#inFlight.get(reading.candidate.key) : undefined;
			if (wait) waits.add(wait);
		}
		return waits;
	}

	/** Asks the archive, again when it has grown meanwhile: memory may have forgotten what went there. */
	#lookUp(batch: Batch): Promise<void> | null {
		const { archive } = this.#options.spool;
		if (batch.archiveState === archive.state) return null;
		const { state } = archive;
		const keys = batch.readings.flatMap((reading) => (reading.ok ? [reading.candidate.key] : []));
		const note = (archived: ReadonlySet<string>): void => {
			batch.archived = archived;
			batch.archiveState = state;
		};
		if (archive.mayKnow(keys)) return archive.known(keys).then(note);
		note(NONE);
		return null;
	}

	#sort({ readings, archived }: Batch, firstIndex: number): Sorted {
		const { spool } = this.#options;
		const mine = new Set<string>();
		const fresh: Candidate[] = [];
		const refusals: IndexedRefusal[] = [];
		const tallier = new Tallier();
		let duplicates = 0;
		for (const [offset, reading] of readings.entries()) {
			if (!reading.ok) {
				refusals.push({ index: firstIndex + offset, ...reading.refusal });
				tallier.rejected(countedAs(reading.refusal));
				continue;
			}
			const { candidate } = reading;
			const { key, event, letterId } = candidate;
			// A dead letter is known, and is tried again all the same.
			if (mine.has(key) || (letterId === null && (archived.has(key) || spool.remembers(key)))) {
				duplicates += 1;
				tallier.duplicate(event.source);
				continue;
			}
			mine.add(key);
			fresh.push(candidate);
			if (event.name === null && letterId === null) tallier.unknown(event.type);
		}
		return { fresh, duplicates, refusals, tally: tallier.take() };
	}

	async #hold(fresh: readonly Candidate[], durable: Promise<void>): Promise<void> {
		const settled = durable.then(
			() => undefined,
			() => undefined
		);
		for (const { key } of fresh) this.#inFlight.set(key, settled);
		try {
			// The segment has the key from then on: one that is remembered before its event is durable would lose the event.
			await durable;
		} catch (cause) {
			throw new UnavailableError('spool_failed', 10, { cause });
		} finally {
			for (const { key } of fresh) this.#inFlight.delete(key);
		}
	}
}
