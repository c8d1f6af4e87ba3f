/** Open alerts as rows of a board: those about queues it shows, for whoever reaches all that they are about. Pure. */
import { seesAlert } from '#lib/domain/alerts/alert-access.ts';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { BoardLayout } from '#lib/domain/boards/board.ts';
import type { Cells } from '#lib/live/protocol.ts';

/** More than anybody reads on a wall. */
const MOST_ROWS = 20;

/** Null: all queues, because a tile names none. */
function shownQueues({ tiles }: Pick<BoardLayout, 'tiles'>): ReadonlySet<string> | null {
	if (tiles.some(({ queues }) => queues.length === 0)) return null;
	return new Set(tiles.flatMap(({ queues }) => queues));
}

function isShown({ about, watched }: Alert, shown: ReadonlySet<string> | null): boolean {
	if (!watched.onWall) return false;
	if (shown === null || about.queues === 'all') return true;
	// About agents alone: of no queue.
	return about.queues.length === 0 || about.queues.some((queue) => shown.has(queue));
}

const cellsOf = ({ watched, figures, queueName, acknowledged, ...alert }: Alert): Cells => ({
	name: watched.name,
	queue: alert.queue === '' ? '' : queueName,
	severity: watched.severity,
	metric: watched.metric,
	value: figures.last,
	noData: figures.noData,
	openedAt: alert.openedAtMs,
	acknowledgedBy: acknowledged?.name ?? null,
	sound: watched.withSound ? 1 : 0
});

const isCritical = ({ watched }: Alert): number => (watched.severity === 'critical' ? 0 : 1);

export function alertRows(
	alerts: readonly Alert[],
	layout: Pick<BoardLayout, 'tiles'>,
	scope: RowScope
): Record<string, Cells> {
	if (alerts.length === 0 || layout.tiles.length === 0) return {};
	const shown = shownQueues(layout);
	const rows = alerts
		.filter((alert) => isShown(alert, shown) && seesAlert(scope, alert.about))
		.sort((a, b) => isCritical(a) - isCritical(b) || a.openedAtMs - b.openedAtMs)
		.slice(0, MOST_ROWS);
	return Object.fromEntries(rows.map((alert) => [alert.id, cellsOf(alert)]));
}
