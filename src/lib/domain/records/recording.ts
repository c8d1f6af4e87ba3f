/** Recordings of a contact as they can be played, and the moments of the contact they cover. */

export const RECORDED_MEDIA = ['audio', 'screen'] as const;
export type RecordedMedia = (typeof RECORDED_MEDIA)[number];

/** `missing`: its file is not there; `unplayable`: it is of no kind that a browser plays. */
export type RecordingTrouble = 'missing' | 'unplayable';

export interface PlayableRecording {
	/** Id of the event that told of it. */
	readonly id: string;
	readonly media: RecordedMedia;
	readonly startedAtMs: number;
	readonly durationMs: number;
	/** Good for one session and some minutes (`renewalOf`); empty where it cannot be played. */
	readonly url: string;
	/** Answers with a `Waveform`, or 404 where the server cannot compute one; empty for a screen. */
	readonly peaksUrl: string;
	/** Why it cannot be played; null: it can. */
	readonly trouble: RecordingTrouble | null;
}

/** A new address of the same recording, as the server gives it. */
export interface RenewedAddress {
	readonly url: string;
	readonly peaksUrl: string;
}

const splitAddress = (url: string): readonly [string, string] => {
	const at = url.indexOf('?');
	return at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at)];
};

/** Where the player gets a new address for one that is about to end, or has ended. */
export function renewalOf(url: string): string {
	const [path, query] = splitAddress(url);
	return `${path}/address${query}`;
}

/** The instant the address is good until; 0 where it names none. */
export function endOfAddress(url: string): number {
	const untilMs = Number(new URLSearchParams(splitAddress(url)[1]).get('until'));
	return Number.isFinite(untilMs) ? untilMs : 0;
}

/** Part of a contact, in milliseconds since it was created. */
export interface Span {
	readonly startMs: number;
	readonly endMs: number;
}

/** When a recording plays; before zero where it began before the contact. */
export const spanOf = (
	{ startedAtMs, durationMs }: Pick<PlayableRecording, 'startedAtMs' | 'durationMs'>,
	createdAtMs: number
): Span => ({ startMs: startedAtMs - createdAtMs, endMs: startedAtMs - createdAtMs + durationMs });

/** From the first instant that was recorded to the last; null: nothing was. */
export function wholeSpan(spans: readonly Span[]): Span | null {
	if (spans.length === 0) return null;
	return {
		startMs: Math.min(...spans.map(({ startMs }) => startMs)),
		endMs: Math.max(...spans.map(({ endMs }) => endMs))
	};
}

/** Where the transcript begins: with the first recording of the voice. Zero where there is none. */
export function speechStartMs(
	recordings: readonly Pick<PlayableRecording, 'media' | 'startedAtMs' | 'durationMs'>[],
	createdAtMs: number
): number {
	const voices = recordings.filter(({ media }) => media === 'audio');
	return wholeSpan(voices.map((voice) => spanOf(voice, createdAtMs)))?.startMs ?? 0;
}
