/** Shows evaluations to their agents, when their time has come or by a person, and closes them after their deadline. */
import type { Kysely } from 'kysely';
import { disputeUntilMs } from '#lib/domain/quality/review-settings.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readSettings } from '../store/settings.ts';
import { StepRefused, readEvaluation, takeStep } from './after-score.ts';
import type { Work } from './after-score.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export interface ReleaseDesk {
	/** All whose time has come; how many. */
	releaseDue(): Promise<number>;
	/** All whose deadline has passed; how many. */
	closeOver(): Promise<number>;
	/** Those of these that wait for it and may be seen by whoever releases; gives back their ids. */
	release(
		ids: readonly string[],
		by: { readonly actor: Actor; readonly sees: (evaluation: StoredEvaluation) => boolean }
	): Promise<string[]>;
}

export interface ReleaseSources {
	readonly audit: AuditLog;
	readonly now: () => number;
}

/** In one look; the next one goes on. */
const AT_ONCE = 500;

class SqlReleaseDesk implements ReleaseDesk {
	readonly #database: Kysely<StoreSchema>;
	readonly #sources: ReleaseSources;

	constructor(database: Kysely<StoreSchema>, sources: ReleaseSources) {
		this.#database = database;
		this.#sources = sources;
	}

	async releaseDue(): Promise<number> {
		const rows = await this.#database
			.selectFrom('evaluations')
			.select('id')
			.where('kind', '=', 'standard')
			.where('state', '=', 'submitted')
			.where('release_due_ms', '<=', this.#sources.now())
			.orderBy('release_due_ms')
			.limit(AT_ONCE)
			.execute();
		return this.#each(rows, (transaction, evaluation) =>
			this.#release(transaction, evaluation, null)
		);
	}

	async closeOver(): Promise<number> {
		const rows = await this.#database
			.selectFrom('evaluations')
			.select('id')
			.where('kind', '=', 'standard')
			.where('state', 'in', ['released', 'acknowledged'])
			.where('dispute_until_ms', '<=', this.#sources.now())
			.orderBy('dispute_until_ms')
			.limit(AT_ONCE)
			.execute();
		return this.#each(rows, (transaction, evaluation) =>
			takeStep(transaction, evaluation, {
				...{ step: 'closed', as: 'product', actor: null, atMs: this.#sources.now() },
				told: { before: evaluation.state }
			})
		);
	}

	async release(
		ids: readonly string[],
		{ actor, sees }: { actor: Actor; sees: (evaluation: StoredEvaluation) => boolean }
	): Promise<string[]> {
		const released: string[] = [];
		for (const id of [...new Set(ids)].slice(0, AT_ONCE)) {
			const isDone = await this.#one(id, async (transaction, evaluation) => {
				if (!sees(evaluation)) throw new StepRefused('gone');
				await this.#release(transaction, evaluation, actor);
				await this.#sources.audit.append(transaction, actor, {
					action: 'evaluation.released',
					object: `evaluation:${id}`,
					before: null,
					after: { revision: evaluation.revision }
				});
			});
			if (isDone) released.push(id);
		}
		return released;
	}

	async #release(
		transaction: Work,
		evaluation: StoredEvaluation,
		actor: Actor | null
	): Promise<void> {
		const { quality } = await readSettings(transaction);
		const atMs = this.#sources.now();
		const untilMs = disputeUntilMs(quality, atMs);
		await takeStep(transaction, evaluation, {
			...{ step: 'released', as: actor === null ? 'product' : 'manager', actor, atMs },
			change: { released_at_ms: atMs, dispute_until_ms: untilMs },
			told: { after: { disputeUntilMs: untilMs } }
		});
	}

	async #each(
		rows: readonly { readonly id: string }[],
		work: (transaction: Work, evaluation: StoredEvaluation) => Promise<void>
	): Promise<number> {
		let done = 0;
		for (const { id } of rows) if (await this.#one(id, work)) done += 1;
		return done;
	}

	/** False: somebody else was first, or it may not be. */
	async #one(
		id: string,
		work: (transaction: Work, evaluation: StoredEvaluation) => Promise<void>
	): Promise<boolean> {
		try {
			await this.#database.transaction().execute(async (transaction) => {
				await takeTurn(transaction);
				const evaluation = await readEvaluation(transaction, id);
				if (!evaluation) throw new StepRefused('gone');
				await work(transaction, evaluation);
			});
			return true;
		} catch (error) {
			if (error instanceof StepRefused) return false;
			throw error;
		}
	}
}

export const createReleaseDesk = (
	database: Kysely<StoreSchema>,
	sources: ReleaseSources
): ReleaseDesk => new SqlReleaseDesk(database, sources);
