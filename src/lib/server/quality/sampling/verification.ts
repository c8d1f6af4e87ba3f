/** Draws again from what was kept, and says whether it comes to the same. */
import { keyText, seedOf } from '#lib/domain/quality/sampling/draw.ts';
import type { StratumPopulation } from '#lib/domain/quality/sampling/draw-record.ts';
import { wholeDraw } from '#lib/domain/quality/sampling/whole-draw.ts';
import { digest } from '../../digest.ts';
import type { DrawStore, DrawnAssignment, Populations, Skip } from './draws.ts';
import type { StoredDraw } from './stored-plan.ts';

export interface KeyRow {
	readonly stratum: string;
	/** From 1. */
	readonly slice: number;
	readonly interaction: string;
	/** The text whose SHA-256 is the key. */
	readonly text: string;
	readonly key: string;
	readonly isDrawn: boolean;
	readonly isSkipped: boolean;
}

export type Difference =
	/** Kept in another order than that of the keys. */
	| { readonly kind: 'order'; readonly stratum: string; readonly interaction: string }
	/** Drawn again, and given to nobody then. */
	| { readonly kind: 'missing'; readonly stratum: string; readonly interaction: string }
	/** Given to somebody, and not drawn again. */
	| { readonly kind: 'extra'; readonly stratum: string; readonly interaction: string }
	/** The assignment has another key. */
	| { readonly kind: 'key'; readonly stratum: string; readonly interaction: string };

export interface Verification {
	readonly contacts: number;
	readonly drawn: number;
	/** Of them drawn and not given to anybody yet. */
	readonly waiting: number;
	readonly differences: readonly Difference[];
}

interface Kept {
	readonly populations: Populations;
	readonly skips: readonly Skip[];
	readonly assignments: readonly DrawnAssignment[];
}

const readKept = async (draws: DrawStore, { id }: StoredDraw): Promise<Kept> => {
	const [populations, skips, assignments] = await Promise.all([
		draws.populations(id),
		draws.skips(id),
		draws.assignments(id)
	]);
	return { populations, skips, assignments };
};

const skippedOf = ({ skips }: Kept): Set<string> =>
	new Set(skips.map(({ interaction }) => interaction));

function keysOf(seed: string, population: StratumPopulation): { id: string; key: string }[][] {
	return population.map((slice) => slice.map(([id]) => ({ id, key: digest(keyText(seed, id)) })));
}

/** Everything somebody needs to draw again with `sha256sum`. */
export async function keyRows(draws: DrawStore, draw: StoredDraw): Promise<KeyRow[]> {
	const kept = await readKept(draws, draw);
	const skipped = skippedOf(kept);
	const whole = wholeDraw(kept.populations, draw.report.slices, skipped);
	const drawn = new Set(whole.drawn.map(({ entry: [id] }) => id));
	return [...kept.populations]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.flatMap(([stratum, population]) => {
			const seed = seedOf(draw.asDrawn.seed, draw.period, stratum);
			return keysOf(seed, population).flatMap((slice, place) =>
				slice.map(({ id, key }) => ({
					...{ stratum, slice: place + 1, interaction: id, text: keyText(seed, id), key },
					isDrawn: drawn.has(id),
					isSkipped: skipped.has(id)
				}))
			);
		});
}

export async function verifyDraw(draws: DrawStore, draw: StoredDraw): Promise<Verification> {
	const kept = await readKept(draws, draw);
	const differences: Difference[] = [];
	const keys = new Map<string, string>();
	let contacts = 0;
	for (const [stratum, population] of kept.populations) {
		const slices = keysOf(seedOf(draw.asDrawn.seed, draw.period, stratum), population);
		for (const slice of slices) {
			contacts += slice.length;
			slice.forEach(({ id, key }, place) => {
				keys.set(id, key);
				const before = slice[place - 1];
				if (before && before.key >= key)
					differences.push({ kind: 'order', stratum, interaction: id });
			});
		}
	}
	const skipped = skippedOf(kept);
	const whole = wholeDraw(kept.populations, draw.report.slices, skipped);
	const given = new Map(kept.assignments.map((one) => [one.interaction, one]));
	const again = new Set(whole.drawn.map(({ entry: [id] }) => id));
	const missing = whole.drawn.filter(({ entry: [id] }) => !given.has(id) && !skipped.has(id));
	// What waits for an evaluator or a form was given to nobody, and is counted.
	const isMoreThanWaits = missing.length > draw.report.waiting;
	if (isMoreThanWaits)
		for (const { stratum, entry } of missing)
			differences.push({ kind: 'missing', stratum, interaction: entry[0] });
	for (const { interaction, stratum, key } of kept.assignments) {
		if (!again.has(interaction)) differences.push({ kind: 'extra', stratum, interaction });
		else if (keys.get(interaction) !== key) differences.push({ kind: 'key', stratum, interaction });
	}
	return { contacts, drawn: again.size, waiting: missing.length, differences };
}
