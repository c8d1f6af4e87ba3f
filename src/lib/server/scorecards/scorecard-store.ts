/** Scorecards and their versions, which never change. Every change is in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import type { Scorecard, ScorecardContent } from '#lib/domain/scorecard/scorecard.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';
import { hashOfContent, readScorecard, readScorecards, textOfContent } from './stored-scorecard.ts';

/** More than this nobody reads. */
export const MOST_SCORECARDS = 200;
/** Of one scorecard: more than one a week for nine years. */
export const MOST_VERSIONS = 500;

interface Written {
	readonly content: ScorecardContent;
	/** The first month it holds for. */
	readonly validFrom: Month;
	/** Why it was written. */
	readonly note: string;
}

export interface NewScorecard extends Written {
	/** The node of the tree of teams it speaks of. */
	readonly team: string;
}

export interface NewVersion extends Written {
	/** Number of the version it was made from; refused when somebody wrote one since. */
	readonly basedOn: number;
}

export type ScorecardSaved =
	| { readonly ok: true; readonly scorecard: Scorecard }
	| { readonly ok: false; readonly reason: 'most' | 'gone' | 'conflict' };

export interface ScorecardStore {
	/** By the name of the newest version; archived ones as well. */
	list(): Promise<Scorecard[]>;
	find(id: string): Promise<Scorecard | null>;
	create(scorecard: NewScorecard, actor: Actor): Promise<ScorecardSaved>;
	addVersion(id: string, version: NewVersion, actor: Actor): Promise<ScorecardSaved>;
	/** False: there is no such scorecard. */
	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<boolean>;
}

interface Options {
	readonly audit: Pick<AuditLog, 'append'>;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;

/** What the audit log keeps: which version, and which content by its hash. */
const said = ({ content, validFrom, note }: Written): object => ({
	...{ name: content.name, validFrom, note },
	measures: content.measures.length,
	hash: hashOfContent(textOfContent(content))
});

class SqlScorecardStore implements ScorecardStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: Options;

	constructor(database: Kysely<StoreSchema>, options: Options) {
		this.#database = database;
		this.#options = options;
	}

	list(): Promise<Scorecard[]> {
		return readScorecards(this.#database);
	}

	find(id: string): Promise<Scorecard | null> {
		return readScorecard(this.#database, id);
	}

	create({ team, ...written }: NewScorecard, actor: Actor): Promise<ScorecardSaved> {
		const id = randomUUID();
		return this.#database.transaction().execute(async (transaction): Promise<ScorecardSaved> => {
			// Two at once would both find one place left.
			await takeTurn(transaction);
			if ((await this.#count(transaction)) >= MOST_SCORECARDS) return { ok: false, reason: 'most' };
			await transaction
				.insertInto('scorecards')
				.values({
					...{ id, team, created_by: actor.id, created_at_ms: this.#options.now() },
					archived_at_ms: null
				})
				.execute();
			await this.#insert(transaction, { id, version: 1, written }, actor);
			const after = { team, ...said(written) };
			await this.#note(transaction, actor, 'scorecard.created', { id, before: null, after });
			return this.#saved(transaction, id);
		});
	}

	addVersion(
		id: string,
		{ basedOn, ...written }: NewVersion,
		actor: Actor
	): Promise<ScorecardSaved> {
		return this.#database.transaction().execute(async (transaction): Promise<ScorecardSaved> => {
			await takeTurn(transaction);
			const before = (await readScorecard(transaction, id))?.versions.at(-1);
			if (!before) return { ok: false, reason: 'gone' };
			if (before.version !== basedOn) return { ok: false, reason: 'conflict' };
			if (before.version >= MOST_VERSIONS) return { ok: false, reason: 'most' };
			const version = before.version + 1;
			await this.#insert(transaction, { id, version, written }, actor);
			await this.#note(transaction, actor, 'scorecard.version-added', {
				id,
				before: { version: before.version, ...said(before) },
				after: { version, ...said(written) }
			});
			return this.#saved(transaction, id);
		});
	}

	setArchived(id: string, isArchived: boolean, actor: Actor): Promise<boolean> {
		const archived_at_ms = isArchived ? this.#options.now() : null;
		const action = isArchived ? 'scorecard.archived' : 'scorecard.restored';
		return this.#database.transaction().execute(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('scorecards')
				.set({ archived_at_ms })
				.where('id', '=', id)
				.executeTakeFirst();
			if (numUpdatedRows !== 1n) return false;
			const before = { isArchived: !isArchived };
			await this.#note(transaction, actor, action, { id, before, after: { isArchived } });
			return true;
		});
	}

	async #insert(
		transaction: Work,
		{ id, version, written }: { id: string; version: number; written: Written },
		actor: Actor
	): Promise<void> {
		const { content, validFrom, note } = written;
		await transaction
			.insertInto('scorecard_versions')
			.values({
				...{ scorecard: id, version, note, valid_from: validFrom },
				...{ content: textOfContent(content), created_by: actor.id },
				created_at_ms: this.#options.now()
			})
			.execute();
	}

	async #saved(transaction: Work, id: string): Promise<ScorecardSaved> {
		const scorecard = await readScorecard(transaction, id);
		if (!scorecard) throw new Error('a scorecard that was just stored cannot be read');
		return { ok: true, scorecard };
	}

	async #count(transaction: Work): Promise<number> {
		const { n } = await transaction
			.selectFrom('scorecards')
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
		const object = `scorecard:${id}`;
		return this.#options.audit.append(transaction, actor, { action, object, before, after });
	}
}

export const createScorecardStore = (
	database: Kysely<StoreSchema>,
	options: Options
): ScorecardStore => new SqlScorecardStore(database, options);
