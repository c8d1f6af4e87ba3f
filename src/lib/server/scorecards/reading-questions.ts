/** Asks for readings that are due, a few questions at a time and each of them once, and stores what is answered. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { Readings } from '#lib/domain/scorecard/measured.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { MoneyFormula } from '#lib/domain/scorecard/money.ts';
import type { Unit } from '#lib/domain/scorecard/scorecard.ts';
import type { Arrivals } from './arrivals.ts';
import { readMetrics, stretchesOf } from './metric-readings.ts';
import type { DeskOptions } from './reading-desk.ts';
import type { KeptSource } from './reading-plan.ts';
import { storeReadings } from './stored-readings.ts';
import type { NewReading } from './stored-readings.ts';

export type MoneyReader = (ask: {
	readonly formula: MoneyFormula;
	readonly channels: readonly string[];
	readonly unit: Unit;
	readonly months: readonly Month[];
}) => Promise<Readings>;

export interface DueReading {
	readonly source: KeptSource;
	readonly month: Month;
	/** There is nothing to show meanwhile, or it is too old. */
	readonly isUrgent: boolean;
}

interface About {
	readonly unit: Unit;
	readonly scope: RowScope;
	readonly repeatWindowMs: number;
}

interface Question {
	/** Two with the same key are one. */
	readonly key: string;
	readonly group: string;
	readonly sources: readonly KeptSource[];
	/** Ascending, without gaps. */
	readonly months: readonly Month[];
}

/** Questions of scorecards that the database works on at a time: walls and other pages go on. */
const AT_ONCE = 2;

/** Sources that are asked together, and the stretches of months in which any of them is due. */
function questionsOf(due: readonly DueReading[], unit: Unit, zone: string): Question[] {
	const groups = new Map<string, DueReading[]>();
	for (const one of due) {
		const group = groups.get(one.source.group);
		if (group) group.push(one);
		else groups.set(one.source.group, [one]);
	}
	const questions = [...groups].flatMap(([group, of]) => {
		const sources = [...new Map(of.map(({ source }) => [source.key, source])).values()];
		const months = [...new Set(of.map(({ month }) => month))];
		return stretchesOf(months, sources[0]?.restsOn ?? 'contacts', zone).map((stretch) => ({
			...{ group, sources, months: stretch },
			key: JSON.stringify([unit, sources.map(({ key }) => key).sort(), stretch])
		}));
	});
	// What is looked at first is the present.
	const lastOf = ({ months }: Question): Month => months.at(-1) ?? '';
	return questions.sort((a, b) => lastOf(b).localeCompare(lastOf(a)));
}

export class ReadingQuestions {
	readonly #options: DeskOptions;
	readonly #arrivals: Arrivals;
	readonly #onNews: () => void;
	readonly #running = new Map<string, Promise<void>>();
	readonly #took = new Map<string, number>();
	/** Those a page waits for go first. */
	readonly #awaited = new Map<string, () => void>();
	readonly #waiting = new Map<string, () => void>();
	#busy = 0;
	#stopped = false;

	constructor(
		options: DeskOptions,
		{ arrivals, onNews }: { readonly arrivals: Arrivals; readonly onNews: () => void }
	) {
		this.#options = options;
		this.#arrivals = arrivals;
		this.#onNews = onNews;
	}

	/** What the last question of these sources took; 0 before the first. */
	tookMs(group: string): number {
		return this.#took.get(group) ?? 0;
	}

	/** Over when all of it is stored, or could not be read; never rejects. `isAwaited`: by a page, before all that is not. */
	async ask(due: readonly DueReading[], about: About, isAwaited: boolean): Promise<void> {
		const questions = questionsOf(due, about.unit, this.#options.zone);
		await Promise.all(
			questions.map((question) => {
				if (isAwaited) this.#moveUp(question.key);
				const running = this.#running.get(question.key) ?? this.#run(question, about, isAwaited);
				this.#running.set(question.key, running);
				return running;
			})
		);
	}

	async stop(): Promise<void> {
		this.#stopped = true;
		await Promise.all(this.#running.values());
	}

	async #run(question: Question, about: About, isAwaited: boolean): Promise<void> {
		await this.#turn(question.key, isAwaited);
		try {
			if (!this.#stopped) await this.#read(question, about);
		} catch (error) {
			this.#options.onError(error);
		} finally {
			this.#running.delete(question.key);
			this.#busy -= 1;
			this.#startNext();
		}
	}

	async #turn(key: string, isAwaited: boolean): Promise<void> {
		const queue = isAwaited ? this.#awaited : this.#waiting;
		if (this.#busy >= AT_ONCE) await new Promise<void>((start) => queue.set(key, start));
		this.#busy += 1;
	}

	/** A page waits now for what was only to be kept up to date. */
	#moveUp(key: string): void {
		const start = this.#waiting.get(key);
		if (!start) return;
		this.#waiting.delete(key);
		this.#awaited.set(key, start);
	}

	#startNext(): void {
		const queue = this.#awaited.size > 0 ? this.#awaited : this.#waiting;
		const [next] = queue;
		if (!next) return;
		const [key, start] = next;
		queue.delete(key);
		start();
	}

	async #read(question: Question, about: About): Promise<void> {
		const { database, now } = this.#options;
		// Also says since when anything was measured.
		await this.#arrivals.refresh();
		const begunMs = now();
		// Before the question: what arrives meanwhile may be in it or not.
		const readAtMs = this.#arrivals.nowMs;
		const answered = await this.#answer(question, about);
		this.#took.set(question.group, now() - begunMs);
		const readings = question.sources.flatMap(({ key, basis }) =>
			question.months.map((month): NewReading => {
				const reading = answered.get(key)?.get(month) ?? null;
				return { source: key, month, reading, basis, readAtMs };
			})
		);
		if (await storeReadings(database, about.unit, { readings, nowMs: now() })) this.#onNews();
	}

	async #answer(
		{ sources, months }: Question,
		{ unit, scope, repeatWindowMs }: About
	): Promise<ReadonlyMap<string, Readings>> {
		const { clickhouse, zone, now, readMoney } = this.#options;
		const [first] = sources;
		if (first?.kind === 'money') {
			const { formula, channels } = first.source;
			return new Map([[first.key, await readMoney({ formula, channels, unit, months })]]);
		}
		const metrics = sources.filter((source) => source.kind === 'metric');
		const { filters = { queue: [], channel: [], agent: [], team: [] } } = metrics[0] ?? {};
		const answered = await readMetrics(
			{ metrics: metrics.map(({ metric }) => metric), filters, months, scope },
			{ clickhouse, zone, repeatWindowMs, now, firstMs: this.#arrivals.firstMs }
		);
		return new Map(
			metrics.map(({ key, metric }) => [key, answered.get(metric.id) ?? new Map<Month, null>()])
		);
	}
}
