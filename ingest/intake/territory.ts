/** What a token of one team may name: contacts and agents are told apart by the queues and teams that events give them. */
import type { DomainEvent } from '#lib/domain/events/event.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';

export interface Territory {
	/** By id. */
	readonly queues: ReadonlySet<string>;
	/** By the word events name them with. */
	readonly teams: ReadonlySet<string>;
}

export interface Named {
	readonly kind: 'queue' | 'team';
	readonly id: string;
	/** JSON pointer into the event. */
	readonly field: string;
}

const named = (kind: Named['kind'], id: unknown, field: string): Named[] =>
	// An empty one names nobody.
	typeof id === 'string' && id !== '' ? [{ kind, id, field }] : [];

const OF_A_QUEUE: ReadonlySet<EventName> = new Set([
	'interaction.created',
	'interaction.queued',
	'evaluation.submitted',
	'evaluation.revised'
]);

/** What the product tells of its own evaluations names one by its id alone: nobody's team can be told from that. */
const OF_THE_PRODUCT = 'evaluation.';

/** Every queue and team the event puts something into, as the columns of the database read them. */
export function namedBy(event: DomainEvent): Named[] {
	if ('queue' in event.data && event.name !== null && OF_A_QUEUE.has(event.name))
		return named('queue', event.data.queue, '/data/queue');
	switch (event.name) {
		case 'interaction.transferred': {
			const { to } = event.data;
			return 'queue' in to ? named('queue', to.queue, '/data/to/queue') : [];
		}
		case 'agent.state': {
			const { queues = [], team } = event.data;
			return [
				...queues.flatMap((queue, index) => named('queue', queue, `/data/queues/${index}`)),
				...named('team', team, '/data/team')
			];
		}
		case 'reference.queue':
			return named('queue', event.subject, '/subject');
		case 'reference.agent':
			return named('team', event.data.team, '/data/team');
		default:
			return [];
	}
}

/** The first that is not within; what is in nobody's team is not either, else it could be filled before it is given away. */
export function outside(event: DomainEvent, { queues, teams }: Territory): Named | null {
	if (event.name?.startsWith(OF_THE_PRODUCT) === true)
		return { kind: 'team', id: event.subject, field: '/type' };
	return (
		namedBy(event).find(({ kind, id }) => !(kind === 'queue' ? queues : teams).has(id)) ?? null
	);
}
