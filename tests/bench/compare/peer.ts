/** What somebody would pick instead: fed with the same events, asked the same questions, started again before a run. */
import type { Cell, System } from './questions.ts';

export interface Peer extends System {
	/** What it takes on disk, indexes and all. */
	bytes(): Promise<number>;
	/** Forgets what it has in memory; the file cache of the system stays. */
	restart(): Promise<void>;
	stop(): Promise<void>;
}

/** Sums come as text or as bigint, by the driver. */
export function cellOf(value: unknown): Cell {
	if (typeof value === 'number') return value;
	const written = String(value);
	return /^-?\d+$/.test(written) ? Number(written) : written;
}
