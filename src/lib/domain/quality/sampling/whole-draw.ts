/** What a draw comes to: from its population, its slices and what was left out, and from nothing else. */
import { drawSlices } from './draw.ts';
import type {
	DrawSlice,
	PopulationEntry,
	StratumPopulation,
	StratumReport
} from './draw-record.ts';

export interface DrawnContact {
	readonly stratum: string;
	/** Place of its slice. */
	readonly slice: number;
	readonly entry: PopulationEntry;
}

export interface WholeDraw {
	/** By stratum in the order of names, then by slice, then by key. */
	readonly drawn: readonly DrawnContact[];
	readonly strata: readonly StratumReport[];
}

export function wholeDraw(
	populations: ReadonlyMap<string, StratumPopulation>,
	slices: readonly DrawSlice[],
	skipped: ReadonlySet<string>
): WholeDraw {
	const names = [...populations.keys()].sort();
	const parts = names.map((stratum) => {
		const bySlice = populations.get(stratum) ?? [];
		return drawStratum(stratum, bySlice, slices, skipped);
	});
	return { drawn: parts.flatMap(({ drawn }) => drawn), strata: parts.map(({ report }) => report) };
}

function drawStratum(
	stratum: string,
	bySlice: StratumPopulation,
	slices: readonly DrawSlice[],
	skipped: ReadonlySet<string>
): { drawn: DrawnContact[]; report: StratumReport } {
	const asked = slices.map(({ share, drawnAtMs }, slice) => ({
		share: drawnAtMs === null ? 0 : share,
		ids: (bySlice[slice] ?? []).map(([id]) => id),
		skipped
	}));
	const drawn = drawSlices(asked).flatMap(({ drawn: ids }, slice) => {
		const entries = new Map((bySlice[slice] ?? []).map((entry) => [entry[0], entry]));
		return ids.flatMap((id) => {
			const entry = entries.get(id);
			return entry ? [{ stratum, slice, entry }] : [];
		});
	});
	return {
		drawn,
		report: {
			stratum,
			population: asked.reduce((sum, { ids }) => sum + ids.length, 0),
			due: asked.reduce((sum, { share }) => sum + share, 0),
			drawn: drawn.length,
			skipped: drawn.filter(({ entry: [id] }) => skipped.has(id)).length
		}
	};
}
