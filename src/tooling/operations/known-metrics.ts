/** Every figure that may be named by an alert or a panel: ours, those of every Node process, and those of Prometheus. */
import { Registry, collectDefaultMetrics } from 'prom-client';
import { INGEST_METRICS } from '#lib/server/telemetry/ingest-metrics.ts';
import type { Metric } from '#lib/server/telemetry/metric.ts';
import { WEB_METRICS } from '#lib/server/telemetry/web-metrics.ts';
import { WEB_PREFIX } from '#lib/server/telemetry/web-telemetry.ts';

export const OWN_METRICS: Readonly<Record<'ingest' | 'web', readonly Metric[]>> = {
	ingest: Object.values(INGEST_METRICS),
	web: Object.values(WEB_METRICS)
};

/** Added by Prometheus to whatever it reads. */
const OF_SCRAPES = ['job', 'instance'];
const HISTOGRAM_PARTS = ['_bucket', '_sum', '_count'];

/** What can be asked for, with the labels it has. */
function seriesOf({ name, type, labels }: Metric): [string, readonly string[]][] {
	const own = [...Object.keys(labels), ...OF_SCRAPES];
	if (type !== 'histogram') return [[name, own]];
	return HISTOGRAM_PARTS.map((part) => [name + part, part === '_bucket' ? [...own, 'le'] : own]);
}

async function namesOfEveryProcess(prefix: string): Promise<string[]> {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry, prefix });
	const found = await registry.getMetricsAsJSON();
	return found.map(({ name }) => name);
}

export async function knownSeries(): Promise<ReadonlyMap<string, readonly string[]>> {
	const own = Object.values(OWN_METRICS).flat().flatMap(seriesOf);
	const others = [
		'up',
		...(await namesOfEveryProcess('')),
		...(await namesOfEveryProcess(WEB_PREFIX))
	];
	return new Map([...own, ...others.map((name): [string, string[]] => [name, OF_SCRAPES])]);
}
