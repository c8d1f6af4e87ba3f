/** Changes of plans and decisions about exceptions as the events by which everything learns of them. */
import type { OutboxEntry } from '../store/outbox.ts';
import { Value } from '@sinclair/typebox/value';
import type { EventData } from '#lib/domain/events/event-types.ts';
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import { productEvent } from '#lib/domain/events/product-event.ts';
import type { ProductEvent } from '#lib/domain/events/product-event.ts';
import type { KnownShift, ShiftChange } from '#lib/domain/workforce/import-plan.ts';
import type { PlannedPart } from '#lib/domain/workforce/import-shifts.ts';
import type { ExceptionDecision } from '#lib/domain/workforce/plan.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** A withdrawn shift keeps the times it had, and plans nothing. */
export function shiftEvent(id: string, change: ShiftChange, atMs: number): ProductEvent {
	const { agent, shift, revision, activities, before } = change;
	const parts = activities.length > 0 ? activities : (before ?? []);
	const data: EventData<'schedule.shift'> = {
		shift,
		revision,
		start: iso(Math.min(...parts.map(({ startMs }) => startMs))),
		end: iso(Math.max(...parts.map(({ endMs }) => endMs))),
		activities: activities.map(({ activity, startMs, endMs }) => ({
			activity,
			start: iso(startMs),
			end: iso(endMs)
		}))
	};
	return productEvent('schedule.shift', { id, subject: agent, atMs }, data);
}

export interface ExceptionDraft {
	readonly agent: string;
	readonly fromMs: number;
	readonly toMs: number;
	readonly kind: 'approved' | 'rejected';
	readonly reason: string;
}

export function exceptionEvent(
	id: string,
	{ agent, fromMs, toMs, kind, reason }: ExceptionDraft,
	{ by, atMs }: { readonly by: string; readonly atMs: number }
): ProductEvent {
	const data: EventData<'schedule.exception'> = {
		start: iso(fromMs),
		end: iso(toMs),
		kind,
		reason,
		by
	};
	return productEvent('schedule.exception', { id, subject: agent, atMs }, data);
}

/** A shift that is on its way to ingest. Null: written by another version. */
export function waitingShift({ event }: OutboxEntry): KnownShift | null {
	const { data, subject } = event;
	if (!Value.Check(EVENT_TYPES['schedule.shift'].data, data)) return null;
	const activities: PlannedPart[] = data.activities.map(({ activity, start, end }) => ({
		activity,
		startMs: Date.parse(start),
		endMs: Date.parse(end)
	}));
	return { agent: subject, shift: data.shift, revision: data.revision, activities };
}

export interface WaitingDecision extends ExceptionDraft {
	readonly by: string;
	readonly decidedAtMs: number;
}

/** As the database will hold it. */
export const asDecision = ({
	by,
	...draft
}: WaitingDecision): ExceptionDecision & { readonly agent: string } => ({
	...draft,
	decidedBy: by
});

export function waitingDecision({ event }: OutboxEntry): WaitingDecision | null {
	const { data, subject, time } = event;
	if (!Value.Check(EVENT_TYPES['schedule.exception'].data, data)) return null;
	return {
		agent: subject,
		fromMs: Date.parse(data.start),
		toMs: Date.parse(data.end),
		kind: data.kind,
		reason: data.reason ?? '',
		by: data.by ?? '',
		decidedAtMs: Date.parse(time)
	};
}
