/** Rates and contracts of a unit, and what they come to with what was done. */
import type { TeamNode } from '#lib/domain/access/team.ts';
import { metric, metricSource } from '#lib/domain/metrics/catalogue.ts';
import type { MetricId } from '#lib/domain/metrics/catalogue.ts';
import { measuresOfFormula, metricValue } from '#lib/domain/metrics/metric.ts';
import type { AnyMeasure, Sums } from '#lib/domain/metrics/measures.ts';
import { shareOfCents } from '#lib/domain/scorecard/money/cents.ts';
import type { Clause, DatedContract } from '#lib/domain/scorecard/money/contract.ts';
import type { DatedRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import { dayOf, daysOf } from '#lib/domain/scorecard/money/day.ts';
import type { Day } from '#lib/domain/scorecard/money/day.ts';
import { billedLines, costLines, sideOf } from '#lib/domain/scorecard/money/month-money.ts';
import type { Billed, CostLine, MonthAsk } from '#lib/domain/scorecard/money/month-money.ts';
import { judgeClause, settle } from '#lib/domain/scorecard/money/penalties.ts';
import type { ClauseResult, Settled } from '#lib/domain/scorecard/money/penalties.ts';
import { isOfTime, sumOf } from '#lib/domain/scorecard/money/price.ts';
import type {
	Basis,
	ChannelDay,
	PricedWork,
	TimeDay,
	Work
} from '#lib/domain/scorecard/money/price.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { readingOf } from '#lib/domain/scorecard/reading.ts';
import type { Reading } from '#lib/domain/scorecard/reading.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import type { DayRow, WorkReader } from './work-reader.ts';

export interface LedgerEntries {
	readonly nodes: readonly TeamNode[];
	/** Of all nodes; none that was withdrawn. */
	readonly rates: readonly DatedRate[];
	readonly contracts: readonly DatedContract[];
}

/** What the clauses of a contract come to, and the part of it that falls to the unit. */
export interface Settlement {
	readonly billed: Billed;
	/** Of the whole contract. */
	readonly wholeCents: number;
	readonly results: readonly ClauseResult[];
	readonly settled: Settled;
	/** Penalties less bonuses, of the part that is asked about; below 0: bonuses are more. */
	readonly netCents: number;
}

const CONTACTS: readonly AnyMeasure[] = ['handled', 'handleMs'];
const TIME: readonly AnyMeasure[] = ['onQueueMs', 'paidMs'];
const SOLVED: readonly AnyMeasure[] = [
	'handledInbound',
	'fcrContacts',
	'fcrResolved',
	'fcrProvisional'
];
const ALL: readonly string[] = [];

const contactsOf = (rows: readonly DayRow[]): ChannelDay[] =>
	rows.map(({ day, channel, sums }) => ({
		...{ day, channel },
		handled: sums.handled ?? 0,
		handleMs: sums.handleMs ?? 0
	}));
const timeOf = (rows: readonly DayRow[]): TimeDay[] =>
	rows.map(({ day, sums }) => ({
		day,
		paidMs: sums.paidMs ?? 0,
		productiveMs: sums.onQueueMs ?? 0
	}));

function addedUp(
	rows: readonly DayRow[],
	days: ReadonlySet<Day>,
	measures: readonly AnyMeasure[]
): Sums {
	return Object.fromEntries(
		measures.map((measure) => [measure, sumOf(rows, days, ({ sums }) => sums[measure] ?? 0)])
	);
}

export class Ledger {
	readonly #unit: Unit;
	readonly #nodes: readonly TeamNode[];
	readonly #work: WorkReader;
	readonly #today: Day;
	readonly rates: readonly DatedRate[];
	readonly contracts: readonly DatedContract[];

	constructor(
		unit: Unit,
		{ nodes, rates, contracts }: LedgerEntries,
		work: WorkReader,
		clock: { readonly nowMs: number; readonly zone: string }
	) {
		const isNear = ({ team }: { readonly team: string }): boolean =>
			sideOf(nodes, team, unit.team) !== null;
		this.#unit = unit;
		this.#nodes = nodes;
		this.#work = work;
		this.#today = dayOf(clock.nowMs, clock.zone);
		this.rates = rates.filter(isNear);
		this.contracts = contracts.filter(isNear);
	}

	/** The node is the unit, or below it. */
	isWithin(team: string): boolean {
		return sideOf(this.#nodes, team, this.#unit.team) === 'within';
	}

	/** Of the month, those that have begun. */
	begun(month: Month): Day[] {
		return daysOf(month).filter((day) => day <= this.#today);
	}

	/** Contacts of the unit, by day and channel. */
	async contacts(): Promise<ChannelDay[]> {
		return contactsOf(await this.#contacts(this.#unit));
	}

	async costs(month: Month, channels = ALL): Promise<CostLine[]> {
		const bases = this.rates.map(({ team, rate }) => ({ team, basis: rate.basis }));
		return costLines(this.rates, await this.#ask(month, channels, bases, this.#unit));
	}

	billed(month: Month, channels = ALL): Promise<Billed[]> {
		return this.#billed(this.contracts, month, channels, this.#unit);
	}

	/** Of each contract, as far as the month has come. */
	async settlements(month: Month, channels = ALL): Promise<Settlement[]> {
		const billed = await this.billed(month, channels);
		return Promise.all(billed.map((one) => this.#settle(one, month, channels)));
	}

	/** Hours of handling and of being ready, in milliseconds; of some channels by their share of the time of handling. */
	async productiveMs(month: Month, channels = ALL): Promise<number> {
		const days = new Set(daysOf(month));
		const time = timeOf(await this.#time(this.#unit));
		const all = sumOf(time, days, (row) => row.productiveMs);
		if (channels.length === 0) return all;
		const contacts = await this.contacts();
		const whole = sumOf(contacts, days, ({ handleMs }) => handleMs);
		const part = sumOf(contacts, days, ({ channel, handleMs }) =>
			channels.includes(channel) ? handleMs : 0
		);
		return whole === 0 ? 0 : Math.round((all * part) / whole);
	}

	/** Contacts that were solved at once, those of unknown customers counted like those of known ones; and what it rests on. */
	async solved(
		month: Month,
		channels = ALL
	): Promise<{ readonly count: number; readonly n: number; readonly isProvisional: boolean }> {
		const rows = await this.#work.read({
			...this.#unit,
			...{ source: 'firstContact', measures: SOLVED },
			...{ channels: ALL, queues: ALL, byChannel: true }
		});
		const asked = rows.filter(({ channel }) => channels.length === 0 || channels.includes(channel));
		const sums = addedUp(asked, new Set(daysOf(month)), SOLVED);
		const n = sums.fcrContacts ?? 0;
		const count = n === 0 ? 0 : ((sums.handledInbound ?? 0) * (sums.fcrResolved ?? 0)) / n;
		return { count, n, isProvisional: (sums.fcrProvisional ?? 0) > 0 };
	}

	async #settle(billed: Billed, month: Month, channels: readonly string[]): Promise<Settlement> {
		const { contract, ofMonth } = billed;
		const isWhole =
			channels.length === 0 && this.#unit.agent === null && this.isWithin(contract.team);
		const ofAll = isWhole
			? [billed]
			: await this.#billed([contract], month, ALL, { team: contract.team, agent: null });
		const wholeCents = ofAll[0]?.cents ?? 0;
		const results = await Promise.all(
			contract.contract.clauses.map(async (clause) => {
				const reading = await this.#reading(contract.team, clause, billed.days);
				const of = metric(clause.metric as MetricId);
				return judgeClause(clause, of, reading, { billedCents: wholeCents, ofMonth });
			})
		);
		const effects = results.map(({ cents }) => cents);
		const settled = settle(contract.contract, effects, wholeCents);
		const net = settled.penaltyCents - settled.bonusCents;
		const part = { part: billed.cents, whole: wholeCents };
		const netCents = isWhole ? net : wholeCents === 0 ? 0 : shareOfCents(net, part);
		return { billed, wholeCents, results, settled, netCents };
	}

	/** Of the whole node of the contract, whoever asks. */
	async #reading(team: string, clause: Clause, days: readonly Day[]): Promise<Reading | null> {
		const of = metric(clause.metric as MetricId);
		const source = metricSource(of);
		if (source === null) return null;
		const measures = [...new Set(measuresOfFormula(of.formula))];
		const rows = await this.#work.read({
			...{ team, agent: null, source, measures, byChannel: false },
			...{ channels: clause.channels, queues: clause.queues }
		});
		return readingOf(of, metricValue(of.formula, addedUp(rows, new Set(days), measures)));
	}

	async #billed(
		contracts: readonly DatedContract[],
		month: Month,
		channels: readonly string[],
		unit: Unit
	): Promise<Billed[]> {
		const bases = contracts.flatMap(({ team, contract }) =>
			contract.terms.map(({ basis }) => ({ team, basis }))
		);
		return billedLines(contracts, await this.#ask(month, channels, bases, unit));
	}

	async #ask(
		month: Month,
		channels: readonly string[],
		bases: readonly { readonly team: string; readonly basis: Basis }[],
		unit: Unit
	): Promise<MonthAsk> {
		const teams = [...new Set(bases.map(({ team }) => team))];
		const needsTime = new Set(bases.filter(({ basis }) => isOfTime(basis)).map(({ team }) => team));
		const works = new Map(
			await Promise.all(
				teams.map(
					async (team) => [team, await this.#workOf(team, unit, needsTime.has(team))] as const
				)
			)
		);
		return {
			...{ month, channels, begun: this.begun(month) },
			workOf(team) {
				const work = works.get(team);
				if (!work) throw new Error(`nothing was read of ${team}`);
				return work;
			}
		};
	}

	async #workOf(team: string, unit: Unit, needsTime: boolean): Promise<PricedWork> {
		const isWithin = sideOf(this.#nodes, team, unit.team) === 'within';
		const all = { team, agent: null };
		const whole: Work = {
			contacts: contactsOf(await this.#contacts(all)),
			time: needsTime ? timeOf(await this.#time(all)) : []
		};
		if (isWithin && unit.agent === null) return { whole, part: whole, isWhole: true };
		const part = isWithin ? { team, agent: unit.agent } : unit;
		return {
			...{ whole, isWhole: false },
			part: { contacts: contactsOf(await this.#contacts(part)), time: [] }
		};
	}

	#contacts(unit: Unit): Promise<DayRow[]> {
		return this.#work.read({
			...unit,
			...{ source: 'contacts', measures: CONTACTS },
			...{ channels: ALL, queues: ALL, byChannel: true }
		});
	}

	#time(unit: Unit): Promise<DayRow[]> {
		return this.#work.read({
			...unit,
			...{ source: 'agentTime', measures: TIME },
			...{ channels: ALL, queues: ALL, byChannel: false }
		});
	}
}
