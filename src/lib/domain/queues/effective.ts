/** Versions of one queue as they are known, and what holds at an instant: each field of the latest version that says it. */
import type { ServiceLevelFormula } from '../events/event-types.ts';
import { defaultRule } from '../metrics/queue-defaults.ts';
import type { Holiday, QueueVersion } from './queue-version.ts';
import type { WeeklyHours } from './business-hours.ts';

/** A version may say only some of the settings; null: not said. */
export interface KnownVersion {
	readonly validFromMs: number;
	readonly name: string | null;
	readonly channel: string | null;
	readonly thresholdMs: number | null;
	readonly shortAbandonMs: number | null;
	readonly slFormula: ServiceLevelFormula | null;
	readonly zone: string | null;
	/** Null: not said; `always`: said that there are none. */
	readonly hours: WeeklyHours | 'always' | null;
	readonly holidays: readonly Holiday[] | null;
}

export interface Fallback {
	readonly queue: string;
	/** Seen on its contacts; empty when there were none. */
	readonly seenChannel: string;
	readonly zone: string;
}

/** The value of the latest version up to `atMs` that says one. */
export function latestOf<K extends keyof KnownVersion>(
	versions: readonly Pick<KnownVersion, K | 'validFromMs'>[],
	atMs: number,
	field: K
): NonNullable<KnownVersion[K]> | null {
	const saying = versions
		.filter((version) => version.validFromMs <= atMs && version[field] !== null)
		.sort((a, b) => b.validFromMs - a.validFromMs);
	return saying[0]?.[field] ?? null;
}

/** What the form starts from and the log calls "before": whole, whatever was said. */
export function effectiveAt(
	versions: readonly KnownVersion[],
	atMs: number,
	{ queue, seenChannel, zone }: Fallback
): QueueVersion {
	const channel = latestOf(versions, atMs, 'channel') ?? (seenChannel || 'voice');
	const rule = defaultRule(channel);
	const hours = latestOf(versions, atMs, 'hours');
	return {
		name: latestOf(versions, atMs, 'name') ?? queue,
		channel,
		thresholdMs: latestOf(versions, atMs, 'thresholdMs') ?? rule.thresholdMs,
		shortAbandonMs: latestOf(versions, atMs, 'shortAbandonMs') ?? rule.shortAbandonMs,
		slFormula: latestOf(versions, atMs, 'slFormula') ?? rule.formula,
		zone: latestOf(versions, atMs, 'zone') ?? zone,
		hours: hours === 'always' ? null : hours,
		holidays: [...(latestOf(versions, atMs, 'holidays') ?? [])]
	};
}
