/**
 * What the rules need to know, asked as seldom as it can be: one question for all rules of the same window, rows and
 * source, whatever they watch in it, on the lane of reports, so that walls come first.
 */
import { ROLLING_WINDOW_MINUTES, isByQueue } from '#lib/domain/alerts/alert-metrics.ts';
import type { AlertWindow } from '#lib/domain/alerts/alert-metrics.ts';
import { EVERYTHING, scopeKey } from '#lib/domain/access/scope.ts';
import { metricSource } from '#lib/domain/metrics/catalogue.ts';
import { startOfDayMs } from '#lib/domain/metrics/interval.ts';
import type { Source } from '#lib/domain/metrics/measures.ts';
import { DEFAULT_REPEAT_WINDOW_MS, measuresAsked } from '../api/metric-answer.ts';
import { OpenHoursReader } from '../api/open-hours-reader.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { QueryError } from '../clickhouse/query.ts';
import { agentsInScope } from '../queries/live-agents.ts';
import { waitingInScope } from '../queries/live-waiting.ts';
import { metricSums } from '../queries/metric-sums.ts';
import type { MetricSumsRow } from '../queries/metric-sums.ts';
import { MEASURE_SOURCES } from '../queries/sources/all.ts';
import { liveReadings, windowReadings } from './readings.ts';
import type { NowRows, Readings, Watch } from './readings.ts';

export interface QuestionOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	/** Of "today". */
	readonly zone: string;
	readonly onError: (error: unknown) => void;
}

/** The longer a window, the slower it moves. */
const LEAST_PAUSE_MS: Readonly<Record<AlertWindow, number>> = {
	now: 0,
	'15m': 0,
	'30m': 8000,
	'60m': 12_000,
	today: 25_000
};
/** At once, of all that a turn asks. */
const MOST_AT_ONCE = 2;
const MINUTE_MS = 60_000;

interface Group {
	readonly source: Source;
	readonly window: Exclude<AlertWindow, 'now'>;
	readonly watch: Watch;
}

function groupOf(watch: Watch): Group | null {
	const { window } = watch.rule;
	const source = metricSource(watch.metric);
	return window === 'now' || source === null ? null : { source, window, watch };
}

const keyOf = ({ source, window, watch }: Group): string =>
	JSON.stringify([
		source,
		window,
		scopeKey(watch.scope),
		[...watch.rule.teams].sort(),
		isByQueue(watch.metric)
	]);

/** Runs all, a few at a time. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
	const waiting = [...items];
	const worker = async (): Promise<void> => {
		for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
	};
	await Promise.all(Array.from({ length: MOST_AT_ONCE }, worker));
}

/** `away`: the database did not answer. Absent: it was not asked this time. */
export type Answered = Readings | 'away';

export class Questions {
	readonly #options: QuestionOptions;
	/** When each group was last asked. */
	readonly #askedAtMs = new Map<string, number>();

	constructor(options: QuestionOptions) {
		this.#options = options;
	}

	/** The readings of those whose turn it is. */
	async ask<W extends Watch>(
		watches: readonly W[],
		nowMs: number
	): Promise<ReadonlyMap<W, Answered>> {
		const answers = new Map<W, Answered>();
		const live = watches.filter(({ rule }) => rule.window === 'now');
		const groups = new Map<string, { group: Group; watches: W[] }>();
		for (const watch of watches) {
			const group = groupOf(watch);
			if (!group) continue;
			const key = keyOf(group);
			const found = groups.get(key);
			if (found) found.watches.push(watch);
			else groups.set(key, { group, watches: [watch] });
		}
		this.#forget(groups);
		const due = [...groups].filter(([key, { group }]) => this.#isDue(key, group, nowMs));
		const tasks = due.map(([key, entry]) => async () => {
			const rows = await this.#window(entry, nowMs);
			for (const watch of entry.watches)
				answers.set(watch, rows === null ? 'away' : windowReadings(watch, rows));
			this.#askedAtMs.set(key, nowMs);
		});
		if (live.length > 0)
			tasks.unshift(async () => {
				const now = await this.#now(nowMs);
				for (const watch of live)
					answers.set(watch, now === null ? 'away' : liveReadings(watch, now));
			});
		await inTurn(tasks, (task) => task());
		return answers;
	}

	#isDue(key: string, { window }: Group, nowMs: number): boolean {
		const askedAtMs = this.#askedAtMs.get(key);
		return askedAtMs === undefined || nowMs - askedAtMs >= LEAST_PAUSE_MS[window];
	}

	#forget(groups: ReadonlyMap<string, unknown>): void {
		for (const key of this.#askedAtMs.keys()) if (!groups.has(key)) this.#askedAtMs.delete(key);
	}

	async #asked<T>(question: () => Promise<T>): Promise<T | null> {
		try {
			return await question();
		} catch (error) {
			if (!(error instanceof QueryError)) throw error;
			this.#options.onError(error);
			return null;
		}
	}

	/** Read once for all and narrowed for each (readings.ts), as the floor of the walls is. */
	#now(nowMs: number): Promise<NowRows | null> {
		const { clickhouse, tenant } = this.#options;
		return this.#asked(async () => {
			const [waiting, agents] = await Promise.all([
				clickhouse.query('report', waitingInScope, { tenant }, { scope: EVERYTHING }),
				clickhouse.query('report', agentsInScope, { tenant }, { scope: EVERYTHING })
			]);
			return { waiting, agents, nowMs };
		});
	}

	#window(
		{ group, watches }: { readonly group: Group; readonly watches: readonly Watch[] },
		nowMs: number
	): Promise<MetricSumsRow[] | null> {
		const { source, window, watch } = group;
		const { clickhouse, tenant, zone } = this.#options;
		const { teams } = watch.rule;
		const fromMs =
			window === 'today'
				? startOfDayMs(nowMs, zone)
				: nowMs - ROLLING_WINDOW_MINUTES[window] * MINUTE_MS;
		const { dimensions } = MEASURE_SOURCES[source];
		const by = (['queue', 'channel'] as const).filter((name) => dimensions.includes(name));
		const measures = measuresAsked(
			watches.map(({ metric }) => metric),
			source
		);
		const params = {
			tenant,
			fromMs,
			// What happens in the very moment of the question is in the next answer.
			toMs: nowMs,
			tz: zone,
			nowMs,
			repeatWindowMs: DEFAULT_REPEAT_WINDOW_MS,
			queue: [],
			channel: [],
			agent: [],
			team: teams
		};
		return this.#asked(async () => {
			const reader = new OpenHoursReader({ clickhouse, tenant });
			const { openHours, ...split } = await reader.of([source], params);
			const question = metricSums({
				...{ source, interval: 'none', by, measures },
				...{ aligned: false, filtersAgents: teams.length > 0, withQuantiles: false },
				...split
			});
			const rows = await clickhouse.query(
				'report',
				question,
				{ ...params, openHours },
				{ scope: watch.scope }
			);
			// The fields of a row differ by source; metric-sums.ts says which.
			return rows as MetricSumsRow[];
		});
	}
}
