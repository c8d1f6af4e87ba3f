/** What of the floor a scope reaches: the floor is read once for everybody and narrowed here for each kind of viewer. */
import { covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { ByQueue, Floor } from './floor.ts';

function ofQueues<T>(
	rows: ReadonlyMap<string, T>,
	reaches: (queue: string) => boolean
): Map<string, T> {
	return new Map([...rows].filter(([queue]) => reaches(queue)));
}

/** Pure: the same floor and scope give the same rows, and none that the scope does not reach. */
export function narrowFloor(floor: Floor, { queues, teams, agent }: RowScope): Floor {
	if (queues === 'all' && teams === 'all' && agent === null) return floor;
	const reached = queues === 'all' ? null : new Set(queues);
	// Sums of a queue are not those of one agent: whoever sees only the own records sees none of them.
	const reaches = (queue: string): boolean =>
		agent === null && (reached === null || reached.has(queue));
	const sums = (rows: ByQueue): ByQueue => ofQueues(rows, reaches);
	return {
		waiting: ofQueues(floor.waiting, reaches),
		rolling: {
			'15m': sums(floor.rolling['15m']),
			'30m': sums(floor.rolling['30m']),
			'60m': sums(floor.rolling['60m'])
		},
		today: new Map([...floor.today].map(([zone, rows]) => [zone, sums(rows)])),
		agents: floor.agents.filter(
			(one) => covers(teams, one.team) && (agent === null || one.agent === agent)
		),
		trend: ofQueues(floor.trend, reaches),
		queues: ofQueues(floor.queues, reaches),
		usual: new Map([...floor.usual].map(([zone, rows]) => [zone, ofQueues(rows, reaches)])),
		quality: new Map([...floor.quality].map(([window, rows]) => [window, ofQueues(rows, reaches)]))
	};
}
