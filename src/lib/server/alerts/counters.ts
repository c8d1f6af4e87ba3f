/** What the alerts of this process did, for Prometheus. */
import type { Registry } from 'prom-client';
import { counter, histogram } from '../telemetry/metric.ts';
import { WEB_METRICS } from '../telemetry/web-metrics.ts';

export const EVALUATIONS = counter(WEB_METRICS.alertEvaluations, null);
export const EVALUATION_FAILURES = counter(WEB_METRICS.alertEvaluationFailures, null);
export const EVALUATION_SECONDS = histogram(WEB_METRICS.alertTurnSeconds, null);
export const TRANSITIONS = counter(WEB_METRICS.alertTransitions, null);
export const DELIVERIES = counter(WEB_METRICS.alertDeliveries, null);

/** Of the endpoint that shows them. */
export function registerAlertCounters(registry: Registry): void {
	registry.registerMetric(EVALUATIONS);
	registry.registerMetric(EVALUATION_FAILURES);
	registry.registerMetric(EVALUATION_SECONDS);
	registry.registerMetric(TRANSITIONS);
	registry.registerMetric(DELIVERIES);
}
