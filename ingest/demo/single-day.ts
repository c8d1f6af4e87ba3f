/**
 * A day of which neither neighbour is known: without the plans of other days, which nobody would be seen to keep, and with an
 * end for everybody who would go on after midnight. All its other events are those of the day itself, under their own ids.
 */
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import { EventSheet } from './event-sheet.ts';
import type { TimedEvent } from './event-sheet.ts';
import { localDay } from './local-day.ts';
import { RELIEF_AFTER_MS, goesOverMidnight, planDay } from './plan.ts';
import type { shiftData } from './script/schedule-shift.ts';
import { simulateDay } from './simulate-day.ts';
import type { SimulatedDay } from './simulate-day.ts';

const SHIFT = fullTypeOf('schedule.shift');

const shiftOf = ({ event }: TimedEvent): string | null =>
	event.type === SHIFT ? (event.data as ReturnType<typeof shiftData>).shift : null;

export function* singleDay(simulated: SimulatedDay): Generator<TimedEvent, void, undefined> {
	const { seed, date, zone } = simulated;
	const day = localDay(date, zone);
	const shifts = planDay(seed, day);
	const whole = new Set(shifts.filter((one) => !goesOverMidnight(one)).map(({ id }) => id));
	for (const timed of simulateDay(simulated)) {
		const shift = shiftOf(timed);
		if (shift === null || whole.has(shift)) yield timed;
	}
	const clock = { nowMs: day.endMs + RELIEF_AFTER_MS };
	const sheet = new EventSheet(`${seed}-${date.replaceAll('-', '')}-single-${zone}`, clock);
	for (const { agent, absent } of shifts.filter(goesOverMidnight))
		if (!absent)
			sheet.write('agent.state', agent.id, { state: 'offline', reason: 'Fuera de turno' });
	yield* sheet.take();
}
