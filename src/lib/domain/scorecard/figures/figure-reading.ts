/** Approved values of a figure as readings of a unit by month. */
import type { TeamNode } from '../../access/team.ts';
import type { Readings } from '../measured.ts';
import { plusMonths } from '../month.ts';
import type { Month } from '../month.ts';
import { addReadings } from '../reading.ts';
import type { Reading } from '../reading.ts';
import type { Unit } from '../scorecard.ts';
import { isLevel } from './figure.ts';
import type { Figure } from './figure.ts';
import { bySpot, spotState } from './figure-value.ts';
import type { FigureValue } from './figure-value.ts';

/** A node that told its number within these months before is still waited for. */
export const EXPECTED_MONTHS = 12;

/** Null for a value that says that there is none. */
function readingOf(figure: Figure, value: FigureValue): Reading {
	return {
		numerator: value.numerator * figure.factor,
		denominator: value.denominator,
		n: value.n,
		state: value.isEstimate ? 'estimated' : 'manual',
		...(isLevel(figure.adding) ? { isLevel: true as const } : {})
	};
}

class FigureReading {
	readonly #figure: Figure;
	readonly #children = new Map<string | null, string[]>();
	/** By node and month. */
	readonly #counting = new Map<string, Map<Month, FigureValue>>();

	constructor(figure: Figure, nodes: readonly TeamNode[], values: readonly FigureValue[]) {
		this.#figure = figure;
		for (const { id, parent } of nodes)
			this.#children.set(parent, [...(this.#children.get(parent) ?? []), id]);
		for (const spot of bySpot(values).values()) {
			const { counting } = spotState(spot);
			if (counting === null) continue;
			const months = this.#counting.get(counting.team) ?? new Map<Month, FigureValue>();
			this.#counting.set(counting.team, months.set(counting.month, counting));
		}
	}

	/** The own value of a node; without one what the nodes below it come to. */
	of(team: string, month: Month): Reading | null {
		const own = this.#counting.get(team)?.get(month);
		if (own) return readingOf(this.#figure, own);
		const below = (this.#children.get(team) ?? []).map((child) => ({
			child,
			reading: this.of(child, month)
		}));
		const whole = sumOf(below.map(({ reading }) => reading));
		if (whole === null) return null;
		const isMissing = below.some(
			({ child, reading }) => reading === null && this.#isExpected(child, month)
		);
		return isMissing ? { ...whole, state: 'provisional' } : whole;
	}

	/** Whether a number of it, or of what is below it, is likely still to come. */
	#isExpected(team: string, month: Month): boolean {
		const months = [...(this.#counting.get(team)?.keys() ?? [])];
		const since = plusMonths(month, -EXPECTED_MONTHS);
		if (months.some((one) => one < month && one >= since)) return true;
		return (this.#children.get(team) ?? []).some((child) => this.#isExpected(child, month));
	}
}

/** Of several nodes in one month: levels add up here as well, headcounts of two sites are the headcount of both. */
function sumOf(readings: readonly (Reading | null)[]): Reading | null {
	const known = readings.filter((reading) => reading !== null);
	const isLevels = known.some((reading) => reading.isLevel);
	const whole = addReadings(known.map(({ isLevel: _isLevel, ...sums }) => sums));
	return whole && isLevels ? { ...whole, isLevel: true } : whole;
}

/**
 * A unit has the value that was entered for it, else the sum of those of the nodes below it; `provisional` while one of those
 * that told theirs before has not. Single agents have none.
 */
export function figureReadings(
	figure: Figure,
	{
		nodes,
		values
	}: { readonly nodes: readonly TeamNode[]; readonly values: readonly FigureValue[] },
	{ unit, months }: { readonly unit: Unit; readonly months: readonly Month[] }
): Readings {
	if (unit.agent !== null) return new Map(months.map((month) => [month, null]));
	const reading = new FigureReading(figure, nodes, values);
	return new Map(months.map((month) => [month, reading.of(unit.team, month)]));
}
