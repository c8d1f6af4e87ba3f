/**
 * The time of one agent by the words of the contract, looked at instant by instant in plain TypeScript: the second witness of
 * the source agentTime. Every instant of the events has to be on a step.
 */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { distinct, inOrder } from './fold.ts';

export interface AgentTime {
	onQueueMs: number;
	busyMs: number;
	productiveMs: number;
	scheduledMs: number;
	onQueueScheduledMs: number;
	neutralMs: number;
	assessedMs: number;
	recognisedMs: number;
	adherentMs: number;
	adherentAdjustedMs: number;
	paidMs: number;
	unavailableMs: number;
	plannedUnavailableMs: number;
}

export interface FoldedContact {
	readonly acceptedMs: number;
	readonly handleEndMs: number;
}

export interface FoldRange {
	readonly fromMs: number;
	readonly toMs: number;
	readonly nowMs: number;
	readonly stepMs: number;
}

const ON_QUEUE = ['available', 'handling', 'wrapping'];
const OTHER_WORK = ['training', 'coaching', 'meeting', 'backoffice'];
const NOT_WORK = ['break', 'meal'];
const AWAY = ['', 'absent', 'offline'];
const KNOWN = [...ON_QUEUE, ...OTHER_WORK, ...NOT_WORK, ...AWAY];

const matches = (state: string, activity: string): boolean => {
	if (activity === 'on_queue') return ON_QUEUE.includes(state);
	if (activity === '' || activity === 'time_off') return AWAY.includes(state);
	return state === activity;
};

type Shift = Extract<KnownEvent, { name: 'schedule.shift' }>;

interface Planned {
	activity: string;
	from: number;
	to: number;
	shift: string;
	position: number;
}

function plannedOf(events: readonly KnownEvent[]): Planned[] {
	const newest = new Map<string, Shift>();
	for (const event of events) {
		if (event.name !== 'schedule.shift') continue;
		const known = newest.get(event.data.shift);
		if (!known || event.data.revision >= known.data.revision) newest.set(event.data.shift, event);
	}
	return [...newest.values()].flatMap(({ data }) =>
		data.activities.map(({ activity, start, end }, index) => ({
			activity,
			from: Date.parse(start),
			to: Date.parse(end),
			shift: data.shift,
			position: index
		}))
	);
}

function activityAt(planned: readonly Planned[], ms: number): string {
	let best: Planned | null = null;
	for (const one of planned) {
		if (ms < one.from || ms >= one.to) continue;
		const isBetter =
			best === null ||
			one.from > best.from ||
			(one.from === best.from &&
				(one.to < best.to ||
					(one.to === best.to &&
						(one.shift > best.shift ||
							(one.shift === best.shift && one.position > best.position)))));
		if (isBetter) best = one;
	}
	return best?.activity ?? '';
}

function stateAt(events: readonly KnownEvent[], ms: number): string {
	let state = '';
	for (const event of events)
		if (event.name === 'agent.state' && event.occurredAtMs <= ms) state = event.data.state;
	return state;
}

function isExcusedAt(events: readonly KnownEvent[], ms: number): boolean {
	let kind = '';
	for (const event of events) {
		if (event.name !== 'schedule.exception') continue;
		if (Date.parse(event.data.start) <= ms && ms < Date.parse(event.data.end))
			({ kind } = event.data);
	}
	return kind === 'approved';
}

interface Instant {
	readonly ms: number;
	readonly state: string;
	readonly activity: string;
	readonly isExcused: boolean;
	readonly isOut: boolean;
}

function instantAt(events: readonly KnownEvent[], activity: string, ms: number): Instant {
	const state = stateAt(events, ms);
	const isExcused = isExcusedAt(events, ms);
	const isAssessed = activity !== '' && activity !== 'time_off' && !isExcused;
	return { ms, state, activity, isExcused, isOut: isAssessed && !matches(state, activity) };
}

/** Whether the run of instants that are out around this one is shorter than a minute. */
function isShort(instants: readonly Instant[], index: number, stepMs: number): boolean {
	let first = index;
	let last = index;
	while (instants[first - 1]?.isOut) first -= 1;
	while (instants[last + 1]?.isOut) last += 1;
	return (last - first + 1) * stepMs < 60_000;
}

const NOTHING: AgentTime = {
	onQueueMs: 0,
	busyMs: 0,
	productiveMs: 0,
	scheduledMs: 0,
	onQueueScheduledMs: 0,
	neutralMs: 0,
	assessedMs: 0,
	recognisedMs: 0,
	adherentMs: 0,
	adherentAdjustedMs: 0,
	paidMs: 0,
	unavailableMs: 0,
	plannedUnavailableMs: 0
};

/** What the agent's events and contacts add to each measure in the range. */
export function foldAgentTime(
	received: readonly KnownEvent[],
	contacts: readonly FoldedContact[],
	{ fromMs, toMs, nowMs, stepMs }: FoldRange
): AgentTime {
	const events = distinct(received).sort(inOrder);
	const planned = plannedOf(events);
	const margin = 300_000;
	// Plans are known beyond now, and near the end of the range.
	const activities: string[] = [];
	for (let ms = fromMs - margin; ms < toMs + 2 * margin; ms += stepMs)
		activities.push(activityAt(planned, ms));
	const instants = activities
		.map((activity, index) => ({ activity, ms: fromMs - margin + index * stepMs }))
		.filter(({ ms }) => ms < Math.min(toMs + margin, nowMs))
		.map(({ activity, ms }) => instantAt(events, activity, ms));
	const nearby = 120_000 / stepMs;
	const sums = { ...NOTHING };
	const add = (measure: keyof AgentTime, holds: boolean): void => {
		if (holds) sums[measure] += stepMs;
	};
	for (const [index, { ms, state, activity, isExcused, isOut }] of instants.entries()) {
		if (ms < fromMs || ms >= toMs) continue;
		const isOnQueue = ON_QUEUE.includes(state);
		const isScheduled = activity !== '';
		const isAssessed = isScheduled && activity !== 'time_off' && !isExcused;
		const isPaid = isScheduled && activity !== 'meal';
		const isInContact = contacts.some(
			({ acceptedMs, handleEndMs }) => acceptedMs <= ms && ms < handleEndMs
		);
		let isForgiven = false;
		if (isOut) {
			isForgiven = isShort(instants, index, stepMs);
			// What is planned now or within two minutes, before and after.
			for (const near of activities.slice(index - nearby, index + nearby + 1))
				isForgiven ||= matches(state, near);
		}
		add('onQueueMs', isOnQueue);
		add('busyMs', isOnQueue && (state !== 'available' || isInContact));
		add('productiveMs', isOnQueue || OTHER_WORK.includes(state));
		add('scheduledMs', isScheduled);
		add('onQueueScheduledMs', activity === 'on_queue');
		add('neutralMs', isScheduled && !isAssessed);
		add('assessedMs', isAssessed);
		add('recognisedMs', isAssessed && KNOWN.includes(state));
		add('adherentMs', isAssessed && !isOut);
		add('adherentAdjustedMs', isAssessed && (!isOut || isForgiven));
		add('paidMs', isPaid);
		add('unavailableMs', isPaid && !isOnQueue);
		add('plannedUnavailableMs', isPaid && activity !== 'on_queue');
	}
	return sums;
}
