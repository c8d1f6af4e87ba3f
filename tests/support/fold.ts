/**
 * The facts of an interaction by the words of the contract, in plain TypeScript and apart from the SQL: the second witness.
 * Works on the distinct events of one interaction.
 */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import type { Outcome } from '#lib/domain/metrics/service-level.ts';

type InteractionEvent = Extract<KnownEvent, { name: `interaction.${string}` }>;
type Of<N extends KnownEvent['name']> = Extract<KnownEvent, { name: N }>;

export interface FoldedSegment {
	segment: number;
	queue: string;
	agent: string;
	channel: string;
	direction: string;
	customer: string;
	outcome: Outcome;
	queuedAtMs: number | null;
	acceptedAtMs: number | null;
	endedAtMs: number | null;
	wrappedAtMs: number | null;
	waitMs: number;
	talkMs: number;
	holdMs: number;
	acwMs: number;
	transferred: boolean;
	skewed: boolean;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function inOrder(a: KnownEvent, b: KnownEvent): number {
	return (
		a.occurredAtMs - b.occurredAtMs ||
		compareText(a.sequence, b.sequence) ||
		a.rank - b.rank ||
		compareText(a.id, b.id) ||
		compareText(a.source, b.source)
	);
}

export function distinct(events: readonly KnownEvent[]): KnownEvent[] {
	return [...new Map(events.map((event) => [`${event.source}\n${event.id}`, event])).values()];
}

const segmentOf = (event: KnownEvent): number | null => {
	if (!event.name.startsWith('interaction.')) return null;
	if (event.name === 'interaction.created' || event.name === 'interaction.reopened') return null;
	return ('segment' in event.data ? event.data.segment : undefined) ?? 1;
};

function holdMs(events: readonly KnownEvent[], acceptedMs: number, endedMs: number): number {
	let heldAtMs: number | null = null;
	let total = 0;
	const inside = (ms: number) => Math.min(Math.max(ms, acceptedMs), endedMs);
	for (const event of events) {
		if (event.occurredAtMs > endedMs) break;
		if (event.name === 'interaction.held') heldAtMs ??= event.occurredAtMs;
		if (event.name === 'interaction.resumed' && heldAtMs !== null) {
			total += inside(event.occurredAtMs) - inside(heldAtMs);
			heldAtMs = null;
		}
	}
	return heldAtMs === null ? total : total + endedMs - inside(heldAtMs);
}

function outcomeOf(
	events: readonly KnownEvent[],
	answered: boolean
): { outcome: Outcome; atMs: number | null } {
	if (answered) return { outcome: 'answered', atMs: null };
	for (const event of events) {
		if (event.name === 'interaction.abandoned')
			return { outcome: 'abandoned', atMs: event.occurredAtMs };
		if (event.name === 'interaction.transferred')
			return { outcome: 'flowed_out', atMs: event.occurredAtMs };
		if (event.name === 'interaction.ended') {
			return {
				outcome: event.data.by === 'customer' ? 'abandoned' : 'closed',
				atMs: event.occurredAtMs
			};
		}
	}
	return { outcome: 'waiting', atMs: null };
}

function endOf(events: readonly KnownEvent[], acceptedMs: number): number | null {
	const latest = (name: KnownEvent['name']): number | null =>
		events.reduce<number | null>(
			(max, event) =>
				event.name === name ? Math.max(max ?? event.occurredAtMs, event.occurredAtMs) : max,
			null
		);
	const transferred = latest('interaction.transferred');
	return (
		latest('interaction.ended') ??
		(transferred !== null && transferred >= acceptedMs ? transferred : null) ??
		latest('interaction.wrapped')
	);
}

function foldSegment(
	segment: number,
	events: readonly KnownEvent[],
	whole: { channel: string; direction: string; customer: string; queue: string }
): FoldedSegment {
	const first = <N extends KnownEvent['name']>(name: N) =>
		events.find((event): event is Of<N> & KnownEvent => event.name === name);
	const queued = first('interaction.queued');
	const accepted = first('interaction.accepted');
	const lastAccepted = events.findLast(
		(event): event is Of<'interaction.accepted'> => event.name === 'interaction.accepted'
	);
	const { outcome, atMs: exitMs } = outcomeOf(events, accepted !== undefined);
	const acceptedMs = accepted?.occurredAtMs ?? null;
	const endedMs = acceptedMs === null ? null : endOf(events, acceptedMs);
	const wraps = events
		.filter((event) => event.name === 'interaction.wrapped')
		.map((event) => event.occurredAtMs);
	const lastWrap = wraps.length === 0 ? null : Math.max(...wraps);
	const wrappedMs = endedMs !== null && lastWrap !== null && lastWrap >= endedMs ? lastWrap : null;
	const rawWait =
		queued && outcome !== 'waiting' ? (acceptedMs ?? exitMs ?? 0) - queued.occurredAtMs : 0;
	const rawContact = acceptedMs !== null && endedMs !== null ? endedMs - acceptedMs : 0;
	const held =
		acceptedMs !== null && endedMs !== null && rawContact > 0
			? holdMs(events, acceptedMs, endedMs)
			: 0;
	const transfers = events.filter((event) => event.name === 'interaction.transferred');
	return {
		segment,
		queue: queued ? queued.data.queue : whole.queue,
		agent: lastAccepted?.data.agent ?? '',
		channel: whole.channel,
		direction: whole.direction,
		customer: whole.customer,
		outcome,
		queuedAtMs: queued?.occurredAtMs ?? null,
		acceptedAtMs: acceptedMs,
		endedAtMs: endedMs,
		wrappedAtMs: wrappedMs,
		waitMs: Math.max(0, rawWait),
		talkMs: Math.max(0, rawContact) - held,
		holdMs: held,
		acwMs: wrappedMs !== null && endedMs !== null ? wrappedMs - endedMs : 0,
		transferred:
			endedMs !== null &&
			acceptedMs !== null &&
			transfers.some((event) => event.occurredAtMs >= acceptedMs),
		skewed: rawWait < 0 || rawContact < 0
	};
}

/** Segments by number. */
export function foldInteraction(events: readonly KnownEvent[]): FoldedSegment[] {
	const ordered = distinct(events).sort(inOrder) as InteractionEvent[];
	const firstWith = (field: 'channel' | 'direction' | 'customer'): string => {
		for (const event of ordered) {
			const value = (event.data as Partial<Record<typeof field, string>>)[field];
			if (value !== undefined && value !== '') return value;
		}
		return field === 'direction' ? 'inbound' : '';
	};
	const created = ordered.find(
		(event): event is Of<'interaction.created'> => event.name === 'interaction.created'
	);
	const whole = {
		channel: firstWith('channel'),
		direction: firstWith('direction'),
		customer: firstWith('customer'),
		queue: created?.data.queue ?? ''
	};
	const numbers = [...new Set(ordered.map(segmentOf))]
		.filter((number) => number !== null)
		.sort((a, b) => a - b);
	return numbers.map((number) =>
		foldSegment(
			number,
			ordered.filter((event) => segmentOf(event) === number),
			whole
		)
	);
}

export interface FoldedResponses {
	firstResponses: number;
	firstResponseMs: number;
	responses: number;
	responseMs: number;
}

export interface FoldedPair {
	/** Of its opening; the same message may answer a run as well. */
	isFirst: boolean;
	segment: number;
	askedMs: number;
	answeredMs: number;
}

interface Asked {
	atMs: number;
	segment: number;
}

/** What was asked and answered in an interaction: once per opening, once per run of customer messages. */
export function foldResponsePairs(events: readonly KnownEvent[]): FoldedPair[] {
	const pairs: FoldedPair[] = [];
	let opening: Asked | null = null;
	let openingAnswered = false;
	let run: Asked | null = null;
	const answer = (isFirst: boolean, { atMs, segment }: Asked, answeredMs: number): void => {
		pairs.push({ isFirst, segment, askedMs: atMs, answeredMs });
	};
	for (const event of distinct(events).sort(inOrder)) {
		if (event.name === 'interaction.reopened') {
			opening = null;
			openingAnswered = false;
		}
		if (event.name !== 'interaction.message') continue;
		if (event.data.author === 'customer') {
			const asked = { atMs: event.occurredAtMs, segment: event.data.segment ?? 1 };
			opening ??= asked;
			run ??= asked;
		}
		if (event.data.author !== 'agent') continue;
		if (opening !== null && !openingAnswered) {
			openingAnswered = true;
			answer(true, opening, event.occurredAtMs);
		}
		if (run !== null) {
			answer(false, run, event.occurredAtMs);
			run = null;
		}
	}
	return pairs;
}

/** Response times of an interaction: per opening, and per run of customer messages. */
export function foldResponses(events: readonly KnownEvent[]): FoldedResponses {
	const total = { firstResponses: 0, firstResponseMs: 0, responses: 0, responseMs: 0 };
	for (const { isFirst, askedMs, answeredMs } of foldResponsePairs(events)) {
		total[isFirst ? 'firstResponses' : 'responses'] += 1;
		total[isFirst ? 'firstResponseMs' : 'responseMs'] += answeredMs - askedMs;
	}
	return total;
}
