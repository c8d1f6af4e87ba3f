/** The row of table `events` for an event. Pure: the same event gives the same bytes, today and after a restart. */
import type { DomainEvent, KnownEvent } from '#lib/domain/events/event.ts';
import { EVENT_TYPES } from '#lib/domain/events/event-types.ts';
import type { EventData, EventName } from '#lib/domain/events/event-types.ts';
import { ERASED } from '#lib/domain/privacy/redact.ts';
import { DEFAULT_TENANT } from '../queries/tenant.ts';
import { languageColumn } from './text-language.ts';
import { splitTexts } from './texts.ts';
import { toneColumns } from './tone.ts';
import type { ToneColumns } from './tone.ts';

export const TENANT = DEFAULT_TENANT;

/** Columns that come out of `data`. */
interface Facts {
	segment: number;
	queue: string;
	agent: string;
	channel: string;
	direction: string;
	customer: string;
	actor: string;
	state: string;
	reason: string;
	team: string;
	display_name: string;
	queues: readonly string[];
	resolved: -1 | 0 | 1;
	topic: string;
	disposition: string;
}

const NO_FACTS: Facts = {
	segment: 0,
	queue: '',
	agent: '',
	channel: '',
	direction: '',
	customer: '',
	actor: '',
	state: '',
	reason: '',
	team: '',
	display_name: '',
	queues: [],
	resolved: -1,
	topic: '',
	disposition: ''
};

type Reader<N extends EventName> = (data: EventData<N>, subject: string) => Partial<Facts>;

const none = () => ({});
const bySegment = ({ agent, segment }: { agent?: string; segment?: number }): Partial<Facts> => ({
	segment: segment ?? 1,
	agent: agent ?? ''
});
const triState = (value: boolean | undefined): Facts['resolved'] =>
	value === undefined ? -1 : value ? 1 : 0;

/** Checked again: of a transfer to an agent, a field named queue is unknown and may be anything. */
const queueOf = (to: object): string =>
	'queue' in to && typeof to.queue === 'string' ? to.queue : '';

const evaluated = ({
	agent,
	queue,
	channel
}: EventData<'evaluation.submitted'>): Partial<Facts> => ({
	agent,
	queue: queue ?? '',
	channel: channel ?? ''
});

const READERS: { readonly [N in EventName]: Reader<N> } = {
	'interaction.created': ({ channel, direction, customer, queue, topic }) => ({
		channel,
		direction: direction ?? '',
		customer: customer ?? '',
		queue: queue ?? '',
		topic: topic ?? ''
	}),
	'interaction.queued': ({ queue, segment, channel, customer }) => ({
		segment: segment ?? 1,
		queue,
		channel: channel ?? '',
		customer: customer ?? ''
	}),
	'interaction.offered': bySegment,
	'interaction.declined': (data) => ({ ...bySegment(data), reason: data.reason ?? '' }),
	'interaction.accepted': bySegment,
	'interaction.held': bySegment,
	'interaction.resumed': bySegment,
	'interaction.message': (data) => ({ ...bySegment(data), actor: data.author }),
	'interaction.transferred': (data) => ({
		...bySegment(data),
		queue: queueOf(data.to)
	}),
	'interaction.abandoned': bySegment,
	'interaction.ended': (data) => ({ ...bySegment(data), actor: data.by ?? '' }),
	'interaction.wrapped': (data) => ({
		...bySegment(data),
		resolved: triState(data.resolved),
		topic: data.topic ?? '',
		disposition: data.disposition ?? ''
	}),
	'interaction.reopened': none,
	'agent.state': ({ state, reason, team, name, queues }, agent) => ({
		agent,
		state,
		reason: reason ?? '',
		team: team ?? '',
		display_name: name ?? '',
		queues: queues ?? []
	}),
	'schedule.shift': (_data, agent) => ({ agent }),
	'schedule.exception': ({ reason }, agent) => ({ agent, reason: reason ?? '' }),
	'survey.answered': ({ customer }) => ({ customer: customer ?? '' }),
	'survey.sent': none,
	'mention.captured': ({ author }) => ({ customer: author === ERASED ? '' : author }),
	'mention.engaged': none,
	'recording.available': ({ segment }) => ({ segment: segment ?? 0 }),
	'transcript.segment': none,
	'reference.queue': ({ name, channel }, queue) => ({
		queue,
		display_name: name ?? '',
		channel: channel ?? ''
	}),
	'reference.agent': ({ name, team }, agent) => ({
		agent,
		display_name: name ?? '',
		team: team ?? ''
	}),
	'evaluation.submitted': evaluated,
	'evaluation.revised': evaluated,
	'evaluation.disputed': none,
	'evaluation.decided': none,
	'evaluation.retracted': none
};

function factsOf(event: KnownEvent): Partial<Facts> {
	// The table gives each name the reader of its own data; the compiler cannot follow that through a union.
	const read = READERS[event.name] as Reader<EventName>;
	return read(event.data, event.subject);
}

export interface RowContext {
	readonly receivedAtMs: number;
	readonly batchId: string;
	readonly placementHourMs: number;
	/** Known from when the event came: its text may be gone since. Default: worked out now. */
	readonly tone?: ToneColumns;
	/** The same of the language it was written in. */
	readonly textLanguage?: string;
}

export interface EventRow extends Facts, ToneColumns {
	readonly tenant: string;
	readonly placement_hour: string;
	readonly subject: string;
	readonly occurred_at: string;
	readonly sequence: string;
	readonly type_rank: number;
	readonly source: string;
	readonly event_id: string;
	readonly name: string;
	readonly type: string;
	readonly data: string;
	readonly texts: string;
	readonly text_language: string;
	readonly attributes: string;
	readonly from_future: 0 | 1;
	readonly received_at: string;
	readonly batch_id: string;
}

const instant = (ms: number): string => new Date(ms).toISOString();

export function eventRow(
	event: DomainEvent,
	{ receivedAtMs, batchId, placementHourMs, tone, textLanguage }: RowContext
): EventRow {
	return {
		tenant: TENANT,
		placement_hour: instant(placementHourMs),
		subject: event.subject,
		occurred_at: instant(event.occurredAtMs),
		sequence: event.sequence,
		type_rank: event.rank,
		source: event.source,
		event_id: event.id,
		name: event.name ?? '',
		type: event.type,
		...NO_FACTS,
		...(event.name === null ? null : factsOf(event)),
		...splitTexts(event.name, event.data),
		...(tone ?? toneColumns(event)),
		text_language: textLanguage ?? languageColumn(event),
		attributes: JSON.stringify({ time: event.time, ...event.extensions }),
		from_future: event.fromFuture ? 1 : 0,
		received_at: instant(receivedAtMs),
		batch_id: batchId
	};
}

/** Whether all events of the subject share one placement hour. */
export const isOfInteraction = (name: EventName | null): boolean =>
	name !== null && EVENT_TYPES[name].subject === 'interaction';
