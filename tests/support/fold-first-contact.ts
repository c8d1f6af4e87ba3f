/**
 * First contact resolution by the words of the README of metrics, in plain TypeScript and apart from the SQL: every contact
 * is compared with every other one of its customer.
 */
import type { KnownEvent } from '#lib/domain/events/event.ts';
import { distinct, foldInteraction, inOrder } from './fold.ts';
import type { FoldedSegment } from './fold.ts';

export interface FoldedFirstContact {
	interaction: string;
	atMs: number;
	queue: string;
	channel: string;
	agent: string;
	contacts: number;
	resolved: number;
	provisional: number;
}

interface Contact {
	id: string;
	customer: string;
	channel: string;
	createdMs: number;
	topic: string;
	resolved: boolean | null;
	/** The segment that was handled first. */
	first: FoldedSegment | null;
	endMs: number;
	/** When the customer left without anybody having accepted; null: not a try. */
	leftMs: number | null;
}

const MINUTE_MS = 60_000;
const HOW_SOON_MS = 30 * MINUTE_MS;
const endOf = ({ wrappedAtMs, endedAtMs }: FoldedSegment): number =>
	wrappedAtMs ?? endedAtMs ?? Number.POSITIVE_INFINITY;

const segmentOf = ({ name, data }: KnownEvent): number | null =>
	name === 'interaction.created' || name === 'interaction.reopened'
		? null
		: ((data as { segment?: number }).segment ?? 1);

const leftByCustomer = ({ name, data }: KnownEvent): boolean =>
	name === 'interaction.abandoned' ||
	(name === 'interaction.ended' && (data as { by?: string }).by === 'customer');

/** Of the ordered events of one contact. */
function leftAt(events: readonly KnownEvent[]): number | null {
	const bySegment = new Map<number, KnownEvent[]>();
	for (const event of events) {
		const segment = segmentOf(event);
		if (segment !== null) bySegment.set(segment, [...(bySegment.get(segment) ?? []), event]);
	}
	let last: { at: number; segment: number; byCustomer: boolean } | null = null;
	for (const [segment, list] of bySegment) {
		if (list.some(({ name }) => name === 'interaction.accepted')) return null;
		const exit = list.find(({ name }) =>
			['interaction.abandoned', 'interaction.transferred', 'interaction.ended'].includes(name)
		);
		if (exit === undefined) return null;
		const isLater =
			last === null ||
			exit.occurredAtMs > last.at ||
			(exit.occurredAtMs === last.at && segment > last.segment);
		if (isLater) last = { at: exit.occurredAtMs, segment, byCustomer: leftByCustomer(exit) };
	}
	// Turned away by the system, or sent elsewhere, is not giving up.
	return last?.byCustomer ? last.at : null;
}

function contactOf(id: string, events: readonly KnownEvent[]): Contact & { direction: string } {
	const ordered = distinct(events).sort(inOrder);
	const segments = foldInteraction(ordered);
	const created = ordered.find(({ name }) => name === 'interaction.created') ?? ordered[0];
	const wraps = ordered.flatMap((event) =>
		event.name === 'interaction.wrapped' ? [event.data] : []
	);
	const first =
		segments
			.filter(({ endedAtMs }) => endedAtMs !== null)
			.sort((a, b) => endOf(a) - endOf(b) || a.segment - b.segment)[0] ?? null;
	const firstText = (field: 'customer' | 'channel' | 'direction'): string => {
		for (const { data } of ordered) {
			const value = (data as Partial<Record<typeof field, string>>)[field];
			if (value !== undefined && value !== '') return value;
		}
		return '';
	};
	return {
		id,
		customer: firstText('customer'),
		channel: firstText('channel'),
		direction: firstText('direction') || 'inbound',
		createdMs: created?.occurredAtMs ?? 0,
		topic: wraps.findLast(({ topic }) => topic !== undefined && topic !== '')?.topic ?? '',
		resolved: wraps.findLast(({ resolved }) => resolved !== undefined)?.resolved ?? null,
		first,
		endMs: first === null ? 0 : endOf(first),
		leftMs: leftAt(ordered)
	};
}

interface Visit {
	beganMs: number;
	last: Contact;
}

/** Contacts of one customer in order, with the tries before each. */
function visitsOf(contacts: readonly Contact[]): Visit[] {
	const visits: Visit[] = [];
	let leftMs: number | null = null;
	for (const contact of contacts) {
		const isRetry = leftMs !== null && contact.createdMs <= leftMs + HOW_SOON_MS;
		const current = visits.at(-1);
		if (isRetry && current) current.last = contact;
		else visits.push({ beganMs: contact.createdMs, last: contact });
		leftMs = contact.leftMs;
	}
	return visits;
}

export function foldFirstContact(
	events: readonly KnownEvent[],
	{ windowMs, nowMs }: { windowMs: number; nowMs: number }
): FoldedFirstContact[] {
	const byId = new Map<string, KnownEvent[]>();
	for (const event of events) byId.set(event.subject, [...(byId.get(event.subject) ?? []), event]);
	const inbound = [...byId]
		.map(([id, own]) => contactOf(id, own))
		.filter(({ direction }) => direction === 'inbound')
		.sort((a, b) => a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1));
	const customers = new Set(inbound.map(({ customer }) => customer));
	const out: FoldedFirstContact[] = [];
	for (const customer of customers) {
		const own = inbound.filter((contact) => contact.customer === customer);
		const visits = visitsOf(own);
		for (const [index, { last }] of visits.entries()) {
			if (last.first === null) continue;
			const isBack = visits
				.slice(index + 1)
				.some(
					(later) =>
						later.beganMs >= last.endMs - windowMs &&
						later.beganMs <= last.endMs + windowMs &&
						(later.last.topic === '' || last.topic === '' || later.last.topic === last.topic)
				);
			const isKnown = customer !== '';
			const isResolved = isKnown && !isBack && last.resolved !== false;
			out.push({
				interaction: last.id,
				atMs: last.endMs,
				queue: last.first.queue,
				channel: last.channel,
				agent: last.first.agent,
				contacts: isKnown ? 1 : 0,
				resolved: isResolved ? 1 : 0,
				provisional: isResolved && nowMs <= last.endMs + windowMs ? 1 : 0
			});
		}
	}
	return out.sort((a, b) => (a.interaction < b.interaction ? -1 : 1));
}
