/** A figure of quality, as the cells of a tile. */
import { isSmallGroup, SMALLEST_GROUP } from '#lib/domain/access/small-group.ts';
import type { QualityTile } from '#lib/domain/boards/board.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import type { MetricValue } from '#lib/domain/metrics/metric.ts';
import { TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Cell, Cells } from '#lib/live/protocol.ts';
import { sumQuality } from './quality-sums.ts';
import type { TileContext } from './tiles.ts';

function cellOf(value: MetricValue | null): Cell {
	if (value === null) return null;
	if ('denominator' in value) {
		const { value: share, numerator, denominator } = value;
		return { value: share, numerator, denominator };
	}
	return 'n' in value ? { value: value.value, n: value.n } : { value: value.value };
}

/**
 * How few were judged decides as how few are there does in agents-rows.ts: whoever must not tell single people apart gets
 * nothing of a group in which they could.
 */
function totalCells(tile: QualityTile, { floor, scope }: TileContext): Cells {
	const byQueue = floor.quality.get(tile.window) ?? new Map<string, never>();
	const named = tile.queues.length > 0 ? tile.queues : [...byQueue.keys()];
	const { agents, sums } = sumQuality(named.flatMap((queue) => byQueue.get(queue) ?? []));
	if (scope.hidesSmallGroups && agents.length > 0 && isSmallGroup(agents.length))
		return { value: null, fewerThan: SMALLEST_GROUP };
	const value = metricValue(metric(tile.metric).formula, sums);
	const interval = value?.interval ?? null;
	return {
		value: cellOf(value),
		...(interval === null ? {} : { low: interval[0], high: interval[1] })
	};
}

export const qualityRows = (tile: QualityTile, context: TileContext): Record<string, Cells> => ({
	[TOTAL_ROW]: totalCells(tile, context)
});
