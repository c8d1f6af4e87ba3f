/** Formulas of money as readings of scorecards: sums of a month, so that months add up. */
import { createHash } from 'node:crypto';
import { centsOf } from '#lib/domain/scorecard/money/month-money.ts';
import { sumOfCents } from '#lib/domain/scorecard/money/cents.ts';
import { dayOf, daysOf, monthOfDay } from '#lib/domain/scorecard/money/day.ts';
import { HOUR_MS, sumOf } from '#lib/domain/scorecard/money/price.ts';
import type { MoneyFormula } from '#lib/domain/scorecard/money.ts';
import type { Readings } from '#lib/domain/scorecard/measured.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Reading } from '#lib/domain/scorecard/reading.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import { readSettings } from '../../store/settings.ts';
import type { Runtime } from '../../runtime.ts';
import { Ledger } from './ledger.ts';
import type { LedgerEntries } from './ledger.ts';
import type { MoneyStore } from './money-store.ts';
import { WorkReader } from './work-reader.ts';

export interface MoneySources {
	readonly clickhouse: Runtime['clickhouse'];
	readonly teams: Pick<Runtime['teams'], 'nodes'>;
	readonly store: Pick<Runtime['store'], 'database'>;
	readonly config: Pick<Runtime['config'], 'timeZone'>;
	readonly money: Pick<MoneyStore, 'rates' | 'contracts'>;
	/** The present; the clock where it is not given. */
	readonly now?: () => number;
	readonly signal?: AbortSignal;
}

export interface MoneyAsk {
	readonly formula: MoneyFormula;
	/** Empty: all. */
	readonly channels: readonly string[];
	readonly unit: Unit;
	readonly months: readonly Month[];
}

const DAY_MS = 24 * 3_600_000;

export async function readEntries({
	teams,
	money
}: Pick<MoneySources, 'teams' | 'money'>): Promise<LedgerEntries> {
	const [nodes, rates, contracts] = await Promise.all([
		teams.nodes(),
		money.rates(),
		money.contracts()
	]);
	return {
		nodes,
		rates: rates.filter(({ isWithdrawn }) => !isWithdrawn),
		contracts: contracts.filter(({ isWithdrawn }) => !isWithdrawn)
	};
}

/** Of some months, which are ascending and not empty. */
export async function openLedger(
	{ clickhouse, store, config, signal, now = Date.now }: MoneySources,
	entries: LedgerEntries,
	unit: Unit,
	months: readonly Month[]
): Promise<Ledger> {
	const clock = { nowMs: now(), zone: config.timeZone };
	const { firstContact } = await readSettings(store.database);
	const work = new WorkReader(
		{
			...{ clickhouse, nodes: entries.nodes, ...clock },
			repeatWindowMs: firstContact.windowDays * DAY_MS,
			...(signal ? { signal } : {})
		},
		months
	);
	return new Ledger(unit, entries, work, clock);
}

/** Another text where another rate or contract counts: what was read before is out of date. */
export async function moneyBasis(sources: Pick<MoneySources, 'teams' | 'money'>): Promise<string> {
	const { rates, contracts } = await readEntries(sources);
	const said = [...rates, ...contracts].map(({ id }) => id).sort();
	return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

async function handledIn(
	ledger: Ledger,
	month: Month,
	channels: readonly string[]
): Promise<number> {
	const contacts = await ledger.contacts();
	return sumOf(contacts, new Set(daysOf(month)), ({ channel, handled }) =>
		channels.length === 0 || channels.includes(channel) ? handled : 0
	);
}

type Ask = Pick<MoneyAsk, 'channels'> & { readonly month: Month };
/** Without its state. */
type Sums = Omit<Reading, 'state'> & { readonly isProvisional?: boolean };
type Read = (ledger: Ledger, ask: Ask) => Promise<Sums | null>;

const READ: Readonly<Record<MoneyFormula, Read>> = {
	async costPerContact(ledger, { month, channels }) {
		const cents = centsOf(await ledger.costs(month, channels));
		if (cents === null) return null;
		const handled = await handledIn(ledger, month, channels);
		return { numerator: cents, denominator: handled, n: handled };
	},
	async costPerResolution(ledger, { month, channels }) {
		const cents = centsOf(await ledger.costs(month, channels));
		if (cents === null) return null;
		const { count, n, isProvisional } = await ledger.solved(month, channels);
		return { numerator: cents, denominator: count, n, isProvisional };
	},
	async revenuePerProductiveHour(ledger, { month, channels }) {
		const billed = await ledger.billed(month, channels);
		if (billed.length === 0) return null;
		const hours = (await ledger.productiveMs(month, channels)) / HOUR_MS;
		const numerator = sumOfCents(billed.map(({ cents }) => cents));
		return { numerator, denominator: hours, n: Math.round(hours) };
	},
	async marginShare(ledger, { month, channels }) {
		const billed = await ledger.billed(month, channels);
		const cost = centsOf(await ledger.costs(month, channels));
		if (billed.length === 0 || cost === null) return null;
		const revenue = sumOfCents(billed.map(({ cents }) => cents));
		const n = await handledIn(ledger, month, channels);
		return { numerator: revenue - cost, denominator: revenue, n };
	},
	async penaltyShare(ledger, { month, channels }) {
		const settlements = await ledger.settlements(month, channels);
		if (settlements.length === 0) return null;
		return {
			numerator: sumOfCents(settlements.map(({ netCents }) => netCents)),
			denominator: sumOfCents(settlements.map(({ billed }) => billed.cents)),
			n: await handledIn(ledger, month, channels)
		};
	}
};

const isOfContracts = (formula: MoneyFormula): boolean =>
	formula === 'revenuePerProductiveHour' || formula === 'penaltyShare';

/**
 * Null: no rate or contract holds in the month, or it has not begun. A month that is not over is provisional: its amounts of a
 * month count by the days that have begun, and its penalties as if it ended now. Rejects with QueryError when the database
 * does not answer.
 */
export async function readMoney(
	sources: MoneySources,
	{ formula, channels, unit, months }: MoneyAsk
): Promise<Readings> {
	const now = sources.now ?? Date.now;
	const thisMonth = monthOfDay(dayOf(now(), sources.config.timeZone));
	const entries = await readEntries(sources);
	const own = isOfContracts(formula) ? entries.contracts : entries.rates;
	const first = own.map(({ validFrom }) => monthOfDay(validFrom)).sort()[0];
	const readings = new Map<Month, Reading | null>(months.map((month) => [month, null]));
	const asked = [...readings.keys()]
		.filter((month) => first !== undefined && first <= month && month <= thisMonth)
		.sort();
	if (asked.length === 0) return readings;
	const ledger = await openLedger({ ...sources, now }, entries, unit, asked);
	for (const month of asked) {
		const sums = await READ[formula](ledger, { month, channels });
		if (sums === null) continue;
		const { isProvisional = false, ...reading } = sums;
		const isOver = month < thisMonth && !isProvisional;
		readings.set(month, { ...reading, state: isOver ? 'actual' : 'provisional' });
	}
	return readings;
}
