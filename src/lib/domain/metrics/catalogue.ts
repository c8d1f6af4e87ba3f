/** Every metric of the product, once. Tiles, history, exports and the API read it; nothing else defines one. */
import { AGENT_TIME_METRICS } from './catalogue/agent-time.ts';
import { CONTACT_METRICS } from './catalogue/contacts.ts';
import { FIRST_CONTACT_METRICS } from './catalogue/first-contact.ts';
import { MESSAGE_METRICS } from './catalogue/messages.ts';
import { LIVE_METRICS } from './catalogue/now.ts';
import { QUALITY_METRICS } from './catalogue/quality.ts';
import { REGULATION_METRICS } from './catalogue/regulation.ts';
import { SURVEY_METRICS } from './catalogue/surveys.ts';
import { SENTIMENT_METRICS } from './catalogue/sentiment.ts';
import { sourceOf } from './measures.ts';
import type { Source } from './measures.ts';
import type { Metric } from './metric.ts';

export const METRICS = [
	...CONTACT_METRICS,
	...MESSAGE_METRICS,
	...FIRST_CONTACT_METRICS,
	...SURVEY_METRICS,
	...QUALITY_METRICS,
	...AGENT_TIME_METRICS,
	...SENTIMENT_METRICS,
	...REGULATION_METRICS,
	...LIVE_METRICS
] as const satisfies readonly Metric[];

export type MetricId = (typeof METRICS)[number]['id'];

export const METRIC_IDS: readonly MetricId[] = METRICS.map((metric) => metric.id);

/** What a tile of a wall may show: calls and the state of the floor; everything else is asked in history. */
const WALL_METRICS: readonly Metric[] = [...CONTACT_METRICS, ...LIVE_METRICS];
export const WALL_METRIC_IDS: readonly MetricId[] = METRIC_IDS.filter((id) =>
	WALL_METRICS.some((metric) => metric.id === id)
);

const BY_ID = new Map<string, Metric>(METRICS.map((metric) => [metric.id, metric]));

export const findMetric = (id: string): Metric | null => BY_ID.get(id) ?? null;

export function metric(id: MetricId): Metric {
	const found = BY_ID.get(id);
	if (!found) throw new Error(`no metric ${id}`);
	return found;
}

/** Whose measures the metric is made of; null for one that is only known now. */
export function metricSource({ formula }: Pick<Metric, 'formula'>): Source | null {
	switch (formula.kind) {
		case 'count':
			return sourceOf(formula.measure);
		case 'ratio':
			return sourceOf(formula.denominator);
		case 'mean':
		case 'balance':
			return sourceOf(formula.n);
		case 'live':
			return null;
		default:
			return formula satisfies never;
	}
}
