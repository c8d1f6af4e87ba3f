/**
 * What agents are planned to do, the states they report, and which states keep to which activity: the one table of it.
 * src/lib/server/queries/sources/agent-time.ts says the same in SQL.
 */

/** Activities of `schedule.shift`. */
export const ACTIVITIES = [
	'on_queue',
	'break',
	'meal',
	'meeting',
	'training',
	'coaching',
	'backoffice',
	'time_off'
] as const;
export type Activity = (typeof ACTIVITIES)[number];

/**
 * What a state amounts to. `off`: absent, offline, or none was ever received. `unknown`: any other word of the producer;
 * it keeps to nothing.
 */
export type StateClass = Exclude<Activity, 'time_off'> | 'off' | 'unknown';

const CLASS_OF: Readonly<Record<string, StateClass>> = {
	'': 'off',
	absent: 'off',
	offline: 'off',
	available: 'on_queue',
	handling: 'on_queue',
	wrapping: 'on_queue',
	break: 'break',
	meal: 'meal',
	meeting: 'meeting',
	training: 'training',
	coaching: 'coaching',
	backoffice: 'backoffice'
};

export const stateClassOf = (state: string): StateClass =>
	Object.hasOwn(CLASS_OF, state) ? (CLASS_OF[state] ?? 'unknown') : 'unknown';

/** The class that keeps to the plan at a time; nothing planned and time off are kept to by being away. */
export const expectedClass = (planned: Activity | null): StateClass =>
	planned === null || planned === 'time_off' ? 'off' : planned;

/** Paid is what is planned but for the meal; time off is paid and not worked. */
export const isPaid = (planned: Activity | null): boolean => planned !== null && planned !== 'meal';

/** Before and after each edge of an activity, in the adjusted value: either neighbour's state keeps to the plan. */
export const GRACE_MS = 120_000;
/** A stretch out of adherence that is shorter as a whole does not count in the adjusted value. */
export const SHORT_STRETCH_MS = 60_000;
/** Farther than this from an instant nothing decides whether it is adherent. */
export const ADHERENCE_MARGIN_MS = 300_000;
