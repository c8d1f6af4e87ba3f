/** What the fleet page says of a screen, and which of them need a person first. */
import { SILENT_AFTER_MS } from './paint-report.ts';
import type { ScreenReport } from './paint-report.ts';

/** Worst first: the order of the fleet page. */
export const SCREEN_STATES = [
	/** It was seen using a token that it should no longer have. */
	'copied',
	/** It shows something else than it was sent. */
	'differs',
	/** It was there and says nothing any more. */
	'silent',
	/** Its token has expired: it has to be paired again. */
	'expired',
	/** Paired, and never heard of. */
	'waiting',
	/** It runs pages of an earlier version. */
	'outdated',
	/** It reports, and nobody can tell yet whether that is right. */
	'unproven',
	'fine'
] as const;
export type ScreenState = (typeof SCREEN_STATES)[number];

export interface ScreenFacts {
	readonly report: ScreenReport | null;
	/** The report is the newest there is; else one that another process wrote down up to a minute late. */
	readonly isHeardHere: boolean;
	readonly tokenExpiresAtMs: number;
	/** A token of it that was replaced has been used since. */
	readonly wasCopied: boolean;
}

/** How much later than it came a report may be in the store. */
export const WRITTEN_LATE_MS = 60_000;

export function screenState(
	{ report, isHeardHere, tokenExpiresAtMs, wasCopied }: ScreenFacts,
	build: string,
	nowMs: number
): ScreenState {
	if (wasCopied) return 'copied';
	if (tokenExpiresAtMs <= nowMs) return 'expired';
	if (report === null) return 'waiting';
	const lateMs = isHeardHere ? 0 : WRITTEN_LATE_MS;
	if (nowMs - report.atMs > SILENT_AFTER_MS + lateMs) return 'silent';
	if (report.proof === 'differs') return 'differs';
	if (report.build !== build) return 'outdated';
	return report.proof === 'match' ? 'fine' : 'unproven';
}

/** Trouble first, then by name. */
export function byTrouble<T extends { readonly state: ScreenState; readonly name: string }>(
	screens: readonly T[],
	byName: (a: string, b: string) => number
): T[] {
	return [...screens].sort(
		(a, b) =>
			SCREEN_STATES.indexOf(a.state) - SCREEN_STATES.indexOf(b.state) || byName(a.name, b.name)
	);
}
