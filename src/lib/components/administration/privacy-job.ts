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
