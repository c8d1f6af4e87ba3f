/** A planned shift as the event that makes it known. */
import type { EventData } from '#lib/domain/events/event-types.ts';
import type { PlannedShift } from '../plan.ts';

const span = ({ startMs, endMs }: { startMs: number; endMs: number }) => ({
	start: new Date(startMs).toISOString(),
	end: new Date(endMs).toISOString()
});

export const shiftData = (shift: PlannedShift): EventData<'schedule.shift'> => ({
	shift: shift.id,
	revision: 1,
	...span(shift),
	activities: shift.activities.map((part) => ({ activity: part.activity, ...span(part) }))
});
