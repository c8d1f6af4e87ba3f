/** Sends dead letters through the spool again, under their old identity. */
import type { Limits } from '#lib/server/config.ts';
import type { Intake } from '../intake/intake.ts';
import { scanJson } from '../intake/json-scan.ts';
import { readEvent } from '../intake/read-event.ts';
import type { Reading } from '../intake/read-event.ts';
import type { Privacy } from '../intake/privacy.ts';
import type { DeadLetters } from './dead-letters.ts';

export interface ReplayOptions {
	readonly letters: DeadLetters;
	readonly intake: Intake;
	readonly limits: Limits;
	readonly clock: () => number;
	readonly privacy: Privacy;
}

export interface ReplayChoice {
	readonly ids?: readonly string[];
	readonly code?: string;
}

export interface Replayed {
	/** Durable in the spool again. */
	readonly replayed: number;
	/** Refused by the contract of this version; they stay dead letters. */
	readonly refused: readonly { readonly id: string; readonly message: string }[];
}

const AT_ONCE = 500;

export async function replayLetters(
	options: ReplayOptions,
	choice: ReplayChoice
): Promise<Replayed> {
	const { letters } = options;
	const wanted = choice.ids ? new Set(choice.ids) : null;
	const chosen = letters
		.list()
		.filter(({ id, code }) => (wanted?.has(id) ?? true) && (choice.code ?? code) === code)
		.map(({ id }) => id)
		.filter((id) => letters.startReplay(id));
	const refused: { id: string; message: string }[] = [];
	let replayed = 0;
	for (let from = 0; from < chosen.length; from += AT_ONCE) {
		const ids = chosen.slice(from, from + AT_ONCE);
		try {
			const part = await replayPart(options, ids);
			replayed += part.replayed;
			refused.push(...part.refused);
		} catch (cause) {
			for (const id of chosen.slice(from)) letters.cancelReplay(id);
			throw cause;
		}
	}
	return { replayed, refused };
}

async function replayPart(
	{ letters, intake, limits, clock, privacy }: ReplayOptions,
	ids: readonly string[]
): Promise<Replayed> {
	const events = await letters.events(new Set(ids));
	const receivedAtMs = clock();
	const readings: Reading[] = [];
	const refused: { id: string; message: string }[] = [];
	for (const id of ids) {
		const raw = Buffer.from(events.get(id) ?? '');
		const reading = readEvent(raw, scanJson(raw), {
			nowMs: receivedAtMs,
			backfill: true,
			limits,
			privacy,
			sources: null,
			territory: null
		});
		if (reading.ok)
			readings.push({ ...reading, candidate: { ...reading.candidate, letterId: id } });
		else {
			refused.push({ id, message: reading.refusal.message });
			letters.cancelReplay(id);
		}
	}
	const { accepted } = await intake.accept(readings, { lane: 'backfill', receivedAtMs });
	return { replayed: accepted, refused };
}
