/** Addresses that lead on from a number: its passport, why it moved, the file it is in. */
import { formatInstant } from '#lib/domain/metrics/interval.ts';
import type { Dimension } from '#lib/domain/metrics/metric.ts';
import type { HistoryGroup } from '#lib/domain/history/history-answer.ts';
import type { Period } from '#lib/domain/history/period.ts';

const NAMES = ['queue', 'channel', 'team', 'agent'] as const satisfies readonly Dimension[];

/** The filters that a group was asked with. */
function filtersOf({ query }: Pick<HistoryGroup, 'query'>): URLSearchParams {
	const asked = new URLSearchParams(query);
	return new URLSearchParams(
		NAMES.flatMap((name) => {
			const value = asked.get(name);
			return value === null ? [] : [[name, value]];
		})
	);
}

interface Place {
	readonly metric: string;
	readonly group: Pick<HistoryGroup, 'query' | 'by'>;
	readonly period: Period;
	readonly zone: string;
	/** Of the split. */
	readonly name?: string;
}

export function passportHref({ metric, group, period, zone, name = '' }: Place): string {
	const query = new URLSearchParams({
		metric,
		from: formatInstant(period.fromMs, zone),
		to: formatInstant(period.toMs, zone),
		tz: zone
	});
	for (const [key, value] of filtersOf(group)) query.set(key, value);
	if (group.by !== null && name !== '') query.set(group.by, name);
	return `/passport?${query.toString()}`;
}

export function movementHref(place: Place, before: Period): string {
	const query = new URLSearchParams({
		metric: place.metric,
		from: formatInstant(place.period.fromMs, place.zone),
		to: formatInstant(place.period.toMs, place.zone),
		beforeFrom: formatInstant(before.fromMs, place.zone),
		beforeTo: formatInstant(before.toMs, place.zone),
		tz: place.zone
	});
	for (const [key, value] of filtersOf(place.group)) query.set(key, value);
	return `/movement?${query.toString()}`;
}

export function exportHref(query: string, format: 'csv' | 'ndjson'): string {
	const asked = new URLSearchParams(query);
	asked.set('format', format);
	if (format === 'csv') asked.set('bom', '1');
	return `/api/v1/metrics/export?${asked.toString()}`;
}
