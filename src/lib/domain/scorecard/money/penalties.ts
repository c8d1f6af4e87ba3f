/** What the clauses of a contract come to over the days they are judged, within its caps. */
import type { Metric } from '../../metrics/metric.ts';
import { shareOfCents, sumOfCents } from './cents.ts';
import type { Share } from './cents.ts';
import { ALL_BASIS_POINTS } from './contract.ts';
import type { ClientContract, Clause } from './contract.ts';
import { bandAt, effectOf } from './bands.ts';
import { valueOf } from '../reading.ts';
import type { Reading } from '../reading.ts';

export interface ClauseResult {
	readonly clause: Clause;
	/** Null: nothing was measured. */
	readonly reading: Reading | null;
	/** Index of the band; null: no value, or too little behind it, and nothing falls due. */
	readonly band: number | null;
	/** Before caps; below 0 is a penalty. */
	readonly cents: number;
}

export function judgeClause(
	clause: Clause,
	{ direction }: Pick<Metric, 'direction'>,
	reading: Reading | null,
	{ billedCents, ofMonth }: { readonly billedCents: number; readonly ofMonth: Share }
): ClauseResult {
	const value = reading === null ? null : valueOf(reading);
	const isEnough = reading !== null && reading.n >= clause.leastN;
	const band = value === null || !isEnough ? null : bandAt(clause.steps, value, direction);
	const effect = band === null ? undefined : clause.steps[band]?.effect;
	return {
		...{ clause, reading, band },
		cents: effect ? effectOf(effect, billedCents, ofMonth) : 0
	};
}

export interface Settled {
	/** At least 0, after the caps. */
	readonly penaltyCents: number;
	readonly bonusCents: number;
	/** A cap held something back. */
	readonly isCapped: boolean;
}

const capOf = (basisPoints: number | null, billedCents: number): number =>
	basisPoints === null
		? Infinity
		: shareOfCents(billedCents, { part: basisPoints, whole: ALL_BASIS_POINTS });

/** Penalties and bonuses are capped each for itself. */
export function settle(
	{ penaltyCap, bonusCap }: Pick<ClientContract, 'penaltyCap' | 'bonusCap'>,
	effects: readonly number[],
	billedCents: number
): Settled {
	const penalties = sumOfCents(effects.map((cents) => Math.max(0, -cents)));
	const bonuses = sumOfCents(effects.map((cents) => Math.max(0, cents)));
	const penaltyCents = Math.min(penalties, capOf(penaltyCap, billedCents));
	const bonusCents = Math.min(bonuses, capOf(bonusCap, billedCents));
	return {
		...{ penaltyCents, bonusCents },
		isCapped: penaltyCents < penalties || bonusCents < bonuses
	};
}
