/** What a whole interaction adds, by the words of the contract and apart from the SQL: a second witness like fold.ts. */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { distinct, foldInteraction, foldResponsePairs, inOrder } from './fold.ts';
import { businessMs } from './fold-business.ts';
import type { QueueSchedule } from './fold-business.ts';

export type Schedules = Readonly<Record<string, QueueSchedule | undefined>>;

export interface FoldedBooking {
	booking: 'ended' | 'judged';
	atMs: number;
	queue: string;
	channel: string;
	agent: string;
	resolutionMs: number;
	/** Null: not counted in business time. */
	businessMs: number | null;
	isResolved: boolean;
}

type Of<N extends KnownEvent['name']> = Extract<KnownEvent, { name: N }>;

function only<N extends KnownEvent['name']>(events: readonly KnownEvent[], name: N): Of<N>[] {
	return events.filter((event): event is Of<N> => event.name === name);
}

/** In order: ended, then judged; each only where there is one. */
export function foldWhole(events: readonly KnownEvent[], schedules: Schedules): FoldedBooking[] {
	const ordered = distinct(events).sort(inOrder);
	const segments = foldInteraction(events);
	const bookings: FoldedBooking[] = [];
	const [created] = only(ordered, 'interaction.created');
	const ended = only(ordered, 'interaction.ended').at(-1);
	const channel = segments[0]?.channel ?? '';
	if (created && ended) {
		const first = segments.find(({ queuedAtMs }) => queuedAtMs !== null);
		const queue = first?.queue ?? created.data.queue ?? '';
		const endMs = Math.max(created.occurredAtMs, ended.occurredAtMs);
		bookings.push({
			booking: 'ended',
			atMs: ended.occurredAtMs,
			queue,
			channel,
			agent: only(ordered, 'interaction.accepted').at(-1)?.data.agent ?? '',
			resolutionMs: endMs - created.occurredAtMs,
			businessMs: businessMs(schedules[queue], created.occurredAtMs, endMs),
			isResolved: false
		});
	}
	const said = only(ordered, 'interaction.wrapped').findLast(
		({ data }) => data.resolved !== undefined
	);
	const [last] = segments
		.filter(({ endedAtMs }) => endedAtMs !== null)
		.map((segment) => ({ segment, atMs: segment.wrappedAtMs ?? segment.endedAtMs ?? 0 }))
		.sort((a, b) => b.atMs - a.atMs || b.segment.segment - a.segment.segment);
	if (said && last?.segment.direction === 'inbound') {
		const { queue, agent } = last.segment;
		const isResolved = said.data.resolved === true;
		bookings.push({
			...{ booking: 'judged', atMs: last.atMs, queue, channel, agent },
			...{ resolutionMs: 0, businessMs: null, isResolved }
		});
	}
	return bookings;
}

export interface FoldedBusiness {
	firstResponses: number;
	firstResponseMs: number;
	responses: number;
	responseMs: number;
}

/** Response times in business time, of the queue of the segment that was asked in. */
export function foldBusinessResponses(
	events: readonly KnownEvent[],
	schedules: Schedules
): FoldedBusiness {
	const segments = foldInteraction(events);
	const created = only(distinct(events).sort(inOrder), 'interaction.created')[0];
	const total = { firstResponses: 0, firstResponseMs: 0, responses: 0, responseMs: 0 };
	for (const { isFirst, segment, askedMs, answeredMs } of foldResponsePairs(events)) {
		const asked = segments.find((one) => one.segment === segment && one.queuedAtMs !== null);
		const queue = asked?.queue ?? created?.data.queue ?? '';
		const ms = businessMs(schedules[queue], askedMs, answeredMs);
		if (ms === null) continue;
		total[isFirst ? 'firstResponses' : 'responses'] += 1;
		total[isFirst ? 'firstResponseMs' : 'responseMs'] += ms;
	}
	return total;
}
