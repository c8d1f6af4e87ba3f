/** Which band of a clause a value lies in, and how far it is to a better one. */
import type { MetricDirection } from '../../metrics/metric.ts';
import { shareOfCents } from './cents.ts';
import { ALL_BASIS_POINTS } from './contract.ts';
import type { Effect, Step } from './contract.ts';
import type { Share } from './cents.ts';

/** A value that is exactly at a limit is on its better side: below it where less is better, else above. */
export const bandAt = (steps: readonly Step[], value: number, direction: MetricDirection): number =>
	steps.findLastIndex(
		({ from }) => from === null || (direction === 'down' ? value > from : value >= from)
	);

/** In cents, before any cap; below 0 is a penalty. `ofMonth`: the days judged, of those of the month. */
export function effectOf(effect: Effect, billedCents: number, ofMonth: Share): number {
	switch (effect.kind) {
		case 'share':
			return shareOfCents(billedCents, { part: effect.basisPoints, whole: ALL_BASIS_POINTS });
		case 'amount':
			return shareOfCents(effect.cents, ofMonth);
		default:
			return effect satisfies never;
	}
}

/** What a value is made of so far, and how much more is to come: see `Reading`. */
export interface Standing {
	readonly numerator: number;
	readonly denominator: number;
	/** Expected until the period ends, of the denominator. */
	readonly expected: number;
	/** The lowest and highest one more of the denominator can add: 0 and 1 of a share, −1 and 1 of a balance. */
	readonly bounds: { readonly least: number; readonly most: number } | null;
}

export interface Exit {
	/** Index of the better band. */
	readonly step: number;
	readonly limit: number;
	readonly isRise: boolean;
	/** What the rest of the period has to come to for the whole to reach the limit; null: nothing more is expected. */
	readonly neededOfRest: number | null;
	/** Whether the rest can come to that at all. */
	readonly isPossible: boolean;
	/** How many of the best in a row would do; null: none would, or it cannot be told. */
	readonly inARow: number | null;
}

/** What quotients of whole numbers are off by. */
const SLACK = 1e-9;

/** (limit·denominator − numerator) / (best − limit), up to the next whole one. */
function inARow(
	{ numerator, denominator, bounds }: Standing,
	{ limit, isRise, isStrict }: { limit: number; isRise: boolean; isStrict: boolean }
): number | null {
	const best = isRise ? bounds?.most : bounds?.least;
	if (best === undefined || best === limit) return null;
	const needed = (limit * denominator - numerator) / (best - limit);
	const whole = Math.ceil(needed - SLACK);
	return isStrict && whole - needed < SLACK ? whole + 1 : Math.max(whole, 0);
}

function exitTo(
	standing: Standing,
	{
		step,
		limit,
		isRise,
		isStrict
	}: { step: number; limit: number; isRise: boolean; isStrict: boolean }
): Exit {
	const { numerator, denominator, expected, bounds } = standing;
	const needed = expected > 0 ? (limit * (denominator + expected) - numerator) / expected : null;
	const isPossible =
		needed !== null &&
		(bounds === null || (isRise ? needed <= bounds.most + SLACK : needed >= bounds.least - SLACK));
	return {
		...{ step, limit, isRise, isPossible },
		neededOfRest: needed,
		inARow: inARow(standing, { limit, isRise, isStrict })
	};
}

/** The nearest better band on each side, by what its effect comes to; at most two, most often one or none. */
export function exitsOf(
	steps: readonly Step[],
	at: number,
	{
		standing,
		direction,
		worth
	}: {
		readonly standing: Standing;
		readonly direction: MetricDirection;
		readonly worth: (effect: Effect) => number;
	}
): Exit[] {
	const now = steps[at];
	if (!now) return [];
	const isBetter = ({ effect }: Step): boolean => worth(effect) > worth(now.effect);
	const above = steps.findIndex((step, index) => index > at && isBetter(step));
	const below = steps.findLastIndex((step, index) => index < at && isBetter(step));
	const exits: Exit[] = [];
	const upTo = steps[above]?.from ?? null;
	if (upTo !== null)
		exits.push(
			exitTo(standing, {
				...{ step: above, limit: upTo, isRise: true },
				isStrict: direction === 'down'
			})
		);
	const downTo = steps[below + 1]?.from ?? null;
	if (below >= 0 && downTo !== null)
		exits.push(
			exitTo(standing, {
				...{ step: below, limit: downTo, isRise: false },
				isStrict: direction !== 'down'
			})
		);
	return exits;
}
