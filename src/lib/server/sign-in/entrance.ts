/** The one way in and out: a session is opened and closed together with its entry in the audit log. */
import type { Kysely } from 'kysely';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { SessionStore, SignInMethod } from './sessions.ts';

/** Where a request comes from. */
export interface Visit {
	readonly address: string;
	/** What the browser calls itself. */
	readonly agentName: string;
}

export interface Visitor {
	readonly id: string;
	readonly name: string;
}

export const asActor = ({ id, name }: Visitor, { address }: Pick<Visit, 'address'>): Actor => ({
	kind: 'person',
	id,
	name,
	address
});

export interface EntranceSources {
	readonly database: Kysely<StoreSchema>;
	readonly sessions: SessionStore;
	readonly audit: AuditLog;
}

export class Entrance {
	readonly #database: Kysely<StoreSchema>;
	readonly #sessions: SessionStore;
	readonly #audit: AuditLog;

	constructor({ database, sessions, audit }: EntranceSources) {
		this.#database = database;
		this.#sessions = sessions;
		this.#audit = audit;
	}

	/** The token for the cookie. */
	enter(visitor: Visitor, method: SignInMethod, visit: Visit): Promise<string> {
		return this.#database.transaction().execute(async (transaction) => {
			const token = await this.#sessions.open(
				{ person: visitor.id, method, ...visit },
				transaction
			);
			await this.#audit.append(transaction, asActor(visitor, visit), {
				action: 'session.opened',
				object: `person:${visitor.id}`,
				before: null,
				after: { method }
			});
			return token;
		});
	}

	/** One of the person's own sessions. False when it was gone. */
	async leave(person: PersonPrincipal, sessionId: string, visit: Visit): Promise<boolean> {
		const isClosed = await this.#sessions.closeOne(person.id, sessionId);
		if (isClosed) await this.#closed(person, visit, { sessions: 1 });
		return isClosed;
	}

	/** Every session of the person, this one too. */
	async leaveEverywhere(person: PersonPrincipal, visit: Visit): Promise<void> {
		const sessions = await this.#sessions.closeAll(person.id);
		await this.#closed(person, visit, { sessions });
	}

	#closed(person: PersonPrincipal, visit: Visit, before: object): Promise<void> {
		return this.#audit.record(asActor(person, visit), {
			action: 'session.closed',
			object: `person:${person.id}`,
			before,
			after: null
		});
	}
}
