/** Forms of evaluation: what is being written, and versions that never change. Every change is in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { FormContent, PublishedForm } from '#lib/domain/quality/form.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readyToPublish } from './ready-to-publish.ts';
import type { Published } from './ready-to-publish.ts';
import {
	formOfRow,
	hashOfForm,
	newestVersions,
	readVersion,
	summaryOf,
	textOfForm
} from './stored-form.ts';
import type { FormSummary, FormVersion, StoredForm } from './stored-form.ts';

export type { Published } from './ready-to-publish.ts';
export type { FormSummary, FormVersion, StoredForm } from './stored-form.ts';

/** Each may have many versions; more than this nobody finds anything in. */
export const MOST_FORMS = 500;

export interface NewForm {
	readonly team: string;
	readonly content: FormContent;
	/** What it began as, for the audit log. */
	readonly from: 'empty' | 'ready' | 'copy' | 'import';
}

export type FormSaved =
	| { readonly ok: true; readonly stored: StoredForm }
	| { readonly ok: false; readonly reason: 'most' | 'gone' | 'conflict' };

export interface FormStore {
	/** By name. */
	list(): Promise<FormSummary[]>;
	find(id: string): Promise<StoredForm | null>;
	published(form: string, version: number): Promise<PublishedForm | null>;
	/** Null: there is no such form, or it was never published. */
	newest(form: string): Promise<PublishedForm | null>;
	/** Newest first. */
	versions(form: string): Promise<FormVersion[]>;
	create(form: NewForm, actor: Actor): Promise<FormSaved>;
	/** `revision`: of what was changed; refused when it was saved by somebody else since. */
	saveDraft(
		id: string,
		draft: { readonly content: FormContent; readonly revision: number },
		actor: Actor
	): Promise<FormSaved>;
	/** Back to the newest version; only where there is one. */
	discardDraft(id: string, revision: number, actor: Actor): Promise<FormSaved>;
	publish(id: string, revision: number, actor: Actor): Promise<Published>;
	/** False: there is no such form. */
	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<boolean>;
}

interface Options {
	readonly audit: AuditLog;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;
const byName = new Intl.Collator('es', { numeric: true });

/** What the audit log keeps: which form, and which content by its hash. */
const said = (content: FormContent): object => ({
	name: content.name,
	mode: content.mode,
	questions: questionsOf(content).length,
	hash: hashOfForm(textOfForm(content))
});

class SqlFormStore implements FormStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: Options;

	constructor(database: Kysely<StoreSchema>, options: Options) {
		this.#database = database;
		this.#options = options;
	}

	async list(): Promise<FormSummary[]> {
		const [rows, newest] = await Promise.all([
			this.#database.selectFrom('quality_forms').selectAll().execute(),
			newestVersions(this.#database)
		]);
		return rows
			.map((row) => summaryOf(formOfRow(row, newest.get(row.id) ?? null)))
			.filter((form) => form !== null)
			.sort((a, b) => byName.compare(a.name, b.name) || byName.compare(a.id, b.id));
	}

	find(id: string): Promise<StoredForm | null> {
		return this.#find(this.#database, id);
	}

	published(form: string, version: number): Promise<PublishedForm | null> {
		return readVersion(this.#database, form, version);
	}

	newest(form: string): Promise<PublishedForm | null> {
		return readVersion(this.#database, form, 'newest');
	}

	async versions(form: string): Promise<FormVersion[]> {
		const rows = await this.#database
			.selectFrom('quality_form_versions')
			.select(['version', 'hash', 'published_at_ms', 'published_by'])
			.where('form', '=', form)
			.orderBy('version', 'desc')
			.execute();
		return rows.map(({ version, hash, published_at_ms, published_by }) => ({
			version,
			hash,
			publishedAtMs: published_at_ms,
			publishedBy: published_by
		}));
	}

	create({ team, content, from }: NewForm, actor: Actor): Promise<FormSaved> {
		const id = randomUUID();
		const nowMs = this.#options.now();
		return this.#database.transaction().execute(async (transaction): Promise<FormSaved> => {
			// Two at once would both find one place left.
			await takeTurn(transaction);
			if ((await this.#count(transaction)) >= MOST_FORMS) return { ok: false, reason: 'most' };
			await transaction
				.insertInto('quality_forms')
				.values({
					id,
					team,
					draft: textOfForm(content),
					revision: 1,
					created_at_ms: nowMs,
					created_by: actor.id,
					updated_at_ms: nowMs,
					archived_at_ms: null
				})
				.execute();
			const after = { ...said(content), team, from };
			await this.#note(transaction, actor, 'quality-form.created', { id, before: null, after });
			return this.#saved(transaction, id);
		});
	}

	saveDraft(
		id: string,
		{ content, revision }: { content: FormContent; revision: number },
		actor: Actor
	): Promise<FormSaved> {
		return this.#write(id, { revision, draft: textOfForm(content) }, (transaction, before) =>
			this.#note(transaction, actor, 'quality-form.draft-saved', {
				id,
				before: before && said(before),
				after: said(content)
			})
		);
	}

	async discardDraft(id: string, revision: number, actor: Actor): Promise<FormSaved> {
		// Versions are never removed: what is there now is there when it is discarded.
		if (!(await this.newest(id))) return { ok: false, reason: 'gone' };
		return this.#write(id, { revision, draft: null }, (transaction, before) =>
			this.#note(transaction, actor, 'quality-form.draft-discarded', {
				id,
				before: before && said(before),
				after: null
			})
		);
	}

	publish(id: string, revision: number, actor: Actor): Promise<Published> {
		const nowMs = this.#options.now();
		return this.#database.transaction().execute(async (transaction): Promise<Published> => {
			await takeTurn(transaction);
			const stored = await this.#find(transaction, id);
			const ready = readyToPublish(stored, revision);
			if (!ready.ok) return ready;
			const { before, content, text, hash } = ready;
			const version = (before?.version ?? 0) + 1;
			const row = { form: id, version, content: text, hash };
			const by = { published_at_ms: nowMs, published_by: actor.id };
			await transaction
				.insertInto('quality_form_versions')
				.values({ ...row, ...by })
				.execute();
			await this.#setDraft(transaction, id, { draft: null, revision: revision + 1 });
			await this.#note(transaction, actor, 'quality-form.published', {
				id,
				before: before && { version: before.version, ...said(before.content) },
				after: { version, ...said(content) }
			});
			const published = { form: id, version, content, hash, publishedAtMs: nowMs };
			return { ok: true, published };
		});
	}

	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<boolean> {
		const nowMs = this.#options.now();
		const action = isArchived ? 'quality-form.archived' : 'quality-form.restored';
		return this.#database.transaction().execute(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('quality_forms')
				.set({ archived_at_ms: isArchived ? nowMs : null, updated_at_ms: nowMs })
				.where('id', '=', id)
				.executeTakeFirst();
			if (numUpdatedRows !== 1n) return false;
			const before = { isArchived: !isArchived };
			await this.#note(transaction, actor, action, { id, before, after: { isArchived } });
			return true;
		});
	}

	#write(
		id: string,
		{ revision, draft }: { revision: number; draft: string | null },
		note: (transaction: Work, before: FormContent | null) => Promise<void>
	): Promise<FormSaved> {
		return this.#database.transaction().execute(async (transaction): Promise<FormSaved> => {
			await takeTurn(transaction);
			const before = await this.#find(transaction, id);
			if (!before) return { ok: false, reason: 'gone' };
			if (before.revision !== revision) return { ok: false, reason: 'conflict' };
			await this.#setDraft(transaction, id, { draft, revision: revision + 1 });
			await note(transaction, before.draft ?? before.newest?.content ?? null);
			return this.#saved(transaction, id);
		});
	}

	async #setDraft(
		transaction: Work,
		id: string,
		set: { draft: string | null; revision: number }
	): Promise<void> {
		await transaction
			.updateTable('quality_forms')
			.set({ ...set, updated_at_ms: this.#options.now() })
			.where('id', '=', id)
			.execute();
	}

	async #saved(transaction: Work, id: string): Promise<FormSaved> {
		const stored = await this.#find(transaction, id);
		if (!stored) throw new Error('a form that was just stored cannot be read');
		return { ok: true, stored };
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<StoredForm | null> {
		const row = await database
			.selectFrom('quality_forms')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? formOfRow(row, await readVersion(database, id, 'newest')) : null;
	}

	async #count(transaction: Work): Promise<number> {
		const { n } = await transaction
			.selectFrom('quality_forms')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		return n;
	}

	#note(
		transaction: Work,
		actor: Actor,
		action: AuditAction,
		{ id, before, after }: { id: string; before: object | null; after: object | null }
	): Promise<void> {
		const object = `quality-form:${id}`;
		return this.#options.audit.append(transaction, actor, { action, object, before, after });
	}
}

export const createFormStore = (database: Kysely<StoreSchema>, options: Options): FormStore =>
	new SqlFormStore(database, options);
