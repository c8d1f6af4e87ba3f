/** Service level: six formulas, chosen per queue and versioned; each segment adds to both sides of the ratio at most once. */
import type { ServiceLevelFormula } from '../events/event-types.ts';
import type { LocalText } from './metric.ts';

export type Outcome = 'waiting' | 'answered' | 'abandoned' | 'flowed_out' | 'closed';

export interface JudgedSegment {
	readonly outcome: Outcome;
	/** From queued to accepted, or to the exit without an answer. */
	readonly waitMs: number;
}

export interface ServiceLevelRule {
	readonly formula: ServiceLevelFormula;
	/** T: "within" is at most this. */
	readonly thresholdMs: number;
	/** S: an abandon within this is short. */
	readonly shortAbandonMs: number;
}

/**
 * What one segment adds to numerator and denominator (contract, metrics.md; peers.md §2.1):
 * A ans≤T / (ans + aband − short) · B ans≤T / (ans + aband) · C ans≤T / ans · D (ans≤T + aband≤T) / (ans + aband) ·
 * E ans≤T / (ans + aband>T) · F ans≤T / (ans + aband + flowed out). Waiting and closed segments add nothing.
 */
export function serviceLevelShare(
	{ outcome, waitMs }: JudgedSegment,
	{ formula, thresholdMs, shortAbandonMs }: ServiceLevelRule
): { numerator: 0 | 1; denominator: 0 | 1 } {
	const within = waitMs <= thresholdMs;
	const share = (numerator: boolean, denominator: boolean) => ({
		numerator: numerator ? (1 as const) : (0 as const),
		denominator: denominator ? (1 as const) : (0 as const)
	});
	switch (outcome) {
		case 'answered':
			return share(within, true);
		case 'abandoned':
			return share(
				formula === 'D' && within,
				countsAbandon(formula, waitMs > shortAbandonMs, waitMs > thresholdMs)
			);
		case 'flowed_out':
			return share(false, formula === 'F');
		case 'waiting':
		case 'closed':
			return share(false, false);
		default:
			return outcome satisfies never;
	}
}

/** Whether an abandon is in the denominator. */
function countsAbandon(formula: ServiceLevelFormula, notShort: boolean, late: boolean): boolean {
	switch (formula) {
		case 'A':
			return notShort;
		case 'B':
		case 'D':
		case 'F':
			return true;
		case 'C':
			return false;
		case 'E':
			return late;
		default:
			return formula satisfies never;
	}
}

/** The formula in words, for the passport of a tile. */
export const FORMULA_TEXT: Record<ServiceLevelFormula, LocalText> = {
	A: {
		es: 'atendidas ≤ T / (atendidas + abandonadas − abandonos cortos)',
		en: 'answered ≤ T / (answered + abandoned − short abandons)',
		pt: 'atendidas ≤ T / (atendidas + abandonadas − abandonos curtos)'
	},
	B: {
		es: 'atendidas ≤ T / (atendidas + abandonadas)',
		en: 'answered ≤ T / (answered + abandoned)',
		pt: 'atendidas ≤ T / (atendidas + abandonadas)'
	},
	C: {
		es: 'atendidas ≤ T / atendidas',
		en: 'answered ≤ T / answered',
		pt: 'atendidas ≤ T / atendidas'
	},
	D: {
		es: '(atendidas ≤ T + abandonadas ≤ T) / (atendidas + abandonadas)',
		en: '(answered ≤ T + abandoned ≤ T) / (answered + abandoned)',
		pt: '(atendidas ≤ T + abandonadas ≤ T) / (atendidas + abandonadas)'
	},
	E: {
		es: 'atendidas ≤ T / (atendidas + abandonadas > T)',
		en: 'answered ≤ T / (answered + abandoned > T)',
		pt: 'atendidas ≤ T / (atendidas + abandonadas > T)'
	},
	F: {
		es: 'atendidas ≤ T / (atendidas + abandonadas + desviadas)',
		en: 'answered ≤ T / (answered + abandoned + flowed out)',
		pt: 'atendidas ≤ T / (atendidas + abandonadas + desviadas)'
	}
};
