/** When the definition of a number changed: settings of queues that hold from an instant within a range. */
import type { QueueVersion } from '../queues/queue-version.ts';
import type { KnownVersion } from '../queues/effective.ts';
import { effectiveAt } from '../queues/effective.ts';
import type { Period } from './period.ts';

export type ChangedSetting = 'threshold' | 'shortAbandon' | 'formula' | 'zone' | 'hours';

export interface DefinitionChange {
	readonly atMs: number;
	readonly queue: string;
	readonly queueName: string;
	readonly setting: ChangedSetting;
	/** Milliseconds of a wait, the letter of a formula, the name of a zone; null for hours. */
	readonly before: string | number | null;
	readonly after: string | number | null;
}

interface QueueHistory {
	readonly queue: string;
	readonly now: Pick<QueueVersion, 'name' | 'channel' | 'zone'>;
	readonly versions: readonly KnownVersion[];
}

const settingsOf = ({
	thresholdMs,
	shortAbandonMs,
	slFormula,
	zone,
	hours,
	holidays
}: QueueVersion): Record<ChangedSetting, string | number> => ({
	threshold: thresholdMs,
	shortAbandon: shortAbandonMs,
	formula: slFormula,
	zone,
	hours: JSON.stringify([hours, holidays])
});

/** Ascending by time; of a version only what really became another. */
export function definitionChanges(
	queues: readonly QueueHistory[],
	{ fromMs, toMs }: Period
): DefinitionChange[] {
	return queues
		.flatMap(({ queue, now, versions }) => {
			const fallback = { queue, seenChannel: now.channel, zone: now.zone };
			const moments = new Set(
				versions.map(({ validFromMs }) => validFromMs).filter((ms) => ms > fromMs && ms < toMs)
			);
			return [...moments].flatMap((atMs) => {
				const before = settingsOf(effectiveAt(versions, atMs - 1, fallback));
				const after = settingsOf(effectiveAt(versions, atMs, fallback));
				return (Object.keys(after) as ChangedSetting[])
					.filter((setting) => before[setting] !== after[setting])
					.map((setting) => ({
						atMs,
						queue,
						queueName: now.name,
						setting,
						before: setting === 'hours' ? null : before[setting],
						after: setting === 'hours' ? null : after[setting]
					}));
			});
		})
		.sort((a, b) => a.atMs - b.atMs || (a.queue < b.queue ? -1 : 1));
}
