/** A tick of a board with twenty tiles: what the live hub asks and works out again and again. */
import { EVERYTHING } from '#lib/domain/access/scope.ts';
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import { WALL_METRIC_IDS } from '#lib/domain/metrics/catalogue.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { EMPTY_FLOOR, readAgents, readTotals, readWaiting } from '#lib/server/live/floor.ts';
import { needsOf } from '#lib/server/live/needs.ts';
import { computeTiles } from '#lib/server/live/tiles.ts';
import { touchedLedger } from './touched-ledger.ts';

const tenant = 'default';
const zone = 'UTC';

/** Twenty tiles over all that a wall can show. */
const BOARD: Pick<BoardLayout, 'tiles'> & { zone: string } = {
	zone,
	tiles: Array.from({ length: 20 }, (_, index) => ({
		id: `tile-${index}`,
		kind: 'number' as const,
		metric: WALL_METRIC_IDS[index % WALL_METRIC_IDS.length] ?? 'offered',
		window: (['today', '15m', '30m', '60m'] as const)[index % 4] ?? 'today',
		bands: { warn: null, bad: null },
		width: 3,
		height: 2,
		title: '',
		queues: index % 3 === 0 ? [`queue-${index % 8}`] : []
	}))
};

/** After a commit of a hundred contacts. `isFirst`: rows were loaded since the tick before. */
export async function tick(clickhouse: ClickHouse, nowMs: number, isFirst = false): Promise<void> {
	const needs = needsOf([BOARD], zone);
	const ledger = await touchedLedger(clickhouse, tenant, isFirst);
	const options = { clickhouse, tenant, nowMs, needs, before: EMPTY_FLOOR, ledger };
	const [waiting, agents, totals] = await Promise.all([
		readWaiting(options),
		needs.agents ? readAgents(options) : [],
		readTotals(options, false)
	]);
	computeTiles(BOARD, {
		floor: { ...EMPTY_FLOOR, waiting, agents, ...totals },
		nowMs,
		zone,
		scope: EVERYTHING
	});
}
