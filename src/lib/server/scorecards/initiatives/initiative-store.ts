/** The initiatives of scorecards. Every change is in the audit log. */
import { randomUUID } from 'node:crypto';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import { Initiative, MOST_INITIATIVES } from '#lib/domain/scorecard/strategy/initiative.ts';
import { takeTurn } from '../../audit/audit-log.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { InitiativesTable } from '../../store/scorecard-schema.ts';

export interface StoredInitiative {
	readonly id: string;
	readonly scorecard: string;
	readonly initiative: Initiative;
	/** Of what was read; whoever saves says it, so that no change of another is lost. */
	readonly revision: number;
	readonly updatedAtMs: number;
	readonly isArchived: boolean;
}

export type InitiativeSaved =
	| { readonly ok: true; readonly stored: StoredInitiative }
	| { readonly ok: false; readonly reason: 'most' | 'gone' | 'conflict' };

export interface InitiativeStore {
	/** By first day, then by name; those of the archive last. */
	initiativesOf(scorecard: string): Promise<StoredInitiative[]>;
	find(id: string): Promise<StoredInitiative | null>;
	create(scorecard: string, initiative: Initiative, actor: Actor): Promise<InitiativeSaved>;
	save(
		id: string,
		change: { readonly initiative: Initiative; readonly revision: number },
		actor: Actor
	): Promise<InitiativeSaved>;
	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<InitiativeSaved>;
}

const check = TypeCompiler.Compile(Initiative);
const byName = new Intl.Collator('es', { numeric: true });

/** Null: written by a version of the product this one cannot read. */
function storedOf(row: Selectable<InitiativesTable>): StoredInitiative | null {
	const initiative: unknown = JSON.parse(row.initiative);
	if (!check.Check(initiative)) return null;
	return {
		...{ id: row.id, scorecard: row.scorecard, initiative, revision: row.revision },
		updatedAtMs: row.updated_at_ms,
		isArchived: row.archived_at_ms !== null
	};
}

/** By first day, then by name; those of the archive last. */
export async function initiativesOf(
	database: Kysely<StoreSchema>,
	scorecard: string
): Promise<StoredInitiative[]> {
	const rows = await database
		.selectFrom('initiatives')
		.selectAll()
		.where('scorecard', '=', scorecard)
		.execute();
	return rows
		.map(storedOf)
		.filter((stored) => stored !== null)
		.sort(
			(a, b) =>
				Number(a.isArchived) - Number(b.isArchived) ||
				byName.compare(a.initiative.startsOn, b.initiative.startsOn) ||
				byName.compare(a.initiative.name, b.initiative.name) ||
				byName.compare(a.id, b.id)
		);
}

/** What the audit log keeps. */
const said = ({ scorecard, initiative, isArchived }: StoredInitiative): object => {
	const { description: _, milestones, effects, ...rest } = initiative;
	return {
		...{ scorecard, isArchived, ...rest, effects },
		milestones: milestones.map(({ name, dueOn, doneOn }) => ({ name, dueOn, doneOn }))
	};
};

type Work = Transaction<StoreSchema>;

class SqlInitiativeStore implements InitiativeStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: Pick<AuditLog, 'append'>;
	readonly #now: () => number;

	constructor(
		database: Kysely<StoreSchema>,
		{ audit, now }: { readonly audit: Pick<AuditLog, 'append'>; readonly now: () => number }
	) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	initiativesOf(scorecard: string): Promise<StoredInitiative[]> {
		return initiativesOf(this.#database, scorecard);
	}

	find(id: string): Promise<StoredInitiative | null> {
		return this.#find(this.#database, id);
	}

	create(scorecard: string, initiative: Initiative, actor: Actor): Promise<InitiativeSaved> {
		const id = randomUUID();
		const nowMs = this.#now();
		return this.#database.transaction().execute(async (transaction): Promise<InitiativeSaved> => {
			// Two at once would both find one place left.
			await takeTurn(transaction);
			const { n } = await transaction
				.selectFrom('initiatives')
				.select(({ fn }) => fn.countAll<number>().as('n'))
				.where('scorecard', '=', scorecard)
				.executeTakeFirstOrThrow();
			if (n >= MOST_INITIATIVES) return { ok: false, reason: 'most' };
			await transaction
				.insertInto('initiatives')
				.values({
					...{ id, scorecard, initiative: JSON.stringify(initiative), revision: 1 },
					...{ created_at_ms: nowMs, created_by: actor.id, updated_at_ms: nowMs },
					archived_at_ms: null
				})
				.execute();
			const stored = await this.#find(transaction, id);
			if (!stored) throw new Error('an initiative that was just stored cannot be read');
			await this.#note(transaction, actor, 'initiative.created', null, stored);
			return { ok: true, stored };
		});
	}

	save(
		id: string,
		{ initiative, revision }: { readonly initiative: Initiative; readonly revision: number },
		actor: Actor
	): Promise<InitiativeSaved> {
		const set = { initiative: JSON.stringify(initiative) };
		return this.#update(id, actor, 'initiative.changed', { revision, set });
	}

	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<InitiativeSaved> {
		const action = isArchived ? 'initiative.archived' : 'initiative.restored';
		const set = { archived_at_ms: isArchived ? this.#now() : null };
		return this.#update(id, actor, action, { revision: null, set });
	}

	#update(
		id: string,
		actor: Actor,
		action: AuditAction,
		change: {
			/** As it was read; null: as it is. */
			readonly revision: number | null;
			readonly set: { initiative?: string; archived_at_ms?: number | null };
		}
	): Promise<InitiativeSaved> {
		return this.#database.transaction().execute(async (transaction): Promise<InitiativeSaved> => {
			const before = await this.#find(transaction, id);
			if (!before) return { ok: false, reason: 'gone' };
			const { numUpdatedRows } = await transaction
				.updateTable('initiatives')
				.set({ ...change.set, revision: before.revision + 1, updated_at_ms: this.#now() })
				.where('id', '=', id)
				.where('revision', '=', change.revision ?? before.revision)
				.executeTakeFirst();
			const stored = await this.#find(transaction, id);
			if (numUpdatedRows !== 1n || !stored) return { ok: false, reason: 'conflict' };
			await this.#note(transaction, actor, action, before, stored);
			return { ok: true, stored };
		});
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<StoredInitiative | null> {
		const row = await database
			.selectFrom('initiatives')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? storedOf(row) : null;
	}

	#note(
		transaction: Work,
		actor: Actor,
		action: AuditAction,
		before: StoredInitiative | null,
		after: StoredInitiative
	): Promise<void> {
		return this.#audit.append(transaction, actor, {
			action,
			object: `initiative:${after.id}`,
			before: before && said(before),
			after: said(after)
		});
	}
}

export const createInitiativeStore = (
	database: Kysely<StoreSchema>,
	parts: { readonly audit: Pick<AuditLog, 'append'>; readonly now: () => number }
): InitiativeStore => new SqlInitiativeStore(database, parts);
