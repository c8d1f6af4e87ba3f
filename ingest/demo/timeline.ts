/** The demo centre without end: day after day, what is left of one merged into the next. */
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { TimedEvent } from './event-sheet.ts';
import { localDay, shiftDate } from './local-day.ts';
import { goesOverMidnight, planDay } from './plan.ts';
import { comingWeek } from './script/schedule-week.ts';
import { simulateDay } from './simulate-day.ts';
import type { SimulatedDay } from './simulate-day.ts';

/** What belongs to this day and happens later than it. */
interface Split {
	readonly before: TimedEvent[];
	readonly after: TimedEvent[];
}

/** What a day leaves to the next: contacts and surveys that reach over midnight, whole, and the people still there. */
function unfinished(simulated: SimulatedDay): Split {
	const { endMs } = localDay(simulated.date, simulated.zone);
	const events = [...simulateDay(simulated)];
	const after = events.filter(({ atMs }) => atMs >= endMs);
	const open = new Set(after.map(({ event }) => event.subject));
	const staying = new Set(overMidnight(simulated));
	for (const agent of staying) open.add(agent);
	const before = events.filter(
		({ atMs, event }) =>
			atMs < endMs &&
			open.has(event.subject) &&
			// The plan of somebody whose day is not told would show them as missing.
			(!isShift(event) || staying.has(event.subject))
	);
	const lastStates = new Map(before.filter(isState).map((timed) => [timed.event.subject, timed]));
	return {
		// The earlier states of a person belong to contacts that are not told here.
		before: before.filter(
			(timed) => !isState(timed) || lastStates.get(timed.event.subject) === timed
		),
		after
	};
}

const isShift = ({ type }: TimedEvent['event']): boolean => type === fullTypeOf('schedule.shift');
const isState = ({ event }: TimedEvent): boolean => event.type === fullTypeOf('agent.state');

const overMidnight = ({ seed, date, zone }: SimulatedDay): readonly string[] =>
	planDay(seed, localDay(date, zone))
		.filter(goesOverMidnight)
		.map(({ agent }) => agent.id);

/** Of two sorted streams, the one already at hand first where they are equal. */
function* merge(
	atHand: readonly TimedEvent[],
	stream: Iterable<TimedEvent>
): Generator<TimedEvent, void, undefined> {
	let index = 0;
	for (const next of stream) {
		for (let held = atHand[index]; held && held.atMs <= next.atMs; held = atHand[index]) {
			yield held;
			index += 1;
		}
		yield next;
	}
	yield* atHand.slice(index);
}

/**
 * From the local midnight with which `date` begins, preceded by what was open then: a contact that reaches
 * over midnight comes whole, even when nobody loads the day before.
 */
export function* timeline({
	seed,
	date,
	zone
}: SimulatedDay): Generator<TimedEvent, void, undefined> {
	const { before, after } = unfinished({ seed, date: shiftDate(date, -1), zone });
	yield* before;
	const coming = comingWeek({ seed, date, zone });
	let leftovers: readonly TimedEvent[] = [...after, ...coming].sort((a, b) => a.atMs - b.atMs);
	for (let today = date; ; today = shiftDate(today, 1)) {
		const { endMs } = localDay(today, zone);
		const next: TimedEvent[] = [];
		for (const timed of merge(leftovers, simulateDay({ seed, date: today, zone }))) {
			if (timed.atMs < endMs) yield timed;
			else next.push(timed);
		}
		leftovers = next;
	}
}
