/** From the floor to the rows and cells of a board. Pure: the same floor and instant give the same tiles. */
import { metric } from '#lib/domain/metrics/catalogue.ts';
import {
	agentsByState,
	agentsPresent,
	atRiskNow,
	longestSinceMs,
	waitingNow
} from '#lib/domain/metrics/floor-metrics.ts';
import { addMeasures, noMeasures } from '#lib/domain/metrics/measures.ts';
import type { Measures } from '#lib/domain/metrics/measures.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import type { MetricFormula, MetricValue } from '#lib/domain/metrics/metric.ts';
import type {
	AgentsTile,
	BoardLayout,
	NumberTile,
	QueuesTile,
	Tile,
	TrendTile,
	Window
} from '#lib/domain/boards/board.ts';
import { TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Cell, Cells, Tiles, TrendPoint } from '#lib/live/protocol.ts';
import type { AgentNow, ByQueue, Floor, QueueSettings } from './floor.ts';

export interface TileContext {
	readonly floor: Floor;
	readonly nowMs: number;
	/** Zone of "today": the board's, else the installation's. */
	readonly zone: string;
}

type Rows = Record<string, Cells>;

/** Ids may be any text, and one text is no key of an object: it would be its prototype. The name of the row says the rest. */
const rowId = (id: string): string => (id === '__proto__' ? '__proto__ ' : id);

/** The queues of a tile; when it names none, all that have settings or contacts. */
function queuesOf(tile: Tile, floor: Floor, sums?: ByQueue): string[] {
	if (tile.queues.length > 0) return tile.queues;
	const known = new Set([...floor.queues.keys(), ...floor.waiting.keys(), ...(sums?.keys() ?? [])]);
	return [...known].filter((queue) => queue !== '');
}

function windowSums({ floor, zone }: TileContext, window: Window): ByQueue {
	return window === 'today'
		? (floor.today.get(zone) ?? new Map<string, Measures>())
		: floor.rolling[window];
}

function sumOf(sums: ByQueue, queues: Iterable<string>): Measures {
	const total = noMeasures();
	for (const queue of queues) {
		const part = sums.get(queue);
		if (part) addMeasures(total, part);
	}
	return total;
}

/** Only what the protocol carries: a live value has no percentiles. */
const cell = (value: MetricValue | null): Cell => value;

type LiveFormula = Extract<MetricFormula, { kind: 'live' }>;

function liveCells(of: LiveFormula['of'], tile: NumberTile, context: TileContext): Cells {
	const queues = queuesOf(tile, context.floor);
	const waiting = queues.flatMap((queue) => context.floor.waiting.get(queue) ?? []);
	switch (of) {
		case 'waiting':
			return { value: { value: waitingNow(waiting) } };
		case 'longestWait':
			return { since: longestSinceMs(waiting) };
		case 'atRisk':
			return { value: { value: atRiskNow(waiting, context.nowMs) } };
		case 'agentsByState':
			return { value: { value: agentsPresent(agentsOf(tile, context.floor)) } };
		default:
			return of satisfies never;
	}
}

/** The one value all have, or null. */
function shared<T>(values: readonly T[]): T | null {
	const [first] = values;
	return first !== undefined && values.every((value) => value === first) ? first : null;
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
		const settings = queuesOf(tile, floor).flatMap((queue) => floor.queues.get(queue) ?? []);
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
		queuesOf(tile, context.floor, sums).map((queue) => [
			rowId(queue),
			queueCells(queue, context.floor.queues.get(queue), sums.get(queue) ?? noMeasures(), context)
		])
	);
}

function agentsOf(tile: Tile, { agents }: Floor): readonly AgentNow[] {
	if (tile.queues.length === 0) return agents;
	return agents.filter((agent) => agent.queues.some((queue) => tile.queues.includes(queue)));
}

function agentsRows(tile: AgentsTile, { floor }: TileContext): Rows {
	const shown = agentsOf(tile, floor).filter(
		({ team }) => tile.teams.length === 0 || tile.teams.includes(team)
	);
	return Object.fromEntries(
		[...agentsByState(shown)].map(([state, count]) => [rowId(state), { count }])
	);
}

function trendRows(tile: TrendTile, { floor }: TileContext): Rows {
	const { formula } = metric(tile.metric);
	const rows: Rows = {};
	for (const queue of queuesOf(tile, floor)) {
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
			return agentsRows(tile, context);
		case 'trend':
			return trendRows(tile, context);
		default:
			return tile satisfies never;
	}
}

export function computeTiles({ tiles }: Pick<BoardLayout, 'tiles'>, context: TileContext): Tiles {
	return Object.fromEntries(tiles.map((tile) => [tile.id, rowsOf(tile, context)]));
}
