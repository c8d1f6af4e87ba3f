/** Metrics of the floor now: who waits, and who is there. One home for tiles and the API. */

export interface WaitingQueue {
	readonly waiting: number;
	readonly oldestQueuedAtMs: number;
	/** The instants at which each of them has waited T. */
	readonly deadlinesMs: readonly number[];
}

/** waiting: contacts in the queues now. */
export const waitingNow = (queues: readonly WaitingQueue[]): number =>
	queues.reduce((sum, queue) => sum + queue.waiting, 0);

/** The instant the longest wait began, milliseconds; null when nobody waits. */
export const longestSinceMs = (queues: readonly WaitingQueue[]): number | null =>
	queues.length === 0 ? null : Math.min(...queues.map((queue) => queue.oldestQueuedAtMs));

/** at_risk: those who have waited longer than T. */
export const atRiskNow = (queues: readonly WaitingQueue[], nowMs: number): number =>
	queues.reduce(
		(sum, { deadlinesMs }) => sum + deadlinesMs.filter((deadlineMs) => deadlineMs < nowMs).length,
		0
	);

const AWAY: ReadonlySet<string> = new Set(['offline', 'absent']);

/** Whether an agent in this state is there. */
export const isPresent = ({ state }: { readonly state: string }): boolean => !AWAY.has(state);

/** agents_by_state as one number: agents who are there, each once. */
export const agentsPresent = (agents: readonly { readonly state: string }[]): number =>
	agents.filter(isPresent).length;

/** agents_by_state: how many are in each state, those who are away as well. */
export function agentsByState(agents: readonly { readonly state: string }[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { state } of agents) counts.set(state, (counts.get(state) ?? 0) + 1);
	return counts;
}
