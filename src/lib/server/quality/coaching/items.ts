/** The library of what can be given to learn. A task keeps the item as it was when it was given. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { LearningItem } from '#lib/domain/quality/coaching/learning-item.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { itemOfRow } from './stored-task.ts';
import type { StoredItem } from './stored-task.ts';

export interface ItemDraft {
	readonly team: string;
	readonly item: LearningItem;
}
export type ItemResult =
	| { readonly ok: true; readonly stored: StoredItem }
	| { readonly ok: false; readonly fault: 'gone' | 'conflict' };

export interface ItemStore {
	/** By title; those of the archive last. */
	list(): Promise<StoredItem[]>;
	find(id: string): Promise<StoredItem | null>;
	create(draft: ItemDraft, actor: Actor): Promise<StoredItem>;
	save(
		id: string,
		draft: ItemDraft & { readonly revision: number },
		actor: Actor
	): Promise<ItemResult>;
	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<ItemResult>;
}

const byTitle = new Intl.Collator('es', { numeric: true });
const said = ({ team, item, isArchived }: StoredItem) => ({
	team,
	isArchived,
	title: item.title,
	kind: item.kind,
	address: item.address,
	questions: item.quiz.length
});

class SqlItemStore implements ItemStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(
		database: Kysely<StoreSchema>,
		{ audit, now }: { readonly audit: AuditLog; readonly now: () => number }
	) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	async list(): Promise<StoredItem[]> {
		const rows = await this.#database.selectFrom('learning_items').selectAll().execute();
		return rows
			.map(itemOfRow)
			.filter((stored) => stored !== null)
			.sort(
				(a, b) =>
					Number(a.isArchived) - Number(b.isArchived) ||
					byTitle.compare(a.item.title, b.item.title) ||
					byTitle.compare(a.id, b.id)
			);
	}

	find(id: string): Promise<StoredItem | null> {
		return this.#find(this.#database, id);
	}

	create({ team, item }: ItemDraft, actor: Actor): Promise<StoredItem> {
		const id = randomUUID();
		const nowMs = this.#now();
		return this.#database.transaction().execute(async (transaction) => {
			await transaction
				.insertInto('learning_items')
				.values({
					id,
					team,
					item: JSON.stringify(item),
					revision: 1,
					created_at_ms: nowMs,
					created_by: actor.id,
					updated_at_ms: nowMs,
					archived_at_ms: null
				})
				.execute();
			const stored = await this.#find(transaction, id);
			if (!stored) throw new Error('an item that was just stored cannot be read');
			await this.#note(transaction, actor, 'learning-item.created', null, stored);
			return stored;
		});
	}

	save(
		id: string,
		{ team, item, revision }: ItemDraft & { readonly revision: number },
		actor: Actor
	): Promise<ItemResult> {
		return this.#update(id, actor, 'learning-item.changed', {
			revision,
			set: { team, item: JSON.stringify(item) }
		});
	}

	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<ItemResult> {
		const action = isArchived ? 'learning-item.archived' : 'learning-item.restored';
		return this.#update(id, actor, action, {
			revision: null,
			set: { archived_at_ms: isArchived ? this.#now() : null }
		});
	}

	#update(
		id: string,
		actor: Actor,
		action: AuditAction,
		change: {
			/** As it was read; null: as it is. */
			readonly revision: number | null;
			readonly set: { team?: string; item?: string; archived_at_ms?: number | null };
		}
	): Promise<ItemResult> {
		return this.#database.transaction().execute(async (transaction): Promise<ItemResult> => {
			const before = await this.#find(transaction, id);
			if (!before) return { ok: false, fault: 'gone' };
			const { numUpdatedRows } = await transaction
				.updateTable('learning_items')
				.set({ ...change.set, revision: before.revision + 1, updated_at_ms: this.#now() })
				.where('id', '=', id)
				.where('revision', '=', change.revision ?? before.revision)
				.executeTakeFirst();
			const stored = await this.#find(transaction, id);
			if (numUpdatedRows !== 1n || !stored) return { ok: false, fault: 'conflict' };
			await this.#note(transaction, actor, action, before, stored);
			return { ok: true, stored };
		});
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<StoredItem | null> {
		const row = await database
			.selectFrom('learning_items')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? itemOfRow(row) : null;
	}

	#note(
		transaction: Transaction<StoreSchema>,
		actor: Actor,
		action: AuditAction,
		before: StoredItem | null,
		after: StoredItem
	): Promise<void> {
		return this.#audit.append(transaction, actor, {
			action,
			object: `learning-item:${after.id}`,
			before: before && said(before),
			after: said(after)
		});
	}
}

export const createItemStore = (
	database: Kysely<StoreSchema>,
	parts: { readonly audit: AuditLog; readonly now: () => number }
): ItemStore => new SqlItemStore(database, parts);
