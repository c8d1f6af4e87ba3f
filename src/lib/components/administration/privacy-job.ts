/** An erasure or an export, as the page shows it. */

/** In their order. */
export const STEPS = [
	'announce',
	'spool',
	'search',
	'dead letters',
	'database',
	'verification',
	'old copies',
	'finished'
] as const;

/** Where something was found, as the reports of jobs name it. */
const PLACES = [
	'interaction',
	'mention',
	'survey',
	'other',
	'stray',
	'contacts',
	'events',
	'ids of events',
	'facts of contacts',
	'facts of segments',
	'dead letters',
	'copies of dead letters',
	'damaged pieces of the spool',
	'files of another version in the spool',
	'spool',
	'store'
] as const;

/** In words; null for a place that this version does not know. */
export const placeOf = (word: string): (typeof PLACES)[number] | null =>
	PLACES.find((place) => place === word) ?? null;

interface Head {
	readonly id: string;
	readonly state: 'waiting' | 'running' | 'done' | 'failed';
	readonly createdAtMs: number;
	readonly createdByName: string;
}

interface Erasure {
	readonly kind: 'erasure';
	readonly report: {
		readonly step: (typeof STEPS)[number];
		readonly waitingFor: 'ingest' | 'spool' | 'database' | null;
		readonly lastFailure: string;
		readonly found: Readonly<Record<string, number>>;
		readonly erased: Readonly<Record<string, number>>;
		readonly remembered: number;
		readonly remaining: number | null;
		readonly containing: Readonly<Record<string, number>>;
		readonly erasedAtMs: number | null;
	};
}

interface Export {
	readonly kind: 'export';
	readonly report: {
		readonly exported: Readonly<Record<string, number>>;
		readonly unreachable: readonly string[];
	};
}

export type ShownJob = Head & (Erasure | Export);
