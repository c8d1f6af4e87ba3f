/**
 * What was measured, by source, unit and month. Sums of months are kept in the store: a page shows them at once, and they are
 * read again when events arrived that they rest on.
 */
import type { Kysely } from 'kysely';
import type { Readings } from '#lib/domain/scorecard/measured.ts';
import { boundsOf, monthOf } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { MeasureSource, Unit } from '#lib/domain/scorecard/scorecard.ts';
import { sourceKey } from '#lib/domain/scorecard/view.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { readSettings } from '../store/settings.ts';
import type { StoreSchema } from '../store/schema.ts';
import { Arrivals } from './arrivals.ts';
import { dueOf, isOfUnit, keptSource } from './reading-plan.ts';
import type { Due, KeptSource } from './reading-plan.ts';
import { ReadingQuestions } from './reading-questions.ts';
import type { DueReading, MoneyReader } from './reading-questions.ts';
import { loadReadings } from './stored-readings.ts';
import type { StoredReadings } from './stored-readings.ts';
import { rowsOfUnit } from './unit-scope.ts';
import type { UnitRows } from './unit-scope.ts';
import { within } from './within.ts';

export interface ReadingsAsk {
	readonly sources: readonly MeasureSource[];
	readonly unit: Unit;
	readonly months: readonly Month[];
	/** How long it waits for what is not stored; a few seconds where it is not given. */
	readonly patienceMs?: number;
}

export interface ReadingsAnswer {
	/** By sourceKey. */
	readonly readings: ReadonlyMap<string, Readings>;
	/**
	 * sourceKeys of which something is missing or too old, since it could not be read, or not yet; all that are read from the
	 * database of events while it does not answer, since nobody knows what became another number meanwhile.
	 */
	readonly unanswered: ReadonlySet<string>;
	/** sourceKeys that are never measured of such a unit. */
	readonly notOfUnit: ReadonlySet<string>;
	/** When the oldest of what is shown of the last month was read; null: nothing was. */
	readonly freshAtMs: number | null;
}

export interface ReadingDesk {
	/** Stored ones at once; what was never read, or is too old, is asked now, and waited for only for a while. */
	read(ask: ReadingsAsk): Promise<ReadonlyMap<string, Readings>>;
	/** The same with what is missing. */
	answer(ask: ReadingsAsk): Promise<ReadingsAnswer>;
	/** Reads again what may have changed of what was asked lately, and of `more`; over when all of it is stored. */
	refresh(more?: readonly ReadingsAsk[]): Promise<void>;
	/** Called after a value became another one. Returns how to end it. */
	onChange(listener: () => void): () => void;
	/** Ends after the questions that are under way. */
	stop(): Promise<void>;
}

export interface DeskOptions {
	readonly database: Kysely<StoreSchema>;
	readonly clickhouse: ClickHouse;
	readonly nodes: () => Promise<readonly TeamNode[]>;
	/** Months begin and end on its clocks. */
	readonly zone: string;
	readonly now: () => number;
	readonly onError: (error: unknown) => void;
	/** Readings of a figure, which are in the store already. */
	readonly readFigure: (
		nodes: readonly TeamNode[],
		ask: { readonly figure: string; readonly unit: Unit; readonly months: readonly Month[] }
	) => Promise<Readings>;
	readonly readMoney: MoneyReader;
	/** Another text where another rate or contract counts. */
	readonly moneyMark: () => Promise<string>;
}

const DAY_MS = 24 * 3_600_000;
const PATIENCE_MS = 4000;
/** A database that is well says within this what arrived. */
const LISTEN_MS = 2000;
/** What nobody asked for as long is not kept up to date. */
const ASKED_LATELY_MS = 30 * 60_000;
const MOST_ASKED = 200;

/** What holds for all readings of a unit at the moment. */
interface Standing {
	readonly unit: Unit;
	readonly rows: UnitRows;
	readonly nodes: readonly TeamNode[];
	readonly repeatWindowMs: number;
	/** Facts of before are deleted by age: what was read of them stays. */
	readonly horizonMs: number;
	readonly kept: readonly KeptSource[];
	readonly notOfUnit: ReadonlySet<string>;
}

interface Looked {
	readonly standing: Standing;
	readonly stored: StoredReadings;
}

class StoredDesk implements ReadingDesk {
	readonly #options: DeskOptions;
	readonly #arrivals: Arrivals;
	readonly #questions: ReadingQuestions;
	readonly #asked = new Map<string, { readonly ask: ReadingsAsk; readonly atMs: number }>();
	readonly #listeners = new Set<() => void>();

	constructor(options: DeskOptions) {
		this.#options = options;
		this.#arrivals = new Arrivals(options);
		this.#questions = new ReadingQuestions(options, {
			arrivals: this.#arrivals,
			onNews: () => {
				for (const listener of this.#listeners) listener();
			}
		});
	}

	async read(ask: ReadingsAsk): Promise<ReadonlyMap<string, Readings>> {
		return (await this.answer(ask)).readings;
	}

	async answer(ask: ReadingsAsk): Promise<ReadingsAnswer> {
		this.#note(ask);
		const patienceMs = ask.patienceMs ?? PATIENCE_MS;
		const beganAtMs = performance.now();
		const isHeard = await this.#hear(Math.min(LISTEN_MS, patienceMs));
		const { standing, stored, due } = await this.#look(ask);
		const work = this.#ask(due, standing, true);
		const told = async (readings: StoredReadings, missing: readonly DueReading[] = []) => {
			const unsure = isHeard ? missing.map(({ source }) => source) : standing.kept;
			return this.#told(ask, { standing, stored: readings, unsure });
		};
		if (!due.some(({ isUrgent }) => isUrgent)) return told(stored);
		await within(work, beganAtMs + patienceMs - performance.now());
		const now = await this.#load(ask, standing);
		return told(
			now,
			this.#due(ask, standing, now).filter(({ isUrgent }) => isUrgent)
		);
	}

	async refresh(more: readonly ReadingsAsk[] = []): Promise<void> {
		const { now } = this.#options;
		for (const [key, { atMs }] of this.#asked)
			if (now() - atMs > ASKED_LATELY_MS) this.#asked.delete(key);
		await this.#hear(LISTEN_MS);
		for (const ask of [...[...this.#asked.values()].map((one) => one.ask), ...more]) {
			const { standing, due } = await this.#look(ask);
			await this.#ask(due, standing, false);
		}
	}

	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	stop(): Promise<void> {
		this.#listeners.clear();
		return this.#questions.stop();
	}

	#note(ask: ReadingsAsk): void {
		const { unit, months, sources } = ask;
		const key = JSON.stringify([unit, months, sources.map(sourceKey).sort()]);
		this.#asked.delete(key);
		this.#asked.set(key, { ask, atMs: this.#options.now() });
		const [oldest] = this.#asked.keys();
		if (this.#asked.size > MOST_ASKED && oldest !== undefined) this.#asked.delete(oldest);
	}

	/** What arrived. False: the database does not say, and what is known has to do. */
	async #hear(patienceMs: number): Promise<boolean> {
		let isHeard = false;
		const heard = this.#arrivals.refresh().then(() => {
			isHeard = true;
		}, this.#options.onError);
		await within(heard, patienceMs);
		return isHeard;
	}

	async #look(ask: ReadingsAsk) {
		const standing = await this.#stand(ask);
		const stored = await this.#load(ask, standing);
		return { standing, stored, due: this.#due(ask, standing, stored) };
	}

	async #stand({ sources, unit }: ReadingsAsk): Promise<Standing> {
		const { database, zone } = this.#options;
		const hasMoney = sources.some(({ kind }) => kind === 'money');
		const [nodes, { firstContact, retentionDays }, moneyMark] = await Promise.all([
			this.#options.nodes(),
			readSettings(database),
			hasMoney ? this.#options.moneyMark() : ''
		]);
		const repeatWindowMs = firstContact.windowDays * DAY_MS;
		const rows = rowsOfUnit(nodes, unit);
		const under = { zone, repeatWindowMs, rows, agent: unit.agent, moneyMark };
		const byKey = new Map(sources.map((source) => [sourceKey(source), source]));
		const { facts } = retentionDays;
		return {
			...{ unit, rows, nodes, repeatWindowMs },
			horizonMs: facts === 0 ? -Infinity : this.#arrivals.nowMs - facts * DAY_MS,
			kept: [...byKey.values()]
				.map((source) => keptSource(source, under))
				.filter((source) => source !== null),
			notOfUnit: new Set(
				[...byKey].flatMap(([key, source]) => (isOfUnit(source, under) ? [] : [key]))
			)
		};
	}

	#load({ months }: ReadingsAsk, { unit, kept }: Standing): Promise<StoredReadings> {
		const sources = kept.map(({ key }) => key);
		return loadReadings(this.#options.database, unit, { sources, months: [...months].sort() });
	}

	#due(
		{ months }: ReadingsAsk,
		{ kept, horizonMs, repeatWindowMs }: Standing,
		stored: StoredReadings
	): DueReading[] {
		const { zone } = this.#options;
		const nowMs = this.#arrivals.nowMs;
		const thisMonth = monthOf(nowMs, zone);
		const begun = months.filter((month) => month <= thisMonth);
		return kept.flatMap((source) => {
			const tookMs = this.#questions.tookMs(source.group);
			return begun.flatMap((month): DueReading[] => {
				const bounds = boundsOf(month, zone);
				const known = stored.get(source.key)?.get(month);
				// What it rests on is gone; nobody could read it again.
				if (known && bounds.toMs < horizonMs) return [];
				const touchedAtMs = this.#arrivals.lastTouch(source.restsOn, bounds, repeatWindowMs);
				const { basis } = source;
				const due: Due = dueOf(known, { basis, touchedAtMs, nowMs, tookMs });
				return due === 'no' ? [] : [{ source, month, isUrgent: due === 'now' }];
			});
		});
	}

	#ask(
		due: readonly DueReading[],
		{ unit, rows, repeatWindowMs }: Standing,
		isAwaited: boolean
	): Promise<void> {
		return this.#questions.ask(due, { unit, scope: rows.scope, repeatWindowMs }, isAwaited);
	}

	async #told(
		ask: ReadingsAsk,
		{ standing, stored, unsure }: Looked & { readonly unsure: readonly KeptSource[] }
	): Promise<ReadingsAnswer> {
		const readings = new Map<string, Readings>();
		for (const [key, months] of stored)
			readings.set(key, new Map([...months].map(([month, { reading }]) => [month, reading])));
		const { nodes, unit } = standing;
		const figures = new Map(
			ask.sources.flatMap((source) =>
				source.kind === 'figure' ? [[sourceKey(source), source.figure] as const] : []
			)
		);
		for (const [key, figure] of figures)
			readings.set(
				key,
				await this.#options.readFigure(nodes, { figure, unit, months: ask.months })
			);
		const last = [...ask.months].sort().at(-1) ?? '';
		const read = [...stored.values()].flatMap((months) => months.get(last)?.readAtMs ?? []);
		return {
			readings,
			unanswered: new Set(unsure.map(({ key }) => key)),
			notOfUnit: standing.notOfUnit,
			freshAtMs: read.length === 0 ? null : Math.min(...read)
		};
	}
}

export const createReadingDesk = (options: DeskOptions): ReadingDesk => new StoredDesk(options);
