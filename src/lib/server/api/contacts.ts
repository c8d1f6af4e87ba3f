/** The number of a cell, and the contacts that add to it. */
import type { RowScope } from '#lib/domain/access/scope.ts';
import { isAligned, formatInstant } from '#lib/domain/metrics/interval.ts';
import { besideValue, metricValue } from '#lib/domain/metrics/metric.ts';
import type { Metric, MetricValue } from '#lib/domain/metrics/metric.ts';
import type { Sums } from '#lib/domain/metrics/measures.ts';
import { partsOf, sideOfRank } from '#lib/domain/passport/contribution.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { cellSums } from '../queries/cell-sums.ts';
import type { CellSums } from '../queries/cell-sums.ts';
import type { MetricSumsParams } from '../queries/metric-sums.ts';
import { FROM_THE_FIRST, following, metricPieceCounts, metricPieces } from '../queries/pieces.ts';
import type { PieceCounts, PieceKey, PieceRow } from '../queries/pieces.ts';
import { DEFAULT_REPEAT_WINDOW_MS } from './metric-answer.ts';
import type { CellRequest, ContactsRequest } from './contacts-request.ts';
import { writeCursor } from './cursor.ts';
import { forbiddenDimension } from './metric-scope.ts';
import type { Problem } from './problem.ts';
import type { Contact, ContactsAnswer, Parts, SideCount } from './schemas/contacts.ts';

export interface CellOptions {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly scope: RowScope;
	/** The instant for which everything is asked. */
	readonly nowMs: number;
	readonly repeatWindowMs?: number;
	readonly signal?: AbortSignal;
}

/** Which hours have their sums the question finds out itself, so that it stands alone. */
export type CellParams = Omit<MetricSumsParams, 'openHours'>;

export interface CellAnswer {
	/** Of the catalogue, over what the database summed. */
	readonly value: MetricValue;
	readonly parts: Parts;
	/** `[median, p90, p95]`; null where the metric has none. */
	readonly percentiles: readonly (number | null)[] | null;
	readonly question: CellSums;
	readonly params: CellParams;
}

const filtersAgents = ({ filters }: CellRequest): boolean =>
	filters.agent.length > 0 || filters.team.length > 0;

const asking = ({ scope, signal }: CellOptions) => ({ scope, ...(signal ? { signal } : {}) });

const paramsOf = (cell: CellRequest, options: CellOptions): CellParams => ({
	tenant: options.tenant,
	fromMs: cell.fromMs,
	toMs: cell.toMs,
	tz: cell.zone,
	nowMs: options.nowMs,
	repeatWindowMs: options.repeatWindowMs ?? DEFAULT_REPEAT_WINDOW_MS,
	...cell.filters
});

/** The parts of the formula by their names, from columns in its order; a sum in the unit of the metric. */
function partsFrom({ formula }: Metric, columns: readonly number[]): Parts {
	const scale = formula.kind === 'mean' ? (formula.parts ?? 1) : 1;
	return Object.fromEntries(
		partsOf(formula).map(({ name }, index) => {
			const value = columns[index] ?? 0;
			return [name, name === 'sum' ? value / scale : value];
		})
	);
}

/** Rejects with QueryError when the database does not answer. */
export async function answerCell(cell: CellRequest, options: CellOptions): Promise<CellAnswer> {
	const { metric } = cell;
	const question = cellSums({
		metric,
		aligned: isAligned(cell.fromMs) && isAligned(cell.toMs),
		filtersAgents: filtersAgents(cell)
	});
	const params = paramsOf(cell, options);
	const [row] = await options.clickhouse.query('report', question, params, asking(options));
	if (!row) throw new Error('a sum without groups has one row');
	const sums = row as Sums & { percentiles?: (number | null)[] };
	const value = metricValue(metric.formula, sums);
	if (value === null) throw new Error(`${metric.id} is only known now`);
	const parts = partsOf(metric.formula).map(({ measure }) => sums[measure] ?? 0);
	return {
		value: { ...value, ...besideValue(metric.beside ?? {}, sums) },
		parts: partsFrom(metric, parts),
		percentiles: value.value === null ? null : (sums.percentiles ?? null),
		question,
		params
	};
}

const columnsOf = ({ part1, part2, part3 }: PieceRow | PieceCounts): number[] => [
	part1,
	part2,
	part3
];

function contactOf(row: PieceRow, metric: Metric, zone: string): Contact {
	const { interaction, atMs, queue, channel, agent, piece, rank } = row;
	return {
		interaction: interaction === '' ? null : interaction,
		at: formatInstant(atMs, zone),
		queue,
		channel,
		agent,
		piece,
		side: sideOfRank(rank),
		...partsFrom(metric, columnsOf(row))
	};
}

const keyOf = ({ part1: _1, part2: _2, part3: _3, ...key }: PieceRow): PieceKey => key;

export async function listContacts(
	{ cell, limit, after }: ContactsRequest,
	options: CellOptions
): Promise<{ rows: Contact[]; next: string | null }> {
	const question = metricPieces({ metric: cell.metric, filtersAgents: filtersAgents(cell) });
	const place = after === null ? FROM_THE_FIRST : following(after);
	const params = { ...paramsOf(cell, options), ...place, limit: limit + 1 };
	const found = await options.clickhouse.query('report', question, params, asking(options));
	const rows = found.slice(0, limit);
	const last = rows.at(-1);
	return {
		rows: rows.map((row) => contactOf(row, cell.metric, cell.zone)),
		next: found.length > limit && last ? writeCursor(keyOf(last)) : null
	};
}

/** How many stand on each side, those that fail first. */
export async function countContacts(cell: CellRequest, options: CellOptions): Promise<SideCount[]> {
	const question = metricPieceCounts({ metric: cell.metric, filtersAgents: filtersAgents(cell) });
	const params = paramsOf(cell, options);
	const found = await options.clickhouse.query('report', question, params, asking(options));
	return found.map((row) => ({
		side: sideOfRank(row.rank),
		rows: row.rows,
		interactions: row.interactions,
		...partsFrom(cell.metric, columnsOf(row))
	}));
}

/** Rows of a metric about the time of agents are agents one by one. */
function forbiddenList({ metric, ...cell }: CellRequest, scope: RowScope): Problem | null {
	const ofAgents = !metric.dimensions.includes('queue');
	return forbiddenDimension(ofAgents ? { ...cell, by: ['agent'] } : cell, scope);
}

export async function answerContacts(
	request: ContactsRequest,
	options: CellOptions
): Promise<{ answer: ContactsAnswer } | { problem: Problem }> {
	const { cell } = request;
	const forbidden = forbiddenList(cell, options.scope);
	if (forbidden) return { problem: forbidden };
	const [{ value, parts }, sides, list] = await Promise.all([
		answerCell(cell, options),
		countContacts(cell, options),
		listContacts(request, options)
	]);
	return {
		answer: {
			metric: cell.metric.id,
			from: formatInstant(cell.fromMs, cell.zone),
			to: formatInstant(cell.toMs, cell.zone),
			tz: cell.zone,
			asOf: new Date(options.nowMs).toISOString(),
			value: value.value,
			...parts,
			sides,
			...list
		}
	};
}
