/** What the alerts of this process did, for Prometheus. */
import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

export const EVALUATIONS = new Counter({
	name: 'atalaya_web_alert_evaluations_total',
	help: 'Comparisons of a rule with its numbers',
	registers: []
});
export const EVALUATION_FAILURES = new Counter({
	name: 'atalaya_web_alert_evaluation_failures_total',
	help: 'Turns, or questions within one, that failed',
	registers: []
});
export const EVALUATION_SECONDS = new Histogram({
	name: 'atalaya_web_alert_turn_seconds',
	help: 'How long one look at all rules takes',
	buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
	registers: []
});
export const TRANSITIONS = new Counter({
	name: 'atalaya_web_alerts_total',
	help: 'Alerts that were opened, cleared or reminded of',
	labelNames: ['what'] as const,
	registers: []
});
export const DELIVERIES = new Counter({
	name: 'atalaya_web_alert_deliveries_total',
	help: 'Attempts to tell somebody of an alert',
	labelNames: ['kind', 'outcome'] as const,
	registers: []
});

/** Of the endpoint that shows them. */
export function registerAlertCounters(registry: Registry): void {
	registry.registerMetric(EVALUATIONS);
	registry.registerMetric(EVALUATION_FAILURES);
	registry.registerMetric(EVALUATION_SECONDS);
	registry.registerMetric(TRANSITIONS);
	registry.registerMetric(DELIVERIES);
}
