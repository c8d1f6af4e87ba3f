/** How the day may end, as it is told: the same on a wall and in a passport. */
import type { OutlookState } from './outlook.ts';

export interface ToldOutlook {
	/** `unknown`: nothing is known of such days, or nothing came yet; then there are no figures. */
	readonly state: OutlookState | 'unknown';
	readonly next: number | null;
	readonly needed: number | null;
	readonly best: number | null;
	readonly worst: number | null;
	readonly onCourse: number | null;
	readonly lostAtMs: number | null;
	/** T, where all queues have the same. */
	readonly thresholdMs: number | null;
	/** How many weeks the forecast is the mean of. */
	readonly weeks: number | null;
}

export const UNKNOWN_OUTLOOK: ToldOutlook = {
	state: 'unknown',
	next: null,
	needed: null,
	best: null,
	worst: null,
	onCourse: null,
	lostAtMs: null,
	thresholdMs: null,
	weeks: null
};
