/** Parts a selection of metrics into what can be asked in one question: metrics that know the same dimensions. */
import type { Dimension, Metric } from '../metrics/metric.ts';
import type { HistoryAsk } from './history-ask.ts';
import { SPLITS } from './history-ask.ts';

export interface MetricGroup {
	readonly metrics: readonly Metric[];
	readonly by: Dimension | null;
	readonly filters: Readonly<Record<Dimension, readonly string[]>>;
	readonly ignored: readonly Dimension[];
}

export function metricGroups(
	metrics: readonly Metric[],
	{ by, filters }: Pick<HistoryAsk, 'by' | 'filters'>
): MetricGroup[] {
	const groups = new Map<string, MetricGroup>();
	for (const metric of metrics) {
		const knows = (name: Dimension): boolean => metric.dimensions.includes(name);
		const used = SPLITS.filter((name) => filters[name].length > 0);
		const ignored = used.filter((name) => !knows(name));
		const split = by !== null && knows(by) ? by : null;
		const key = JSON.stringify([ignored, split]);
		const group = groups.get(key);
		const kept = (name: Dimension): readonly string[] => (knows(name) ? filters[name] : []);
		groups.set(key, {
			metrics: [...(group?.metrics ?? []), metric],
			by: split,
			ignored,
			filters: {
				queue: kept('queue'),
				channel: kept('channel'),
				team: kept('team'),
				agent: kept('agent')
			}
		});
	}
	return [...groups.values()];
}
