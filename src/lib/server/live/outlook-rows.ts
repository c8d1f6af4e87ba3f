/** How the day may end, as the cells of a tile. */
import type { OutlookTile } from '#lib/domain/boards/board.ts';
import { dayOutlook } from '#lib/domain/outlook/day-outlook.ts';
import type { DayOutlook } from '#lib/domain/outlook/day-outlook.ts';
import { metric } from '#lib/domain/metrics/catalogue.ts';
import { metricValue } from '#lib/domain/metrics/metric.ts';
import { TOTAL_ROW } from '#lib/live/protocol.ts';
import type { Cell, Cells } from '#lib/live/protocol.ts';
import { shared, sumOf } from './queue-sums.ts';
import type { TileContext } from './tiles.ts';

/** Shares to the hundredth of a per cent: not every second changes a screen. */
const told = (share: number | null): number | null =>
	share === null ? null : Math.round(share * 10_000) / 10_000;

const MINUTE_MS = 60_000;
const UNKNOWN: Cells = { state: 'unknown' };

const cellsOf = ({ best, worst, onCourse, lostAtMs, ...found }: DayOutlook): Cells => ({
	state: found.state,
	next: found.next,
	needed: found.needed,
	weeks: found.weeks,
	best: told(best),
	worst: told(worst),
	onCourse: told(onCourse),
	// To the minute, as it is shown.
	lostAt: lostAtMs === null ? null : Math.ceil(lostAtMs / MINUTE_MS) * MINUTE_MS
});

export function outlookRows(
	{ target }: OutlookTile,
	queues: readonly string[],
	{ floor, nowMs, zone }: TileContext
): Record<string, Cells> {
	const today = sumOf(floor.today.get(zone), queues);
	const settings = queues.flatMap((queue) => floor.queues.get(queue) ?? []);
	const value: Cell = metricValue(metric('service_level').formula, today);
	const found = dayOutlook({
		target,
		today,
		recent: sumOf(floor.rolling['30m'], queues),
		waiting: queues.flatMap((queue) => floor.waiting.get(queue) ?? []),
		usual: queues.map((queue) => floor.usual.get(zone)?.get(queue)),
		zone,
		nowMs
	});
	return {
		[TOTAL_ROW]: {
			value,
			target,
			thresholdMs: shared(settings.map(({ thresholdMs }) => thresholdMs)),
			formula: shared(settings.map(({ formula }) => formula)),
			...(found === null ? UNKNOWN : cellsOf(found))
		}
	};
}
