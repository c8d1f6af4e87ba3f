/** Who has an evaluation open: pages say so every few seconds, and are forgotten when they do not. */
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** A page that has not been heard of for longer is closed, or its computer sleeps. */
export const PRESENT_MS = 30_000;

export interface Present {
	readonly person: string;
	readonly name: string;
	readonly sinceMs: number;
	/** Another page of whoever asks. */
	readonly isSelf: boolean;
}

export interface PresenceStore {
	/** Says that this page is open, and answers who else is there. */
	seen(evaluation: string, page: string, person: string): Promise<Present[]>;
	left(evaluation: string, page: string, person: string): Promise<void>;
}

class SqlPresence implements PresenceStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #now: () => number;

	constructor(database: Kysely<StoreSchema>, now: () => number) {
		this.#database = database;
		this.#now = now;
	}

	async seen(evaluation: string, page: string, person: string): Promise<Present[]> {
		const nowMs = this.#now();
		await this.#database
			.deleteFrom('evaluation_presence')
			.where('evaluation', '=', evaluation)
			.where('seen_at_ms', '<', nowMs - PRESENT_MS)
			.execute();
		await this.#database
			.insertInto('evaluation_presence')
			.values({ evaluation, page, person, since_ms: nowMs, seen_at_ms: nowMs })
			.onConflict((conflict) =>
				// The name of a page is made by the browser: it moves nobody else's.
				conflict
					.columns(['evaluation', 'page'])
					.doUpdateSet({ seen_at_ms: nowMs })
					.where('evaluation_presence.person', '=', person)
			)
			.execute();
		const rows = await this.#database
			.selectFrom('evaluation_presence as p')
			.leftJoin('people', 'people.id', 'p.person')
			.select(['p.person', 'people.name', 'p.since_ms'])
			.where('p.evaluation', '=', evaluation)
			.where('p.page', '!=', page)
			.orderBy('p.since_ms')
			.orderBy('p.page')
			.execute();
		return rows.map((row) => ({
			person: row.person,
			name: row.name ?? '',
			sinceMs: row.since_ms,
			isSelf: row.person === person
		}));
	}

	async left(evaluation: string, page: string, person: string): Promise<void> {
		await this.#database
			.deleteFrom('evaluation_presence')
			.where('evaluation', '=', evaluation)
			.where('page', '=', page)
			.where('person', '=', person)
			.execute();
	}
}

export const createPresence = (database: Kysely<StoreSchema>, now: () => number): PresenceStore =>
	new SqlPresence(database, now);
