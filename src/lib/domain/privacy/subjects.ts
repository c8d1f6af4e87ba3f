/** Whom an event is about: what is looked up to know whether somebody was erased. */
import type { DomainEvent } from '../events/event.ts';
import { EVENT_TYPES } from '../events/event-types.ts';
import type { EventName } from '../events/event-types.ts';
import { PERSONAL_FIELDS } from './personal-fields.ts';

export const ERASABLE_KINDS = ['customer', 'interaction', 'mention', 'survey'] as const;
export type ErasableKind = (typeof ERASABLE_KINDS)[number];

export interface ErasableSubject {
	readonly kind: ErasableKind;
	readonly id: string;
}

const isErasable = (kind: string): kind is ErasableKind =>
	(ERASABLE_KINDS as readonly string[]).includes(kind);

/** What the event itself is of; null for agents, schedules and queues. */
export function ownSubject({ name, subject }: DomainEvent): ErasableSubject | null {
	if (name === null || subject === '') return null;
	const { subject: kind } = EVENT_TYPES[name];
	return isErasable(kind) ? { kind, id: subject } : null;
}

const CUSTOMER_FIELDS: ReadonlyMap<EventName, readonly string[]> = new Map(
	Object.entries(PERSONAL_FIELDS).map(([name, treatments]) => [
		name as EventName,
		Object.entries(treatments)
			.filter(([, treatment]) => treatment === 'customer')
			.map(([field]) => field)
	])
);

/** Of an unknown type nobody knows what its subject is, so it may be of any kind. */
const UNKNOWN_FIELDS = ['customer', 'author'] as const;

/** The event's own subject last; before it the customer, and the interaction that a survey was about. */
export function subjectsOf(event: DomainEvent): ErasableSubject[] {
	const data: Readonly<Record<string, unknown>> = event.data;
	const named = (kind: ErasableKind, field: string): ErasableSubject[] => {
		const id = Object.hasOwn(data, field) ? data[field] : undefined;
		return typeof id === 'string' && id !== '' ? [{ kind, id }] : [];
	};
	const customers = event.name === null ? UNKNOWN_FIELDS : (CUSTOMER_FIELDS.get(event.name) ?? []);
	const others = [
		...customers.flatMap((field) => named('customer', field)),
		...named('interaction', 'interaction')
	];
	if (event.name === null) {
		const of = event.subject === '' ? [] : ERASABLE_KINDS;
		return [...others, ...of.map((kind) => ({ kind, id: event.subject }))];
	}
	const own = ownSubject(event);
	return own === null ? others : [...others, own];
}
