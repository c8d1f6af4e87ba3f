/** Events of one customer that are not in the database: in the spool and among the dead letters. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { ownSubject, subjectsOf } from '#lib/domain/privacy/subjects.ts';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import type { DeadLetters } from '../dead-letters/dead-letters.ts';
import { LANE_NAMES } from '../spool/journal-entry.ts';
import type { Spool } from '../spool/spool.ts';
import { readStored } from './stored-event.ts';

export interface FoundOnDisk {
	readonly place: 'spool' | 'dead letters';
	readonly event: Record<string, unknown>;
}

const keyOf = ({ kind, id }: ErasableSubject): string => `${kind} ${id}`;

/** Whom events are about, growing by what those events are of. */
class Subjects {
	readonly #keys: Set<string>;
	constructor(subjects: Iterable<ErasableSubject>) {
		this.#keys = new Set([...subjects].map(keyOf));
	}

	get size(): number {
		return this.#keys.size;
	}

	has(event: DomainEvent): boolean {
		return subjectsOf(event).some((subject) => this.#keys.has(keyOf(subject)));
	}

	/** An event that names one of them tells of the contact it belongs to. */
	learn(event: DomainEvent): void {
		if (!this.has(event)) return;
		const own = ownSubject(event);
		if (own) this.#keys.add(keyOf(own));
		for (const subject of subjectsOf(event)) {
			if (subject.kind === 'interaction') this.#keys.add(keyOf(subject));
		}
	}
}

export interface Places {
	readonly spool: Spool;
	readonly letters: DeadLetters;
}

/** `visit` sees each event that is on the disk and not in the database. */
async function visitAll(
	{ spool, letters }: Places,
	visit: (place: FoundOnDisk['place'], json: string) => void
): Promise<void> {
	for (const name of LANE_NAMES) {
		for await (const json of spool.lanes[name].pendingEvents()) visit('spool', json.toString());
	}
	await letters.each(({ letter, event }) => {
		// One that was sent again is in the database.
		if (letter.state !== 'replayed') visit('dead letters', event);
	});
}

/** `given`: the customer, and what the database knows to be theirs. */
export async function findOnDisk(
	places: Places,
	given: readonly ErasableSubject[]
): Promise<FoundOnDisk[]> {
	const subjects = new Subjects(given);
	let known = 0;
	while (known < subjects.size) {
		known = subjects.size;
		await visitAll(places, (_place, json) => {
			const stored = readStored(json);
			if (stored) subjects.learn(stored.event);
		});
	}
	const found: FoundOnDisk[] = [];
	await visitAll(places, (place, json) => {
		const stored = readStored(json);
		if (stored && subjects.has(stored.event)) found.push({ place, event: stored.value });
	});
	return found;
}
