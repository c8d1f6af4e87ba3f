/** From the floor to the rows and cells of a board. Pure: the same floor and instant give the same tiles. */
import { covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { atRiskNow, longestSinceMs, waitingNow } from '#lib/domain/metrics/floor-metrics.ts';
import { noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import type { MetricFormula, MetricValue } from '#lib/domain/metrics/metric.ts';
import type {
	BoardLayout,
	NumberTile,
	QueuesTile,
	Tile,
	TrendTile,
	Window
} from '#lib/domain/boards/board.ts';
import { TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Cell, Cells, Tiles, TrendPoint } from '#lib/live/protocol.ts';
import { agentsRows, presentCells } from './agents-rows.ts';
import type { AgentNow, ByQueue, Floor, QueueSettings } from './floor.ts';
import { outlookRows } from './outlook-rows.ts';
import { qualityRows } from './quality-rows.ts';
import { shared, sumOf } from './queue-sums.ts';
import { rowId } from './row-id.ts';

export interface TileContext {
	readonly floor: Floor;
	readonly nowMs: number;
	/** Zone of "today": the board's, else the installation's. */
	readonly zone: string;
	/** Whom it is for. The floor is narrowed to it already; a tile may still name what is outside of it. */
	readonly scope: RowScope;
}

type Rows = Record<string, Cells>;

/** The queues of a tile; when it names none, all that have settings or contacts. */
function queuesOf(tile: Tile, { floor, scope }: TileContext, sums?: ByQueue): string[] {
	if (tile.queues.length > 0) return tile.queues.filter((queue) => covers(scope.queues, queue));
	const known = new Set([...floor.queues.keys(), ...floor.waiting.keys(), ...(sums?.keys() ?? [])]);
	return [...known].filter((queue) => queue !== '');
}

function windowSums({ floor, zone }: TileContext, window: Window): ByQueue {
	return window === 'today'
		? (floor.today.get(zone) ?? new Map<string, Measures>())
		: floor.rolling[window];
}

/** Only what the protocol carries: a live value has no percentiles. */
const cell = (value: MetricValue | null): Cell => value;

type LiveFormula = Extract<MetricFormula, { kind: 'live' }>;

function liveCells(of: LiveFormula['of'], tile: NumberTile, context: TileContext): Cells {
	const queues = queuesOf(tile, context);
	const waiting = queues.flatMap((queue) => context.floor.waiting.get(queue) ?? []);
	switch (of) {
		case 'waiting':
			return { value: { value: waitingNow(waiting) } };
		case 'longestWait':
			return { since: longestSinceMs(waiting) };
		case 'atRisk':
			return { value: { value: atRiskNow(waiting, context.nowMs) } };
		case 'agentsByState':
			return presentCells(agentsOf(tile, context.floor), context.scope);
		default:
			return of satisfies never;
	}
}

function numberRows(tile: NumberTile, context: TileContext): Rows {
	const { formula } = metric(tile.metric);
	if (formula.kind === 'live') return { [TOTAL_ROW]: liveCells(formula.of, tile, context) };
	const { floor } = context;
	const queues = tile.queues.length > 0 ? tile.queues : windowSums(context, tile.window).keys();
	const cells: Cells = {
		value: cell(metricValue(formula, sumOf(windowSums(context, tile.window), queues)))
	};
	if (tile.metric === 'service_level') {
		const settings = queuesOf(tile, context).flatMap((queue) => floor.queues.get(queue) ?? []);
		cells['formula'] = shared(settings.map((queue) => queue.formula));
		cells['thresholdMs'] = shared(settings.map((queue) => queue.thresholdMs));
	}
	return { [TOTAL_ROW]: cells };
}

/** Of a queue that was seen in a contact a moment ago and not yet asked for. */
const UNKNOWN_SETTINGS = { channel: '', formula: null, thresholdMs: null };

function queueCells(
	queue: string,
	settings: QueueSettings | undefined,
	sums: Measures,
	context: TileContext
): Cells {
	const row = context.floor.waiting.get(queue);
	const waiting = row ? [row] : [];
	const { name, channel, formula, thresholdMs } = settings ?? { ...UNKNOWN_SETTINGS, name: queue };
	const value = (id: Parameters<typeof metric>[0]): Cell =>
		cell(metricValue(metric(id).formula, sums));
	return {
		name,
		channel,
		waiting: waitingNow(waiting),
		since: longestSinceMs(waiting),
		atRisk: atRiskNow(waiting, context.nowMs),
		serviceLevel: value('service_level'),
		formula,
		thresholdMs,
		offered: value('offered'),
		answered: value('answered'),
		abandoned: value('abandoned'),
		abandonRate: value('abandon_rate'),
		aht: value('aht')
	};
}

function queuesRows(tile: QueuesTile, context: TileContext): Rows {
	const sums = windowSums(context, tile.window);
	return Object.fromEntries(
		queuesOf(tile, context, sums).map((queue) => [
			rowId(queue),
			queueCells(queue, context.floor.queues.get(queue), sums.get(queue) ?? noMeasures(), context)
		])
	);
}

/** Those who serve one of its queues and are of one of its teams. */
function agentsOf(tile: Tile, { agents }: Floor): readonly AgentNow[] {
	const teams = tile.kind === 'agents' ? tile.teams : [];
	return agents.filter(
		(agent) =>
			(tile.queues.length === 0 || agent.queues.some((queue) => tile.queues.includes(queue))) &&
			(teams.length === 0 || teams.includes(agent.team))
	);
}

function trendRows(tile: TrendTile, context: TileContext): Rows {
	const { floor } = context;
	const { formula } = metric(tile.metric);
	const rows: Rows = {};
	for (const queue of queuesOf(tile, context)) {
		const buckets = floor.trend.get(queue);
		if (!buckets) continue;
		const points = buckets.map(({ startMs, measures }): TrendPoint => [
			startMs,
			metricValue(formula, measures)?.value ?? null
		]);
		rows[rowId(queue)] = { name: floor.queues.get(queue)?.name ?? queue, points };
	}
	return rows;
}

function rowsOf(tile: Tile, context: TileContext): Rows {
	switch (tile.kind) {
		case 'number':
			return numberRows(tile, context);
		case 'queues':
			return queuesRows(tile, context);
		case 'agents':
			return agentsRows(tile, agentsOf(tile, context.floor), context.scope);
		case 'trend':
			return trendRows(tile, context);
		case 'outlook':
			return outlookRows(tile, queuesOf(tile, context, windowSums(context, 'today')), context);
		case 'quality':
			return qualityRows(tile, context);
		default:
			return tile satisfies never;
	}
}

export function computeTiles({ tiles }: Pick<BoardLayout, 'tiles'>, context: TileContext): Tiles {
	return Object.fromEntries(tiles.map((tile) => [tile.id, rowsOf(tile, context)]));
}
