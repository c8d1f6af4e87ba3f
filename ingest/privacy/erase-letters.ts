/** Takes erased customers out of the dead letters: what was accepted and could not be stored is kept in full. */
import { isDeepStrictEqual } from 'node:util';
import type { DomainEvent } from '#lib/domain/events/event.ts';
import { redactEvent } from '#lib/domain/privacy/redact.ts';
import { ownSubject } from '#lib/domain/privacy/subjects.ts';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import type { DeadLetters, WholeLetter } from '../dead-letters/dead-letters.ts';
import { readStored } from './stored-event.ts';

type IsErased = (event: DomainEvent) => boolean;

const keyOf = ({ kind, id }: ErasableSubject): string => `${kind} ${id}`;

/** The same letter, when there is nothing to take out. What the database said of it may quote the event. */
function redacted(whole: WholeLetter, isErased: IsErased): WholeLetter {
	const stored = readStored(whole.event);
	if (!stored || !isErased(stored.event)) return whole;
	const event = redactEvent(stored.value);
	if (isDeepStrictEqual(event, stored.value) && whole.letter.message === '') return whole;
	return { letter: { ...whole.letter, message: '' }, event: JSON.stringify(event) };
}

/** What letters of erased customers are of: others may be of the same contact and not name the customer. */
export async function findLetters(
	letters: DeadLetters,
	isErased: IsErased
): Promise<ErasableSubject[]> {
	const subjects = new Map<string, ErasableSubject>();
	await letters.each(({ event: json }) => {
		const stored = readStored(json);
		const own = stored && isErased(stored.event) ? ownSubject(stored.event) : null;
		if (own) subjects.set(keyOf(own), own);
	});
	return [...subjects.values()];
}

/** Answers how many had something to be taken out. */
export async function eraseLetters(letters: DeadLetters, isErased: IsErased): Promise<number> {
	let named = 0;
	await letters.each((whole) => {
		if (redacted(whole, isErased) !== whole) named += 1;
	});
	return named === 0 ? 0 : letters.rewrite((whole) => redacted(whole, isErased));
}
