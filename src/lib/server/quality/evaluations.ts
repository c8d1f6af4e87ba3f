/** Evaluations from their start to their submission. What comes after the score is in release.ts and disputes.ts. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import type { FilledForm, FormResult } from '#lib/domain/quality/answers.ts';
import type { PublishedForm } from '#lib/domain/quality/form.ts';
import { releaseDueMs } from '#lib/domain/quality/review-settings.ts';
import { missingIn, scoreForm } from '#lib/domain/quality/scoring.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { Outbox } from '../store/outbox.ts';
import type { StoreSchema } from '../store/schema.ts';
import { readSettings } from '../store/settings.ts';
import { appendStep } from './evaluation-log.ts';
import { listEvaluations } from './evaluation-list.ts';
import type { EvaluationPage, EvaluationQuery } from './evaluation-list.ts';
import { evaluationsAbout, startOf } from './evaluation-start.ts';
import type { ManualStart, StartFault } from './evaluation-start.ts';
import { evaluationOfRow, revisionOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation, StoredRevision } from './stored-evaluation.ts';
import { RevisionConflict, writeRevision } from './write-revision.ts';

/** Who judges: a person, and the agent that person is in events. */
export interface Evaluator extends Actor {
	readonly agent: string | null;
}

export type StartRequest = { readonly assignment: string } | ManualStart;
export type Started =
	| { readonly ok: true; readonly evaluation: StoredEvaluation }
	| {
			readonly ok: false;
			readonly reason: StartFault;
			/** Of `already`: the ones there are. */
			readonly known: readonly StoredEvaluation[];
	  };

export interface DraftWrite {
	readonly filled: FilledForm;
	/** The one it was written upon. */
	readonly draftRevision: number;
	readonly workMs: number;
	readonly heardShare: number | null;
}

export type Missing = ReturnType<typeof missingIn>[number];

/** `current` is what is there instead of what was expected. */
interface Conflict {
	readonly ok: false;
	readonly reason: 'conflict' | 'closed';
	readonly current: StoredEvaluation;
}
interface Refused {
	readonly ok: false;
	readonly reason: 'gone' | 'withdrawn';
}
export type DraftSaved =
	| { readonly ok: true; readonly draftRevision: number; readonly savedAtMs: number }
	| Conflict
	| Refused;
export type EvaluationSubmitted =
	| { readonly ok: true; readonly evaluation: StoredEvaluation; readonly result: FormResult }
	| { readonly ok: false; readonly reason: 'missing'; readonly missing: readonly Missing[] }
	| Conflict
	| Refused;

export interface EvaluationDesk {
	/** From an assignment, which is started once, or by hand. */
	start(request: StartRequest, by: Evaluator): Promise<Started>;
	find(id: string): Promise<StoredEvaluation | null>;
	/** Those that count of a contact, drafts as well, the newest first. */
	about(interaction: string): Promise<StoredEvaluation[]>;
	/** Every revision, oldest first. */
	revisions(id: string): Promise<StoredRevision[]>;
	saveDraft(id: string, write: DraftWrite): Promise<DraftSaved>;
	submit(id: string, write: DraftWrite, by: Evaluator): Promise<EvaluationSubmitted>;
	list(query: EvaluationQuery): Promise<EvaluationPage>;
}

export interface EvaluationSources {
	readonly audit: AuditLog;
	readonly outbox: Outbox;
	readonly outboxSender: { wake(): void };
	readonly forms: { published(form: string, version: number): Promise<PublishedForm | null> };
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;
/** Ends a transaction of a submission that came too late. */
class NotOpen extends Error {
	override readonly name = 'NotOpen';
}

class SqlEvaluationDesk implements EvaluationDesk {
	readonly #database: Kysely<StoreSchema>;
	readonly #sources: EvaluationSources;

	constructor(database: Kysely<StoreSchema>, sources: EvaluationSources) {
		this.#database = database;
		this.#sources = sources;
	}

	start(request: StartRequest, by: Evaluator): Promise<Started> {
		const nowMs = this.#sources.now();
		return this.#database.transaction().execute(async (transaction): Promise<Started> => {
			const found = await startOf(transaction, request, by);
			if ('existing' in found) return { ok: true, evaluation: found.existing };
			if ('fault' in found) return { ok: false, reason: found.fault, known: found.known };
			const id = randomUUID();
			await transaction
				.insertInto('evaluations')
				.values({
					...found.columns,
					...{ id, evaluator: by.id, state: 'draft', revision: 0, draft_revision: 1 },
					draft: JSON.stringify(NOTHING_FILLED),
					...{ result: null, final_score: null, passed: null, work_ms: 0, heard_share: null },
					...{ created_at_ms: nowMs, updated_at_ms: nowMs, submitted_at_ms: null },
					...{ release_due_ms: null, released_at_ms: null, dispute_until_ms: null },
					...{ acknowledged_at_ms: null, agent_comment: '' }
				})
				.execute();
			if (found.columns.assignment !== null)
				await transaction
					.updateTable('quality_assignments')
					.set({ evaluation: id })
					.where('id', '=', found.columns.assignment)
					.execute();
			const step = { evaluation: id, revision: 0, atMs: nowMs, actor: by } as const;
			await appendStep(transaction, { ...step, step: 'started' });
			await this.#sources.audit.append(transaction, by, {
				action: 'evaluation.started',
				object: `evaluation:${id}`,
				before: null,
				after: { interaction: found.columns.interaction, kind: found.columns.kind }
			});
			return { ok: true, evaluation: await this.#read(transaction, id) };
		});
	}

	async find(id: string): Promise<StoredEvaluation | null> {
		return this.#find(this.#database, id);
	}

	about(interaction: string): Promise<StoredEvaluation[]> {
		return evaluationsAbout(this.#database, interaction);
	}

	async revisions(id: string): Promise<StoredRevision[]> {
		const rows = await this.#database
			.selectFrom('evaluation_revisions')
			.selectAll()
			.where('evaluation', '=', id)
			.orderBy('revision')
			.execute();
		return rows.map(revisionOfRow);
	}

	async saveDraft(id: string, { filled, ...write }: DraftWrite): Promise<DraftSaved> {
		const nowMs = this.#sources.now();
		const { numUpdatedRows } = await this.#writeDraft(this.#database, id, { filled, ...write });
		if (numUpdatedRows === 1n)
			return { ok: true, draftRevision: write.draftRevision + 1, savedAtMs: nowMs };
		return this.#conflict(id);
	}

	async submit(id: string, write: DraftWrite, by: Evaluator): Promise<EvaluationSubmitted> {
		const before = await this.find(id);
		if (!before) return { ok: false, reason: 'gone' };
		if (before.state !== 'draft') return { ok: false, reason: 'closed', current: before };
		const form = await this.#sources.forms.published(before.form, before.formVersion);
		if (!form) throw new Error('an evaluation is of a form that is not there');
		const missing = missingIn(form.content, write.filled);
		if (missing.length > 0) return { ok: false, reason: 'missing', missing };
		const result = scoreForm(form.content, write.filled);
		try {
			const evaluation = await this.#database
				.transaction()
				.execute((transaction) => this.#submit(transaction, before, { write, result, by }));
			this.#sources.outboxSender.wake();
			return { ok: true, evaluation, result };
		} catch (error) {
			if (error instanceof NotOpen) return { ok: false, reason: 'withdrawn' };
			if (error instanceof RevisionConflict) return this.#conflict(id);
			throw error;
		}
	}

	list(query: EvaluationQuery): Promise<EvaluationPage> {
		return listEvaluations(this.#database, query);
	}

	async #submit(
		transaction: Work,
		before: StoredEvaluation,
		{ write, result, by }: { write: DraftWrite; result: FormResult; by: Evaluator }
	): Promise<StoredEvaluation> {
		const { audit, outbox, now } = this.#sources;
		const [{ quality }, atMs] = [await readSettings(transaction), now()];
		const { numUpdatedRows } = await this.#writeDraft(transaction, before.id, write);
		if (numUpdatedRows !== 1n) throw new RevisionConflict('the draft was changed meanwhile');
		await transaction
			.updateTable('evaluations')
			.set({
				state: 'submitted',
				// The judgement is of whoever submits it, also when somebody else began.
				evaluator: by.id,
				release_due_ms: before.kind === 'standard' ? releaseDueMs(quality, atMs) : null
			})
			.where('id', '=', before.id)
			.execute();
		if (before.assignment !== null) await closeAssignment(transaction, before.assignment);
		const evaluation = await this.#read(transaction, before.id);
		const { filled } = write;
		await writeRevision(transaction, {
			...{ outbox, evaluation, filled, result, evaluator: by, reason: '', step: 'submitted', atMs }
		});
		await transaction
			.deleteFrom('evaluation_presence')
			.where('evaluation', '=', before.id)
			.execute();
		await audit.append(transaction, by, {
			action: 'evaluation.submitted',
			object: `evaluation:${before.id}`,
			before: null,
			after: { interaction: before.interaction, revision: 1, finalScore: result.finalScore }
		});
		return this.#read(transaction, before.id);
	}

	#writeDraft(
		database: Kysely<StoreSchema>,
		id: string,
		{ filled, draftRevision, workMs, heardShare }: DraftWrite
	) {
		return database
			.updateTable('evaluations')
			.set({
				draft: JSON.stringify(filled),
				draft_revision: draftRevision + 1,
				work_ms: workMs,
				heard_share: heardShare,
				updated_at_ms: this.#sources.now()
			})
			.where('id', '=', id)
			.where('state', '=', 'draft')
			.where('draft_revision', '=', draftRevision)
			.executeTakeFirst();
	}

	async #conflict(id: string): Promise<Conflict | Refused> {
		const current = await this.find(id);
		if (!current) return { ok: false, reason: 'gone' };
		return { ok: false, reason: current.state === 'draft' ? 'conflict' : 'closed', current };
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<StoredEvaluation | null> {
		const row = await database
			.selectFrom('evaluations')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? evaluationOfRow(row) : null;
	}

	async #read(database: Kysely<StoreSchema>, id: string): Promise<StoredEvaluation> {
		const evaluation = await this.#find(database, id);
		if (!evaluation) throw new Error('an evaluation that was just stored cannot be read');
		return evaluation;
	}
}

/** An assignment that was withdrawn, as when a session is revealed, takes no evaluation any more. */
async function closeAssignment(transaction: Work, id: string): Promise<void> {
	const { numUpdatedRows } = await transaction
		.updateTable('quality_assignments')
		.set({ state: 'done' })
		.where('id', '=', id)
		.where('state', '=', 'open')
		.executeTakeFirst();
	if (numUpdatedRows !== 1n) throw new NotOpen('the assignment is not open any more');
}

export const createEvaluations = (
	database: Kysely<StoreSchema>,
	sources: EvaluationSources
): EvaluationDesk => new SqlEvaluationDesk(database, sources);
