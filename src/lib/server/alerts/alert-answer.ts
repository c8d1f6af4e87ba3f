/** An alert as `/api/v1/alerts` tells it. Values are in the unit of the metric, instants in RFC 3339. */
import type { Alert } from '#lib/domain/alerts/alert.ts';

const instant = (ms: number): string => new Date(ms).toISOString();

export function alertAnswer({ watched, figures, acknowledged, cleared, ...alert }: Alert): object {
	const { name, severity, metric, window, comparison, threshold, clearThreshold } = watched;
	return {
		id: alert.id,
		rule: { id: alert.rule, name },
		team: alert.team,
		queue: alert.queue === '' ? null : { id: alert.queue, name: alert.queueName },
		severity,
		metric,
		window,
		comparison,
		threshold,
		clear_threshold: clearThreshold,
		value: figures.last,
		value_at_opening: figures.opened,
		worst_value: figures.worst,
		n: figures.n,
		no_data: figures.noData,
		opened_at: instant(alert.openedAtMs),
		acknowledged: acknowledged && {
			at: instant(acknowledged.atMs),
			by: acknowledged.name,
			note: acknowledged.note
		},
		cleared_at: cleared && instant(cleared.atMs),
		clear_reason: cleared?.reason ?? null
	};
}
