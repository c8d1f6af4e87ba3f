/** Copies dead letters into the database, so that one question shows those of all processes. */
import { randomUUID } from 'node:crypto';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { TENANT } from '#lib/server/events/event-row.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { Letter } from './letter.ts';

const EVERY_MS = 5000;
const AT_ONCE = 500;

const row = (letter: Letter, node: string, event: string): object => ({
	tenant: TENANT,
	dead_at: new Date(letter.deadAtMs).toISOString(),
	letter_id: letter.id,
	node,
	source: letter.source,
	event_id: letter.eventId,
	type: letter.type,
	code: letter.code,
	message: letter.message,
	event: event.toWellFormed(),
	state: letter.state,
	changed_at: new Date(letter.changedAtMs).toISOString()
});

/** One round; throws when the database does not take it, and then nothing is forgotten. */
export async function mirrorLetters(
	letters: DeadLetters,
	clickhouse: () => ClickHouse,
	node: string
): Promise<number> {
	const changed = [...letters.takeChanged()];
	for (let from = 0; from < changed.length; from += AT_ONCE) {
		const ids = changed.slice(from, from + AT_ONCE);
		try {
			const events = await letters.events(new Set(ids));
			const lines = ids
				.flatMap((id) => letters.get(id) ?? [])
				.map((letter) => `${JSON.stringify(row(letter, node, events.get(letter.id) ?? ''))}\n`)
				.join('');
			// Never the same: a copy that is there twice collapses, one under a noted token might not be there at all.
			await clickhouse().insert('dead_letters', lines, { token: `letters-${randomUUID()}` });
		} catch (cause) {
			letters.putBack(changed.slice(from));
			throw cause;
		}
	}
	return changed.length;
}

/** Returns the function that ends it. */
export function startMirror(
	letters: DeadLetters,
	clickhouse: () => ClickHouse,
	node: string
): () => void {
	let running = false;
	const timer = setInterval(() => {
		if (running) return;
		running = true;
		// The database is away: the next round tries again.
		void letters
			.whileCopied(() => mirrorLetters(letters, clickhouse, node))
			.catch(() => undefined)
			.finally(() => {
				running = false;
			});
	}, EVERY_MS);
	return () => {
		clearInterval(timer);
	};
}
