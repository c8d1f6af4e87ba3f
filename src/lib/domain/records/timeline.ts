/** What happened in one contact, in order, as a person reads it. Knows nothing of pages and databases. */

import type { MessageTone } from './tone.ts';

/** An event of the contact, as it was sent, with what was made of it. */
export interface ContactEvent {
	readonly id: string;
	readonly type: string;
	readonly time: string | null;
	readonly data: Readonly<Record<string, unknown>>;
	/** Of a customer's text. */
	readonly tone?: MessageTone | null;
}

export const STEPS = [
	'created',
	'queued',
	'offered',
	'declined',
	'accepted',
	'held',
	'resumed',
	'transferred',
	'abandoned',
	'ended',
	'wrapped',
	'reopened'
] as const;
export type Step = (typeof STEPS)[number];

export const AUTHORS = ['customer', 'agent', 'bot', 'system'] as const;
export type Author = (typeof AUTHORS)[number];

interface Entry {
	readonly id: string;
	readonly atMs: number | null;
	/** Of the agent it is about, or who wrote it; empty when none is named. */
	readonly agent: string;
}
export interface StepEntry extends Entry {
	readonly kind: 'step';
	readonly step: Step;
	/** Where it queued, or was transferred to. */
	readonly queue: string;
	/** Why, in the word of the producer. */
	readonly reason: string;
	/** Who ended it; null where that is not said. */
	readonly by: Author | null;
}
export interface MessageEntry extends Entry {
	readonly kind: 'message';
	readonly author: Author;
	/** Null: it has been deleted since. */
	readonly text: string | null;
	/** Null: nobody has scored it. */
	readonly tone: MessageTone | null;
}
export interface RecordingEntry extends Entry {
	readonly kind: 'recording';
	readonly media: string;
	readonly durationMs: number | null;
}
export type TimelineEntry = StepEntry | MessageEntry | RecordingEntry;

/** What was said, by the speech recogniser. */
export interface Speech {
	readonly id: string;
	readonly speaker: Author;
	/** Since the beginning of the recording. */
	readonly startMs: number;
	/** Null: it has been deleted since. */
	readonly text: string | null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const nullableText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const authorOf = (value: unknown): Author => AUTHORS.find((author) => author === value) ?? 'system';

function instantOf(time: string | null): number | null {
	const ms = time === null ? Number.NaN : Date.parse(time);
	return Number.isFinite(ms) ? ms : null;
}

const nameOf = (type: string): string => /^atalaya\.(.+)\.v1$/.exec(type)?.[1] ?? type;

function stepOf(step: Step, entry: Entry, data: ContactEvent['data']): StepEntry {
	const to = fieldsOf(data['to']);
	return {
		...entry,
		kind: 'step',
		step,
		agent: entry.agent || textOf(to['agent']),
		queue: textOf(data['queue']) || textOf(to['queue']),
		reason: textOf(data['reason']) || textOf(data['disposition']),
		by: AUTHORS.find((author) => author === data['by']) ?? null
	};
}

function entryOf({ id, type, time, data, tone = null }: ContactEvent): TimelineEntry | null {
	const entry: Entry = { id, atMs: instantOf(time), agent: textOf(data['agent']) };
	const name = nameOf(type);
	if (name === 'interaction.message') {
		const { author, text } = data;
		return { ...entry, kind: 'message', author: authorOf(author), text: nullableText(text), tone };
	}
	if (name === 'recording.available') {
		const [media, durationMs] = [textOf(data['media']), numberOf(data['durationMs'])];
		const atMs = instantOf(nullableText(data['startedAt'])) ?? entry.atMs;
		return { ...entry, atMs, kind: 'recording', media, durationMs };
	}
	const step = STEPS.find((one) => name === `interaction.${one}`);
	return step ? stepOf(step, entry, data) : null;
}

/** In the order the events are given, which is that of the contract. */
export const timelineOf = (events: readonly ContactEvent[]): TimelineEntry[] =>
	events.map(entryOf).filter((entry) => entry !== null);

/** In the order in which it was said. */
export function speechOf(events: readonly ContactEvent[]): Speech[] {
	return events
		.filter(({ type }) => nameOf(type) === 'transcript.segment')
		.map(({ id, data }) => ({
			id,
			speaker: authorOf(data['speaker']),
			startMs: numberOf(data['startMs']) ?? 0,
			text: nullableText(data['text'])
		}))
		.sort((a, b) => a.startMs - b.startMs);
}
