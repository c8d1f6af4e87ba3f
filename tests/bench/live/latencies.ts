/** Latencies of probes and what is said about them. */
import type { SentProbe, Sighting } from './probe.ts';

export interface Latencies {
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly max: number;
	readonly n: number;
}

export function summarise(latenciesMs: readonly number[]): Latencies {
	const sorted = [...latenciesMs].sort((a, b) => a - b);
	const at = (share: number): number =>
		sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
	return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), n: sorted.length };
}

export interface Seen {
	readonly probe: SentProbe;
	readonly atMs: number;
}

export interface Matched {
	readonly seen: readonly Seen[];
	/** Of those: seen only when the board had gone on to a later one. */
	readonly superseded: number;
	/** Never seen. */
	readonly missing: number;
}

/** The first sighting of each probe, or of a later one. */
export function match(probes: readonly SentProbe[], sightings: readonly Sighting[]): Matched {
	const seen: Seen[] = [];
	let superseded = 0;
	for (const probe of probes) {
		const sighting = sightings.find(([newest]) => newest >= probe.probe);
		if (!sighting) continue;
		seen.push({ probe, atMs: sighting[1] });
		if (sighting[0] !== probe.probe) superseded += 1;
	}
	return { seen, superseded, missing: probes.length - seen.length };
}
