/** One contact as its page shows it. */
import { speechOf, timelineOf } from '#lib/domain/records/timeline.ts';
import type { ContactEvent, Speech, TimelineEntry } from '#lib/domain/records/timeline.ts';
import type { ContactTone } from '#lib/domain/records/tone.ts';
import type { InteractionAnswer, InteractionOptions } from '../api/interaction-answer.ts';
import { agentNamesInScope, queueNamesInScope } from '../queries/names.ts';

export interface Named {
	readonly id: string;
	/** What it is called; the id where no name is known or none may be told. */
	readonly name: string;
}

export type ContactSegment = Omit<InteractionAnswer['segments'][number], 'queue' | 'agent'> & {
	readonly queue: Named;
	readonly agent: Named;
};

export interface ContactView {
	readonly facts: Pick<
		InteractionAnswer,
		| 'id'
		| 'channel'
		| 'direction'
		| 'customer'
		| 'topic'
		| 'disposition'
		| 'resolved'
		| 'createdAt'
		| 'endedAt'
	>;
	readonly segments: readonly ContactSegment[];
	/** Null: no text of the customer was scored. */
	readonly tone: ContactTone | null;
	readonly timeline: readonly TimelineEntry[];
	readonly speech: readonly Speech[];
}

const known = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => id !== '');

async function readNames(
	{ segments }: Pick<InteractionAnswer, 'segments'>,
	timeline: readonly TimelineEntry[],
	{ clickhouse, tenant, ...options }: InteractionOptions
): Promise<{ queues: Map<string, string>; agents: Map<string, string> }> {
	const queues = known([
		...segments.map(({ queue }) => queue),
		...timeline.map((entry) => (entry.kind === 'step' ? entry.queue : ''))
	]);
	const agents = known([...segments, ...timeline].map(({ agent }) => agent));
	const [ofQueues, ofAgents] = await Promise.all([
		clickhouse.query('report', queueNamesInScope, { tenant, ids: queues }, options),
		clickhouse.query('report', agentNamesInScope, { tenant, ids: agents }, options)
	]);
	const byId = (rows: readonly Named[]) => new Map(rows.map(({ id, name }) => [id, name]));
	return { queues: byId(ofQueues), agents: byId(ofAgents) };
}

const eventsOf = ({ events }: InteractionAnswer): ContactEvent[] =>
	events.map((event) => ({
		id: event.id,
		type: event.type,
		time: 'time' in event && typeof event.time === 'string' ? event.time : null,
		data: event.data,
		tone: event.customerTone ?? null
	}));

/** Names are asked for within the scope of whoever reads: of others only the id is shown. */
export async function contactView(
	answer: InteractionAnswer,
	options: InteractionOptions
): Promise<ContactView> {
	const events = eventsOf(answer);
	const timeline = timelineOf(events);
	const { queues, agents } = await readNames(answer, timeline, options);
	const named = (names: ReadonlyMap<string, string>, id: string): Named => ({
		id,
		name: names.get(id) ?? id
	});
	const { id, channel, direction, customer, topic, disposition } = answer;
	const { resolved, createdAt, endedAt } = answer;
	return {
		facts: { id, channel, direction, customer, topic, disposition, resolved, createdAt, endedAt },
		segments: answer.segments.map((segment) => ({
			...segment,
			queue: named(queues, segment.queue),
			agent: named(agents, segment.agent)
		})),
		tone: answer.sentiment,
		timeline: timeline.map((entry) => withNames(entry, queues, agents)),
		speech: speechOf(events)
	};
}

function withNames(
	entry: TimelineEntry,
	queues: ReadonlyMap<string, string>,
	agents: ReadonlyMap<string, string>
): TimelineEntry {
	const agent = agents.get(entry.agent) ?? entry.agent;
	if (entry.kind !== 'step') return { ...entry, agent };
	return { ...entry, agent, queue: queues.get(entry.queue) ?? entry.queue };
}
