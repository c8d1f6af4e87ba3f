/** Some calls are recorded: after their end it is told where, and what the speech recogniser heard. */
import type { Centre } from './centre.ts';
import type { Contact } from './contact.ts';
import { Random } from './random.ts';
import { turnsOf } from './script/talk.ts';
import type { Worker } from './worker.ts';

const SECOND_MS = 1000;
const RECORDED_SHARE = 0.6;
const SCREEN_SHARE = 0.45;
/** A file of a longer call would be too large for a demonstration. */
const LONGEST_MS = 120 * SECOND_MS;
const SHORTEST_MS = 25 * SECOND_MS;
const TOLD_AFTER_MS = 4 * SECOND_MS;
const HEARD_AFTER_MS = 3 * SECOND_MS;

export interface EndedCall {
	/** When it was accepted. */
	readonly startedMs: number;
	readonly settled: boolean;
}

/** Below the directory of recordings; told apart by when it began, for another time zone makes other calls of the same names. */
const pathOf = (contact: string, startedMs: number, ending: 'wav' | 'mp4'): string =>
	`demo/${contact}-${startedMs.toString(36)}.${ending}`;

/** Has randomness of its own: whether a call is recorded changes nothing else of the day. */
export function recordCall(
	{ agenda, sheet }: Centre,
	contact: Contact,
	worker: Worker,
	{ startedMs, settled }: EndedCall
): void {
	const startMs = Math.round(startedMs);
	const durationMs = Math.round(agenda.nowMs) - startMs;
	const random = new Random(`recording|${contact.id}|${startMs}`);
	if (durationMs < SHORTEST_MS || durationMs > LONGEST_MS || !random.chance(RECORDED_SHARE)) return;
	const { id, errand, mood, segment } = contact;
	const screen = random.chance(SCREEN_SHARE)
		? { lateMs: random.integer(600, 2500), longerMs: random.integer(1000, 6000) }
		: null;
	const turns = turnsOf(
		{
			language: errand.customer.language,
			topic: errand.topic,
			mood,
			agentName: worker.agent.name,
			settled,
			lengthMs: durationMs
		},
		random
	);
	agenda.after(TOLD_AFTER_MS + (screen?.longerMs ?? 0), () => {
		const startedAt = (ms: number): string => new Date(ms).toISOString();
		sheet.writeAs(`${id}-audio`, 'recording.available', id, {
			media: 'audio',
			path: pathOf(id, startMs, 'wav'),
			startedAt: startedAt(startMs),
			durationMs,
			segment
		});
		if (screen === null) return;
		sheet.writeAs(`${id}-screen`, 'recording.available', id, {
			media: 'screen',
			path: pathOf(id, startMs, 'mp4'),
			startedAt: startedAt(startMs + screen.lateMs),
			durationMs: durationMs - screen.lateMs + screen.longerMs,
			segment
		});
	});
	agenda.after(TOLD_AFTER_MS + HEARD_AFTER_MS + (screen?.longerMs ?? 0), () => {
		for (const [index, turn] of turns.entries())
			sheet.writeAs(`${id}-said-${index}`, 'transcript.segment', id, { index, ...turn });
	});
}
