/** What contacts cost by channel, what is billed, and what contracts would cost if their month ended now. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { centsOf } from '#lib/domain/scorecard/money/month-money.ts';
import type { CostLine } from '#lib/domain/scorecard/money/month-money.ts';
import { sumOfCents } from '#lib/domain/scorecard/money/cents.ts';
import {
	dayOf,
	daysOf,
	monthOfDay,
	nextDay,
	startOfDayMs
} from '#lib/domain/scorecard/money/day.ts';
import { exposureOf } from '#lib/domain/scorecard/money/exposure.ts';
import type { Exposure, Progress } from '#lib/domain/scorecard/money/exposure.ts';
import { inForce } from '#lib/domain/scorecard/money/in-force.ts';
import { sumOf } from '#lib/domain/scorecard/money/price.ts';
import type { Basis } from '#lib/domain/scorecard/money/price.ts';
import type { CostKind } from '#lib/domain/scorecard/money/cost-rate.ts';
import { isMonth, monthsBetween, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Runtime } from '../../runtime.ts';
import type { TeamChoice } from '../../administration/team-choices.ts';
import type { Ledger, Settlement } from './ledger.ts';
import { moneyNodes } from './money-nodes.ts';
import { openLedger, readEntries } from './money-readings.ts';

/** Months to choose from. */
const MONTHS_BACK = 24;
/** What others are compared with. */
const CALL = 'voice';

export interface ChannelCost {
	/** Empty: all of them together. */
	readonly channel: string;
	readonly handled: number;
	/** Null: no rate holds. */
	readonly cents: number | null;
	/** Cents; null without contacts. */
	readonly perContact: number | null;
	/** Cents; null where nothing is known to be solved. */
	readonly perResolution: number | null;
	/** Contacts of known customers that stand behind it. */
	readonly judged: number;
	/** Of what a call costs; null without calls. */
	readonly ofCall: number | null;
}

export interface ShownLine {
	readonly id: string;
	readonly team: string;
	readonly kind: CostKind;
	readonly name: string;
	readonly basis: Basis;
	readonly channels: readonly string[];
	readonly quantity: number;
	readonly cents: number;
	/** For one. */
	readonly rateCents: number;
}

export interface ShownExposure {
	readonly id: string;
	readonly team: string;
	readonly name: string;
	readonly exposure: Exposure;
}

export interface MoneyNumbers {
	readonly whole: ChannelCost;
	/** The dearest contact first. */
	readonly channels: readonly ChannelCost[];
	readonly lines: readonly ShownLine[];
	/** Of rates of nodes above, which are not shown one by one; null: there is none. */
	readonly aboveCents: number | null;
	/** Null: no contract holds. */
	readonly billedCents: number | null;
	readonly productiveMs: number;
	/** Penalties less bonuses. */
	readonly netPenaltyCents: number;
	readonly exposures: readonly ShownExposure[];
}

export interface MoneyPage {
	readonly team: string;
	readonly teams: readonly TeamChoice[];
	readonly month: Month;
	/** Newest first. */
	readonly months: readonly Month[];
	/** The month is not over. */
	readonly isRunning: boolean;
	readonly hasRates: boolean;
	readonly hasContracts: boolean;
	readonly numbers: MoneyNumbers;
}

async function channelCost(
	ledger: Ledger,
	month: Month,
	channel: string
): Promise<Omit<ChannelCost, 'ofCall'>> {
	const channels = channel === '' ? [] : [channel];
	const [cents, contacts, solved] = [
		centsOf(await ledger.costs(month, channels)),
		await ledger.contacts(),
		await ledger.solved(month, channels)
	];
	const handled = sumOf(contacts, new Set(daysOf(month)), (row) =>
		channel === '' || row.channel === channel ? row.handled : 0
	);
	return {
		...{ channel, handled, cents, judged: solved.n },
		perContact: cents === null || handled === 0 ? null : cents / handled,
		perResolution: cents === null || solved.count === 0 ? null : cents / solved.count
	};
}

async function channelCosts(
	ledger: Ledger,
	month: Month
): Promise<Pick<MoneyNumbers, 'whole' | 'channels'>> {
	const days = new Set(daysOf(month));
	const contacts = await ledger.contacts();
	const names = new Set(
		contacts.filter(({ day, handled }) => days.has(day) && handled > 0).map((row) => row.channel)
	);
	const whole = await channelCost(ledger, month, '');
	const rows = await Promise.all(
		[...names].filter((name) => name !== '').map((name) => channelCost(ledger, month, name))
	);
	const call = rows.find(({ channel }) => channel === CALL)?.perContact ?? null;
	return {
		whole: { ...whole, ofCall: null },
		channels: rows
			.map((row) => ({
				...row,
				ofCall:
					call === null || call === 0 || row.perContact === null ? null : row.perContact / call
			}))
			.sort((a, b) => (b.perContact ?? -1) - (a.perContact ?? -1) || b.handled - a.handled)
	};
}

const shownLine = ({ rate: { id, team, rate }, amount }: CostLine): ShownLine => ({
	...{ id, team, kind: rate.kind, name: rate.name, basis: rate.basis, channels: rate.channels },
	...{ quantity: amount.quantity, cents: amount.cents, rateCents: rate.cents }
});

/** How far the days of the contract have come, in milliseconds. */
function progressOf(
	ledger: Ledger,
	{ billed }: Settlement,
	month: Month,
	{ nowMs, zone }: { readonly nowMs: number; readonly zone: string }
): Progress {
	const own = inForce(ledger.contracts, daysOf(month), ({ team }) => team).find(
		({ entry }) => entry.id === billed.contract.id
	);
	const [first = '', last = ''] = [own?.days[0], own?.days.at(-1)];
	const fromMs = startOfDayMs(first, zone);
	const whole = startOfDayMs(nextDay(last), zone) - fromMs;
	return { whole, part: Math.min(whole, Math.max(1, nowMs - fromMs)) };
}

async function readNumbers(
	ledger: Ledger,
	month: Month,
	reached: ReadonlySet<string>,
	clock: { readonly nowMs: number; readonly zone: string }
): Promise<MoneyNumbers> {
	const costs = await ledger.costs(month);
	const settlements = await ledger.settlements(month);
	const isSeen = ({ rate }: CostLine): boolean => reached.has(rate.team);
	return {
		...(await channelCosts(ledger, month)),
		lines: costs.filter(isSeen).map(shownLine),
		aboveCents: centsOf(costs.filter((line) => !isSeen(line))),
		billedCents:
			settlements.length === 0 ? null : sumOfCents(settlements.map(({ billed }) => billed.cents)),
		productiveMs: settlements.length === 0 ? 0 : await ledger.productiveMs(month),
		netPenaltyCents: sumOfCents(settlements.map(({ netCents }) => netCents)),
		exposures: settlements
			.filter(({ billed: { contract } }) => ledger.isWithin(contract.team))
			.map((settlement) => ({
				...{ id: settlement.billed.contract.id, team: settlement.billed.contract.team },
				name: settlement.billed.contract.contract.name,
				exposure: exposureOf(
					settlement.billed,
					settlement,
					progressOf(ledger, settlement, month, clock)
				)
			}))
	};
}

/** Null: out of reach. Rejects with QueryError when the database does not answer. */
export async function moneyPage(
	parts: Pick<Runtime, 'clickhouse' | 'teams' | 'store' | 'config' | 'scorecards'>,
	principal: Principal | null,
	asked: {
		readonly team: string | null;
		readonly month: string | null;
		readonly signal?: AbortSignal;
	}
): Promise<MoneyPage | null> {
	const { choices, reached } = await moneyNodes(parts, principal);
	const team = asked.team ?? choices[0]?.id ?? '';
	if (!reached.has(team)) return null;
	const clock = { nowMs: Date.now(), zone: parts.config.timeZone };
	const thisMonth = monthOfDay(dayOf(clock.nowMs, clock.zone));
	const months = monthsBetween(plusMonths(thisMonth, -MONTHS_BACK), thisMonth).reverse();
	const wanted = asked.month ?? '';
	const month = isMonth(wanted) && wanted <= thisMonth ? wanted : thisMonth;
	const sources = { ...parts, money: parts.scorecards.money, now: () => clock.nowMs };
	const entries = await readEntries(sources);
	const signal = asked.signal ? { signal: asked.signal } : {};
	const ledger = await openLedger({ ...sources, ...signal }, entries, { team, agent: null }, [
		month
	]);
	return {
		...{ team, month, teams: choices, isRunning: month === thisMonth },
		months: months.includes(month) ? months : [...months, month],
		hasRates: ledger.rates.length > 0,
		hasContracts: ledger.contracts.length > 0,
		numbers: await readNumbers(ledger, month, reached, clock)
	};
}
