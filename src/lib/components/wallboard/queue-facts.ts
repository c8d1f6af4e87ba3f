/** A row of the queues table as the tile reads it. */
import { asNumber, asDuration, asRatio, asText } from '#lib/live/cells.ts';
import type { DurationCell, RatioCell } from '#lib/live/cells.ts';
import type { LiveRow } from '#lib/live/board.svelte.ts';
import { bandStatus, waitStatus } from '#lib/domain/boards/status.ts';
import type { Status } from '#lib/domain/boards/status.ts';
import type { Bands } from '#lib/domain/boards/board.ts';

export interface QueueFacts {
	readonly id: string;
	readonly name: string;
	readonly channel: string;
	readonly waiting: number | null;
	/** Instant the longest waiting contact was queued; null: nobody waits. */
	readonly sinceMs: number | null;
	readonly atRisk: number;
	readonly serviceLevel: RatioCell | null;
	readonly formula: string | null;
	readonly thresholdMs: number | null;
	readonly answered: number | null;
	readonly abandoned: number | null;
	readonly abandonRate: RatioCell | null;
	readonly aht: DurationCell | null;
}

type Row = Pick<LiveRow, 'id' | 'cell'>;

export const queueName = (row: Row): string => asText(row.cell('name')) ?? row.id;

export function queueFacts(row: Row): QueueFacts {
	return {
		id: row.id,
		name: queueName(row),
		channel: asText(row.cell('channel')) ?? '',
		waiting: asNumber(row.cell('waiting')),
		sinceMs: asNumber(row.cell('since')),
		atRisk: asNumber(row.cell('atRisk')) ?? 0,
		serviceLevel: asRatio(row.cell('serviceLevel')),
		formula: asText(row.cell('formula')),
		thresholdMs: asNumber(row.cell('thresholdMs')),
		answered: asNumber(row.cell('answered')),
		abandoned: asNumber(row.cell('abandoned')),
		abandonRate: asRatio(row.cell('abandonRate')),
		aht: asDuration(row.cell('aht'))
	};
}

/** Age of the longest wait; null while nobody waits. */
export const waitMs = (sinceMs: number | null, nowMs: number): number | null =>
	sinceMs === null ? null : Math.max(0, nowMs - sinceMs);

export interface QueueStatus {
	readonly wait: Status;
	readonly serviceLevel: Status;
}

export const queueStatus = (facts: QueueFacts, bands: Bands, nowMs: number): QueueStatus => ({
	wait: waitStatus(waitMs(facts.sinceMs, nowMs), facts.thresholdMs),
	serviceLevel: bandStatus(facts.serviceLevel?.value, bands, 'up')
});
