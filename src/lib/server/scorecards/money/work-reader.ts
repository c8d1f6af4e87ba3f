/** What was done, day by day: contacts by channel, time of agents, solved contacts, and what clauses of contracts measure. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { TeamNode } from '#lib/domain/access/team.ts';
import type { AnyMeasure, Source, Sums } from '#lib/domain/metrics/measures.ts';
import { bucketsBetween, isAligned } from '#lib/domain/metrics/interval.ts';
import { boundsOf } from '#lib/domain/scorecard/month.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { dayOf } from '#lib/domain/scorecard/money/day.ts';
import type { Day } from '#lib/domain/scorecard/money/day.ts';
import { OpenHoursReader } from '../../api/open-hours-reader.ts';
import type { ClickHouse } from '../../clickhouse/client.ts';
import { metricSums } from '../../queries/metric-sums.ts';
import type { MetricSumsRow } from '../../queries/metric-sums.ts';
import { MEASURE_SOURCES } from '../../queries/sources/all.ts';
import { DEFAULT_TENANT } from '../../queries/tenant.ts';
import { scopeOfUnit } from '../unit-scope.ts';

export interface WorkOptions {
	readonly clickhouse: ClickHouse;
	readonly nodes: readonly TeamNode[];
	readonly zone: string;
	readonly nowMs: number;
	readonly repeatWindowMs: number;
	readonly signal?: AbortSignal;
}

export interface WorkQuestion {
	readonly team: string;
	/** Null: all of the node. */
	readonly agent: string | null;
	readonly source: Source;
	readonly measures: readonly AnyMeasure[];
	readonly channels: readonly string[];
	readonly queues: readonly string[];
	/** Tell channels apart. */
	readonly byChannel: boolean;
}

export interface DayRow {
	readonly day: Day;
	/** Empty where channels are not told apart. */
	readonly channel: string;
	readonly sums: Sums;
}

interface Range {
	readonly fromMs: number;
	readonly toMs: number;
}

const DAY_MS = 24 * 3_600_000;
/** Of contacts; of other sources what they can answer at once. */
const MOST_DAYS = 400;
const MOST_MONTHS = 240;

/** Whole months, as many at once as the source answers. */
function slicesOf(range: Range, source: Source, zone: string): Range[] {
	const mostMs = Math.min(MEASURE_SOURCES[source].longestDays, MOST_DAYS) * DAY_MS;
	const starts = bucketsBetween(range.fromMs, range.toMs, '1M', zone, MOST_MONTHS);
	const slices: Range[] = [];
	for (const [index, fromMs] of starts.entries()) {
		const toMs = starts[index + 1] ?? range.toMs;
		const last = slices.at(-1);
		if (last && toMs - last.fromMs <= mostMs) slices[slices.length - 1] = { ...last, toMs };
		else slices.push({ fromMs, toMs });
	}
	return slices;
}

/** Asks each question once, however often it is needed; for one page or one turn of reading. */
export class WorkReader {
	readonly #options: WorkOptions;
	readonly #range: Range;
	readonly #asked = new Map<string, Promise<DayRow[]>>();
	readonly #openHours: OpenHoursReader;

	/** `months` ascending, not empty. */
	constructor(options: WorkOptions, months: readonly Month[]) {
		this.#options = options;
		this.#openHours = new OpenHoursReader({ ...options, tenant: DEFAULT_TENANT });
		const [first, last] = [months[0] ?? '', months.at(-1) ?? ''];
		this.#range = {
			fromMs: boundsOf(first, options.zone).fromMs,
			toMs: boundsOf(last, options.zone).toMs
		};
	}

	/** Rejects with QueryError when the database does not answer. */
	read(question: WorkQuestion): Promise<DayRow[]> {
		const key = JSON.stringify(question);
		const found = this.#asked.get(key) ?? this.#ask(question);
		this.#asked.set(key, found);
		return found;
	}

	async #ask(question: WorkQuestion): Promise<DayRow[]> {
		const { nodes, zone } = this.#options;
		const scope = scopeOfUnit(nodes, question.team);
		const rows: DayRow[] = [];
		for (const slice of slicesOf(this.#range, question.source, zone))
			for (const row of await this.#askSlice(question, slice, scope))
				rows.push({ day: dayOf(row.bucketS * 1000, zone), channel: row.channel, sums: row });
		return rows;
	}

	async #askSlice(question: WorkQuestion, range: Range, scope: RowScope): Promise<MetricSumsRow[]> {
		const { clickhouse, zone, nowMs, repeatWindowMs, signal } = this.#options;
		const { source, measures, agent, byChannel, channels, queues } = question;
		const aligned = isAligned(range.fromMs) && isAligned(range.toMs);
		const { openHours, ...split } = await this.#openHours.of([source], range);
		const rows = await clickhouse.query(
			'report',
			metricSums({
				...{ source, aligned, measures },
				interval: '1d',
				by: byChannel ? ['channel'] : [],
				filtersAgents: agent !== null,
				...split
			}),
			{
				...{ ...range, nowMs, repeatWindowMs, openHours },
				...{ tenant: DEFAULT_TENANT, tz: zone },
				...{ queue: [...queues], channel: [...channels], team: [] },
				agent: agent === null ? [] : [agent]
			},
			{ scope, ...(signal ? { signal } : {}) }
		);
		return rows as MetricSumsRow[];
	}
}
