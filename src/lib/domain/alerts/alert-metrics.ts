/** Which metrics of the catalogue an alert can watch, and over which windows. */
import { METRICS, findMetric } from '../metrics/catalogue.ts';
import type { LiveFormula, Metric } from '../metrics/metric.ts';

export const ALERT_WINDOWS = ['now', '15m', '30m', '60m', 'today'] as const;
export type AlertWindow = (typeof ALERT_WINDOWS)[number];

export const ROLLING_WINDOW_MINUTES: Readonly<
	Record<Exclude<AlertWindow, 'now' | 'today'>, number>
> = {
	'15m': 15,
	'30m': 30,
	'60m': 60
};

/** The states of the floor that are numbers of queues or teams. */
const WATCHED_LIVE = [
	'waiting',
	'longestWait',
	'atRisk',
	'agentsByState'
] as const satisfies readonly LiveFormula['of'][];
export type WatchedLive = (typeof WATCHED_LIVE)[number];

/** Null for a metric that is summed over a window, and for a live one that cannot be watched. */
export const watchedLive = ({ formula }: Pick<Metric, 'formula'>): WatchedLive | null =>
	formula.kind === 'live' ? (WATCHED_LIVE.find((of) => of === formula.of) ?? null) : null;

/** What is only known days later says nothing about the last minutes. */
const isKnownSoon = ({ beside, bookedAt }: Pick<Metric, 'beside' | 'bookedAt'>): boolean =>
	beside?.provisional === undefined && bookedAt !== 'evaluatedContact';

export const canBeWatched = (metric: Metric): boolean =>
	metric.formula.kind === 'live' ? watchedLive(metric) !== null : isKnownSoon(metric);

export const ALERT_METRICS: readonly Metric[] = (METRICS as readonly Metric[]).filter(canBeWatched);

export function findAlertMetric(id: string): Metric | null {
	const found = findMetric(id);
	return found !== null && canBeWatched(found) ? found : null;
}

/** A live metric is of now, every other one of a stretch of time. */
export const fitsWindow = (metric: Metric, window: AlertWindow): boolean =>
	(metric.formula.kind === 'live') === (window === 'now');

export const isByQueue = ({ dimensions }: Pick<Metric, 'dimensions'>): boolean =>
	dimensions.includes('queue');

/** About people rather than contacts: for those who may tell agents apart. */
export const isAboutAgents = (metric: Metric, teams: readonly string[]): boolean =>
	teams.length > 0 || !isByQueue(metric);
