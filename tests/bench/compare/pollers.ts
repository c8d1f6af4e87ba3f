/** A process with many dashboards that ask for the same board again and again. */
import { partOptions, servePart } from '../live/part.ts';
import { PROBE_QUEUE } from '../live/probe.ts';
import type { Sighting } from '../live/probe.ts';
import type { Moment } from './moment.ts';
import { openSqlStore } from './sql-store.ts';
import type { SqlTarget } from './sql-store.ts';

export interface PollersOptions {
	readonly target: SqlTarget;
	readonly moment: Moment;
	readonly viewers: number;
	readonly everyMs: number;
	/** How many of them look for probes. */
	readonly looking: number;
}

export interface PollersReport {
	readonly polls: number;
	readonly failed: number;
	/** Beats at which the answer to the one before had not come. */
	readonly skipped: number;
	readonly bytes: number;
	readonly sightings: readonly (readonly Sighting[])[];
}

/** What a pool in front of the database would open. */
const CONNECTIONS = 20;

const { target, moment, viewers, everyMs, looking } = partOptions() as PollersOptions;
const store = openSqlStore(target, CONNECTIONS);
const sightings = Array.from({ length: looking }, (): Sighting[] => []);
const newest = new Map<number, number>();
let counts = { polls: 0, failed: 0, skipped: 0 };
let bytesBefore = 0;

async function poll(viewer: number): Promise<void> {
	const waiting = await store.board({ ...moment, nowMs: Date.now() });
	counts.polls += 1;
	const row = waiting.find(([queue]) => queue === PROBE_QUEUE);
	const probe = Number(row?.[1] ?? 0);
	if (probe <= (newest.get(viewer) ?? 0)) return;
	newest.set(viewer, probe);
	sightings[viewer]?.push([probe, Date.now()]);
}

/** Each begins at a moment of its own, as people do. */
for (let viewer = 0; viewer < viewers; viewer += 1) {
	let isAsking = false;
	const beat = (): void => {
		if (isAsking) {
			counts.skipped += 1;
			return;
		}
		isAsking = true;
		poll(viewer)
			.catch(() => (counts.failed += 1))
			.finally(() => (isAsking = false));
	};
	setTimeout(
		() => {
			beat();
			setInterval(beat, everyMs);
		},
		(everyMs * viewer) / viewers
	);
}

servePart((): PollersReport => {
	const bytes = store.bytes();
	const report = {
		...counts,
		bytes: bytes - bytesBefore,
		sightings: sightings.map((seen) => [...seen])
	};
	counts = { polls: 0, failed: 0, skipped: 0 };
	bytesBefore = bytes;
	for (const seen of sightings) seen.length = 0;
	return report;
});
