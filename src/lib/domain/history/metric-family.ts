/** Metrics in families, for a list to choose from: by what they are about, as told by what decides their bucket. */
import { METRICS } from '../metrics/catalogue.ts';
import type { BookedAt, Metric } from '../metrics/metric.ts';

export const FAMILIES = [
	'demand',
	'handling',
	'response',
	'resolution',
	'surveys',
	'quality',
	'sentiment',
	'regulation',
	'people'
] as const;
export type Family = (typeof FAMILIES)[number];

const FAMILY_OF: Record<BookedAt, Family | null> = {
	queuedAt: 'demand',
	handleEnd: 'handling',
	customerMessage: 'response',
	lastEnded: 'resolution',
	firstHandledEnd: 'resolution',
	surveyTime: 'surveys',
	evaluationSubmitted: 'quality',
	evaluatedContact: 'quality',
	lastCustomerText: 'sentiment',
	complaintReceived: 'regulation',
	complaintDecided: 'regulation',
	complaintClosed: 'regulation',
	time: 'people',
	// Only known at this moment: it has no history.
	now: null
};

export interface FamilyOfMetrics {
	readonly family: Family;
	readonly metrics: readonly Metric[];
}

/** Those without a metric are left out. */
export function metricFamilies(all: readonly Metric[] = METRICS): FamilyOfMetrics[] {
	return FAMILIES.map((family) => ({
		family,
		metrics: all.filter((metric) => FAMILY_OF[metric.bookedAt] === family)
	})).filter(({ metrics }) => metrics.length > 0);
}
