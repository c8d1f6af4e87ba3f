/** What the work of one month costs and brings in, of a unit and some channels: rates and contracts times what was done. */
import { lineage, reach } from '../../access/team.ts';
import type { TeamNode } from '../../access/team.ts';
import type { Month } from '../month.ts';
import type { DatedContract } from './contract.ts';
import { rateKey } from './cost-rate.ts';
import type { DatedRate } from './cost-rate.ts';
import { sumOfCents } from './cents.ts';
import type { Share } from './cents.ts';
import { daysOf } from './day.ts';
import type { Day } from './day.ts';
import { inForce } from './in-force.ts';
import { amountOf } from './price.ts';
import type { Amount, Price, PricedWork } from './price.ts';

/** Where a node with rates or contracts stands to the unit that is asked about; null: neither above nor below it. */
export function sideOf(
	nodes: readonly TeamNode[],
	team: string,
	unit: string
): 'within' | 'above' | null {
	if (reach(nodes, [unit]).has(team)) return 'within';
	return lineage(nodes, unit).includes(team) ? 'above' : null;
}

export interface MonthAsk {
	readonly month: Month;
	/** Of the month, those that have begun: what is still to come costs nothing yet. */
	readonly begun: readonly Day[];
	/** Empty: all. */
	readonly channels: readonly string[];
	/** Work of the node a price belongs to. */
	readonly workOf: (team: string) => PricedWork;
}

export interface CostLine {
	readonly rate: DatedRate;
	readonly amount: Amount;
	readonly days: number;
}

/** `rates` are those of nodes above and below the unit. Empty: nothing is known of what it costs. */
export const costLines = (
	rates: readonly DatedRate[],
	{ month, begun, channels, workOf }: MonthAsk
): CostLine[] =>
	inForce(rates, begun, rateKey).map(({ entry, days }) => ({
		rate: entry,
		days: days.length,
		amount: amountOf(entry.rate, workOf(entry.team), { days, month }, channels)
	}));

/** Null without any line. */
export const centsOf = (
	lines: readonly { readonly amount: Pick<Amount, 'cents'> }[]
): number | null =>
	lines.length === 0 ? null : sumOfCents(lines.map(({ amount }) => amount.cents));

export interface Billed {
	readonly contract: DatedContract;
	/** Days it holds that have begun; ascending, never empty. */
	readonly days: readonly Day[];
	/** Days it holds in the month, of those the month has. */
	readonly ofMonth: Share;
	readonly terms: readonly { readonly price: Price; readonly amount: Amount }[];
	/** Of the part of the work that is asked about. */
	readonly cents: number;
}

/** By contract that holds on any of the days that have begun. */
export function billedLines(
	contracts: readonly DatedContract[],
	{ month, begun, channels, workOf }: MonthAsk
): Billed[] {
	const all = daysOf(month);
	const hasBegun = new Set(begun);
	return inForce(contracts, all, ({ team }) => team).flatMap(({ entry, days: held }) => {
		const days = held.filter((day) => hasBegun.has(day));
		if (days.length === 0) return [];
		const terms = entry.contract.terms.map((price) => ({
			price,
			amount: amountOf(price, workOf(entry.team), { days, month }, channels)
		}));
		return [
			{
				...{ contract: entry, days, terms },
				ofMonth: { part: held.length, whole: all.length },
				cents: sumOfCents(terms.map(({ amount }) => amount.cents))
			}
		];
	});
}
