/**
 * From agents to what they need. The load model is the project's own (how many events an agent makes, how peaks stand to
 * the mean); everything about the product comes from what the bench measured.
 */

/** Design average over voice, chat and mail, for each agent who is logged in: 40 for voice with a queue log only, 300 for WhatsApp. */
export const EVENTS_PER_AGENT_HOUR = 150;
/** Voice at five minutes of handling and 75 to 80 % occupancy: 8 to 10; chat 6 to 8; mail 5 to 6. */
export const CONTACTS_PER_AGENT_HOUR = 8;
/** The busy hour is 1.6 to 2 times the mean of the day. */
export const BUSY_FACTOR = 2;
/** Shift changes, the start of a campaign: seconds to minutes. */
export const BURST_FACTOR = 10;
export const HOURS_OF_WORK = 10;
/** Wallboards and supervisors: 200 with 1,000 agents. */
export const VIEWERS_PER_AGENT = 0.2;
/** An outage of an hour has to be made up for in ten minutes while live events go on. */
export const CATCH_UP_FACTOR = 6;
/** What is kept: two years and the month they are compared with. */
export const DAYS_KEPT = 25 * 30.4;
/** A core that is busier than this answers late. */
export const MOST_BUSY = 0.7;
/** Two questions follow each other within the second in which a number may be late. */
export const MOST_TICK_MS = 500;

const SECONDS_PER_HOUR = 3600;

export interface Demand {
	readonly agents: number;
	readonly averagePerSecond: number;
	readonly busyPerSecond: number;
	readonly burstPerSecond: number;
	readonly catchUpPerSecond: number;
	readonly eventsPerDay: number;
	readonly contactsPerDay: number;
	readonly viewers: number;
}

export function demandOf(agents: number): Demand {
	const averagePerSecond = (agents * EVENTS_PER_AGENT_HOUR) / SECONDS_PER_HOUR;
	return {
		agents,
		averagePerSecond,
		busyPerSecond: averagePerSecond * BUSY_FACTOR,
		burstPerSecond: averagePerSecond * BURST_FACTOR,
		catchUpPerSecond: averagePerSecond * (CATCH_UP_FACTOR + BUSY_FACTOR),
		eventsPerDay: agents * EVENTS_PER_AGENT_HOUR * HOURS_OF_WORK,
		contactsPerDay: agents * CONTACTS_PER_AGENT_HOUR * HOURS_OF_WORK,
		viewers: Math.ceil(agents * VIEWERS_PER_AGENT)
	};
}

export interface Line {
	readonly base: number;
	readonly slope: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

/** Least squares; of one point a level line. Neither part is below nothing: a cost does not fall with the size. */
export function lineThrough(points: readonly Point[]): Line {
	const n = points.length;
	const meanX = points.reduce((sum, { x }) => sum + x, 0) / n;
	const meanY = points.reduce((sum, { y }) => sum + y, 0) / n;
	const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
	const together = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
	const slope = spread === 0 ? 0 : Math.max(0, together / spread);
	return { base: Math.max(0, meanY - slope * meanX), slope };
}

/** What the bench found out about one process of each, on one machine. */
export interface Measured {
	/** Answered after an fsync. */
	readonly durablePerSecond: number;
	/** Through to the sums that boards show, generator on the same machine. */
	readonly storedPerSecond: number;
	/** Seconds of a core for 1,000 events. */
	readonly ingestCpu: number;
	readonly engineCpu: number;
	/** On disk, compressed, with everything that is derived. */
	readonly bytesPerEvent: number;
	/** Of the ingest process, over contacts. */
	readonly ingestMemory: Line;
	/** Share of a core of the web process, over viewers. */
	readonly webCpu: Line;
	/** Of the web process, over viewers. */
	readonly webMemory: Line;
	/** Milliseconds of a tick, over contacts of today. */
	readonly tickMs: Line;
}

export interface Need {
	/** Processes of ingest, each with a spool of its own. */
	readonly ingest: number;
	readonly web: number;
	/** Cores for inserts and their views in the busy hour, and while an outage is made up for. */
	readonly engineCores: number;
	readonly catchUpCores: number;
	readonly ingestBytes: number;
	/** Of each web process. */
	readonly webBytes: number;
	readonly diskBytesPerDay: number;
	readonly diskBytesKept: number;
	readonly tickMs: number;
}

/** How large something may get before its cost is too much; 0: it is from the start. */
export function reachOf({ base, slope }: Line, most: number): number {
	if (base >= most) return 0;
	return slope === 0 ? Infinity : (most - base) / slope;
}

/** Of one web process, while its core is not too busy. */
export const mostViewers = ({ webCpu }: Pick<Measured, 'webCpu'>): number =>
	reachOf(webCpu, MOST_BUSY);

const atLeastOne = (wanted: number): number => Math.max(1, Math.ceil(wanted));

export function needOf(demand: Demand, measured: Measured): Need {
	const { ingestCpu, engineCpu, bytesPerEvent, ingestMemory, webMemory, tickMs } = measured;
	const web = atLeastOne(demand.viewers / mostViewers(measured));
	const byDoor = demand.burstPerSecond / measured.durablePerSecond;
	const byCpu = ((demand.catchUpPerSecond / 1000) * ingestCpu) / MOST_BUSY;
	const ingest = atLeastOne(Math.max(byDoor, byCpu));
	return {
		ingest,
		web,
		engineCores: ((demand.busyPerSecond / 1000) * engineCpu) / MOST_BUSY,
		catchUpCores: ((demand.catchUpPerSecond / 1000) * engineCpu) / MOST_BUSY,
		ingestBytes: ingestMemory.base + (ingestMemory.slope * demand.contactsPerDay) / ingest,
		webBytes: webMemory.base + (webMemory.slope * demand.viewers) / web,
		diskBytesPerDay: demand.eventsPerDay * bytesPerEvent,
		diskBytesKept: demand.eventsPerDay * bytesPerEvent * DAYS_KEPT,
		tickMs: tickMs.base + tickMs.slope * demand.contactsPerDay
	};
}

export interface Limit {
	readonly name: string;
	/** At how many agents one process of each is at its end; Infinity: not in sight. */
	readonly agents: number;
}

/** The first comes first. */
export function limitsOf(measured: Measured): Limit[] {
	const { averagePerSecond } = demandOf(1);
	const { contactsPerDay } = demandOf(1);
	const { tickMs, storedPerSecond, durablePerSecond } = measured;
	const contactsOfTick = reachOf(tickMs, MOST_TICK_MS);
	const stored = (factor: number): number => storedPerSecond / (averagePerSecond * factor);
	const limits = [
		{
			name: 'making up for an outage of an hour in ten minutes',
			agents: stored(CATCH_UP_FACTOR + BUSY_FACTOR)
		},
		{ name: 'the busy hour through ingest and engine', agents: stored(BUSY_FACTOR) },
		{
			name: 'a burst at the door',
			agents: durablePerSecond / (averagePerSecond * BURST_FACTOR)
		},
		{ name: 'viewers of one web process', agents: mostViewers(measured) / VIEWERS_PER_AGENT },
		{ name: 'the tick of a board', agents: contactsOfTick / contactsPerDay }
	];
	return limits.toSorted((a, b) => a.agents - b.agents);
}
