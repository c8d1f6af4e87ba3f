/** What the pages of queues show of each. */
import type { TeamNode } from '#lib/domain/access/team.ts';
import { WEEKDAYS, writeDay } from '#lib/domain/queues/business-hours.ts';
import type { Weekday } from '#lib/domain/queues/business-hours.ts';
import { writeMoment } from '#lib/domain/queues/local-moment.ts';
import { isOpenAt } from '#lib/domain/queues/opening.ts';
import type { QueueVersion } from '#lib/domain/queues/queue-version.ts';
import { writeWait } from '#lib/domain/queues/wait-text.ts';
import type { SentQueue, ValidFrom } from '#lib/domain/administration/queue-form.ts';
import type { DeskQueue } from '../queues/queue-desk.ts';
import { holdersOf } from './known-names.ts';

export type Opening = 'always' | 'open' | 'closed';

export const openingOf = (version: QueueVersion, nowMs: number): Opening => {
	if (!isOpenAt(version, nowMs)) return 'closed';
	return version.hours === null ? 'always' : 'open';
};

export const queueRow = (
	{ queue, now, versions }: DeskQueue,
	nodes: readonly TeamNode[],
	nowMs: number
) => ({
	queue,
	name: now.name,
	channel: now.channel,
	thresholdMs: now.thresholdMs,
	shortAbandonMs: now.shortAbandonMs,
	formula: now.slFormula,
	zone: now.zone,
	opening: openingOf(now, nowMs),
	versions: versions.length,
	isOnItsWay: versions.some((version) => version.isOnItsWay),
	holders: holdersOf(nodes, 'queues', queue)
});

/** A version as the form has it. */
export const asSent = (
	version: QueueVersion,
	{ validFrom, nowMs }: { validFrom: ValidFrom; nowMs: number }
): SentQueue => ({
	name: version.name,
	channel: version.channel,
	threshold: writeWait(version.thresholdMs),
	shortAbandon: writeWait(version.shortAbandonMs),
	formula: version.slFormula,
	zone: version.zone,
	validFrom,
	moment: writeMoment(nowMs, version.zone),
	hasHours: version.hours !== null,
	days: Object.fromEntries(
		WEEKDAYS.map((day) => [day, version.hours === null ? '' : writeDay(version.hours[day])])
	) as Record<Weekday, string>,
	holidays: version.holidays
});
