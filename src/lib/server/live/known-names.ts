/** Queues and teams by name, as far as a scope reaches. */
import { covers } from '#lib/domain/access/scope.ts';
import type { RowScope } from '#lib/domain/access/scope.ts';
import type { FloorReader } from './floor-reader.ts';

export interface QueueName {
	readonly id: string;
	readonly name: string;
	readonly channel: string;
}

/** Every queue that was ever named; by name. */
export async function queueNames(reader: FloorReader, scope: RowScope): Promise<QueueName[]> {
	const queues = await reader.queues();
	return [...queues.values()]
		.filter(({ queue }) => covers(scope.queues, queue))
		.map(({ queue, name, channel }) => ({ id: queue, name, channel }));
}

/** Every team an agent belongs to; by name. */
export async function teamNames(reader: FloorReader, scope: RowScope): Promise<string[]> {
	const agents = await reader.agents();
	const teams = new Set(agents.map(({ team }) => team));
	return [...teams]
		.filter((team) => team !== '' && covers(scope.teams, team))
		.sort((a, b) => a.localeCompare(b));
}
