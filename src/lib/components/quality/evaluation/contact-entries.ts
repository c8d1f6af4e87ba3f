/** What happened and what was said in a contact, in one order, with when it was since the contact began. */
import type { Speech, TimelineEntry } from '#lib/domain/records/timeline.ts';
import type { Said } from '#lib/domain/quality/said.ts';
import { toneMismatches } from '#lib/domain/quality/tone-mismatch.ts';
import type { ToneMismatch } from '#lib/domain/quality/tone-mismatch.ts';
import { unansweredQuestions } from '#lib/domain/quality/unanswered-questions.ts';
import type { UnansweredQuestion } from '#lib/domain/quality/unanswered-questions.ts';

interface Placed {
	/** Id of the event. */
	readonly id: string;
	/** Milliseconds since the contact was created, not below 0; null: it has no instant. */
	readonly atMs: number | null;
}
export type ContactEntry =
	| (Placed & { readonly kind: 'entry'; readonly entry: TimelineEntry })
	| (Placed & { readonly kind: 'speech'; readonly speech: Speech });

export interface ToldContact {
	readonly facts: { readonly createdAt: string | null };
	readonly timeline: readonly TimelineEntry[];
	readonly speech: readonly Speech[];
}

/** When it began; its first instant where that is not told. */
export function beginningOf({ facts, timeline }: Pick<ToldContact, 'facts' | 'timeline'>): number {
	const told = facts.createdAt === null ? Number.NaN : Date.parse(facts.createdAt);
	if (Number.isFinite(told)) return told;
	const instants = timeline.map(({ atMs }) => atMs).filter((atMs) => atMs !== null);
	return instants.length === 0 ? 0 : Math.min(...instants);
}

/** Speech is told since the beginning of the recording of the voice. */
function speechBegins({ timeline }: ToldContact, createdAtMs: number): number {
	const voice = timeline.find((entry) => entry.kind === 'recording' && entry.media === 'audio');
	const accepted = timeline.find((entry) => entry.kind === 'step' && entry.step === 'accepted');
	return voice?.atMs ?? accepted?.atMs ?? createdAtMs;
}

export function entriesOf(contact: ToldContact): ContactEntry[] {
	const createdAtMs = beginningOf(contact);
	const since = (ms: number): number => Math.max(0, ms - createdAtMs);
	const voiceMs = speechBegins(contact, createdAtMs);
	const told = contact.timeline.map((entry): ContactEntry => ({
		...{ kind: 'entry', id: entry.id, entry },
		atMs: entry.atMs === null ? null : since(entry.atMs)
	}));
	const spoken = contact.speech.map((speech): ContactEntry => ({
		...{ kind: 'speech', id: speech.id, speech },
		atMs: since(voiceMs + speech.startMs)
	}));
	if (spoken.length === 0) return told;
	// What has no instant stays behind what it came after.
	let last = 0;
	const placed = told.map((entry) => ({ entry, atMs: (last = entry.atMs ?? last) }));
	const all = [...placed, ...spoken.map((entry) => ({ entry, atMs: entry.atMs ?? 0 }))];
	return all.sort((a, b) => a.atMs - b.atMs).map(({ entry }) => entry);
}

const saidIn = (entry: ContactEntry): Said | null => {
	if (entry.kind === 'speech') {
		const { id, speaker, text } = entry.speech;
		return { id, author: speaker, text, score: null };
	}
	if (entry.entry.kind !== 'message') return null;
	const { id, author, text, tone } = entry.entry;
	return { id, author, text, score: tone?.score ?? null };
};

export interface ContactHints {
	/** By id of the event they stand beside. */
	readonly tones: ReadonlyMap<string, ToneMismatch>;
	readonly questions: ReadonlyMap<string, readonly UnansweredQuestion[]>;
	readonly count: number;
}

export function hintsOf(entries: readonly ContactEntry[]): ContactHints {
	const said = entries.map(saidIn).filter((one) => one !== null);
	const tones = toneMismatches(said);
	const questions = new Map<string, UnansweredQuestion[]>();
	const unanswered = unansweredQuestions(said);
	for (const one of unanswered)
		questions.set(one.message, [...(questions.get(one.message) ?? []), one]);
	return {
		tones: new Map(tones.map((tone) => [tone.reply, tone])),
		questions,
		count: tones.length + unanswered.length
	};
}
