/**
 * Mix told apart by what it is a mix of: of queues, within a queue of channels, within those of hours; rate is what is left
 * at the finest. The change of each group is split again inside it, weighted by its share, so that all parts add up to the
 * change of the total without a rest. Pure.
 */
import { disagrees, movement } from './movement.ts';
import type { CellSums, Movement, MovementCell } from './movement.ts';

export const MIX_LEVELS = ['queue', 'channel', 'hour'] as const;
export type MixLevel = (typeof MIX_LEVELS)[number];

/** A group of contacts at the finest. */
export interface Leaf extends Readonly<Record<MixLevel, string>> {
	readonly before: CellSums;
	readonly after: CellSums;
}

export interface Split {
	readonly before: number;
	readonly after: number;
	readonly change: number;
	/** What each mix adds; with `rate` they are the change. */
	readonly mix: Readonly<Record<MixLevel, number>>;
	readonly rate: number;
	/** All mixes together pull against the rate. */
	readonly disagree: boolean;
	/** By each level on its own, the largest effect first. */
	readonly by: Readonly<Record<MixLevel, Movement>>;
}

const plus = (a: CellSums, b: CellSums): CellSums => ({ sum: a.sum + b.sum, n: a.n + b.n });

function grouped(leaves: readonly Leaf[], level: MixLevel): Map<string, Leaf[]> {
	const groups = new Map<string, Leaf[]>();
	for (const leaf of leaves) groups.set(leaf[level], [...(groups.get(leaf[level]) ?? []), leaf]);
	return groups;
}

const NONE: CellSums = { sum: 0, n: 0 };
const cellOf = (key: string, leaves: readonly Leaf[]): MovementCell => ({
	key,
	before: leaves.reduce((sums, leaf) => plus(sums, leaf.before), NONE),
	after: leaves.reduce((sums, leaf) => plus(sums, leaf.after), NONE)
});

const alone = (leaves: readonly Leaf[], level: MixLevel): Movement | null =>
	movement([...grouped(leaves, level)].map(([key, group]) => cellOf(key, group)));

interface Parts {
	readonly mix: Record<MixLevel, number>;
	rate: number;
}

/** Adds to `parts` what the change inside `leaves` consists of, times the weight of the group. */
function addInside(
	leaves: readonly Leaf[],
	[level, ...finer]: readonly MixLevel[],
	weight: number,
	parts: Parts
): void {
	if (level === undefined) return;
	const found = alone(leaves, level);
	if (!found) return;
	parts.mix[level] += weight * found.mix;
	if (finer.length === 0) {
		parts.rate += weight * found.rate;
		return;
	}
	const groups = grouped(leaves, level);
	for (const { key, rate, weightBefore, weightAfter } of found.cells) {
		if (rate === 0) continue;
		const share = (weightBefore + weightAfter) / 2;
		addInside(groups.get(key) ?? [], finer, weight * share, parts);
	}
}

/** Null where one of the periods has no contacts. */
export function split(leaves: readonly Leaf[]): Split | null {
	const [queue, channel, hour] = [
		alone(leaves, 'queue'),
		alone(leaves, 'channel'),
		alone(leaves, 'hour')
	];
	if (!queue || !channel || !hour) return null;
	const parts: Parts = { mix: { queue: 0, channel: 0, hour: 0 }, rate: 0 };
	addInside(leaves, MIX_LEVELS, 1, parts);
	const mixed = parts.mix.queue + parts.mix.channel + parts.mix.hour;
	return {
		before: queue.before,
		after: queue.after,
		change: queue.change,
		mix: parts.mix,
		rate: parts.rate,
		disagree: disagrees(mixed, parts.rate),
		by: { queue, channel, hour }
	};
}
