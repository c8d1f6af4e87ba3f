/** Who is to evaluate what. */
import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { EVALUATION_KINDS, LANES } from '#lib/domain/quality/evaluation.ts';
import type { EvaluationKind, Lane } from '#lib/domain/quality/evaluation.ts';
import type { SkipReason } from '#lib/domain/quality/skip-reason.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { QualityAssignmentsTable } from '../store/quality-schema.ts';
import type { StoreSchema } from '../store/schema.ts';
import { appendStep } from './evaluation-log.ts';

export const ASSIGNMENT_STATES = ['open', 'done', 'skipped', 'withdrawn'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

export interface NewAssignment {
	readonly kind: EvaluationKind;
	readonly lane: Lane;
	/** Null: not of a draw. */
	readonly draw: string | null;
	readonly stratum: string;
	readonly drawKey: string;
	readonly session: string | null;
	readonly beside: string | null;
	readonly interaction: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	readonly contactAtMs: number;
	readonly form: string;
	readonly formVersion: number;
	/** Id of a person. */
	readonly evaluator: string;
	readonly dueAtMs: number;
	/** Id of a person; empty: the product itself. */
	readonly createdBy: string;
}

export interface Assignment extends NewAssignment {
	readonly id: string;
	readonly state: AssignmentState;
	readonly createdAtMs: number;
	/** The evaluation that came of it, also while it is a draft. */
	readonly evaluation: string | null;
}

export interface AssignmentStore {
	/** Ids in the order they were given. */
	create(
		transaction: Transaction<StoreSchema>,
		assignments: readonly NewAssignment[]
	): Promise<string[]>;
	/** What somebody has to do, the next due first. */
	open(evaluator: string): Promise<Assignment[]>;
	find(id: string): Promise<Assignment | null>;
	/** Only by whoever is to do it. Kept with its reason, and with the sample it was drawn into. False: not open any more. */
	skip(id: string, reason: SkipReason, note: string, actor: Actor): Promise<boolean>;
}

const LONGEST_NOTE = 500;
/** Values a statement may have are limited; a draw may have thousands. */
const AT_ONCE = 200;

const toRow = (
	{ drawKey, contactAtMs, formVersion, dueAtMs, createdBy, ...same }: NewAssignment,
	nowMs: number
): Insertable<QualityAssignmentsTable> => ({
	...same,
	id: randomUUID(),
	draw_key: drawKey,
	contact_at_ms: contactAtMs,
	form_version: formVersion,
	due_at_ms: dueAtMs,
	state: 'open',
	created_at_ms: nowMs,
	created_by: createdBy,
	evaluation: null
});

function knownWord<const T extends string>(list: readonly T[], word: string): T {
	const known = list.find((one) => one === word);
	if (known === undefined) throw new Error(`${word} is not a word of assignments`);
	return known;
}

export function assignmentOfRow(row: Selectable<QualityAssignmentsTable>): Assignment {
	const { id, draw, stratum, session, beside, interaction, agent, queue, channel } = row;
	return {
		...{ id, draw, stratum, session, beside, interaction, agent, queue, channel },
		kind: knownWord(EVALUATION_KINDS, row.kind),
		lane: knownWord(LANES, row.lane),
		drawKey: row.draw_key,
		contactAtMs: row.contact_at_ms,
		form: row.form,
		formVersion: row.form_version,
		evaluator: row.evaluator,
		dueAtMs: row.due_at_ms,
		createdBy: row.created_by,
		state: knownWord(ASSIGNMENT_STATES, row.state),
		createdAtMs: row.created_at_ms,
		evaluation: row.evaluation
	};
}

/** What was begun of it is taken back: it will not be submitted. */
async function dropDraft(
	transaction: Transaction<StoreSchema>,
	evaluation: string,
	{ actor, atMs, reason }: { actor: Actor; atMs: number; reason: string }
): Promise<void> {
	const { numUpdatedRows } = await transaction
		.updateTable('evaluations')
		.set({ state: 'retracted', updated_at_ms: atMs })
		.where('id', '=', evaluation)
		.where('state', '=', 'draft')
		.executeTakeFirst();
	if (numUpdatedRows !== 1n) return;
	await appendStep(transaction, {
		...{ evaluation, revision: 0, atMs, actor, step: 'retracted' },
		reason
	});
}

class SqlAssignmentStore implements AssignmentStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(
		database: Kysely<StoreSchema>,
		{ audit, now }: { audit: AuditLog; now: () => number }
	) {
		this.#database = database;
		this.#audit = audit;
		this.#now = now;
	}

	async create(
		transaction: Transaction<StoreSchema>,
		assignments: readonly NewAssignment[]
	): Promise<string[]> {
		const rows = assignments.map((one) => toRow(one, this.#now()));
		for (let at = 0; at < rows.length; at += AT_ONCE)
			await transaction
				.insertInto('quality_assignments')
				.values(rows.slice(at, at + AT_ONCE))
				.execute();
		return rows.map(({ id }) => id);
	}

	async open(evaluator: string): Promise<Assignment[]> {
		const rows = await this.#database
			.selectFrom('quality_assignments')
			.selectAll()
			.where('evaluator', '=', evaluator)
			.where('state', '=', 'open')
			.orderBy('due_at_ms')
			.orderBy('id')
			.execute();
		return rows.map(assignmentOfRow);
	}

	async find(id: string): Promise<Assignment | null> {
		const row = await this.#database
			.selectFrom('quality_assignments')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? assignmentOfRow(row) : null;
	}

	skip(id: string, reason: SkipReason, note: string, actor: Actor): Promise<boolean> {
		const atMs = this.#now();
		const kept = note.slice(0, LONGEST_NOTE);
		return this.#database.transaction().execute(async (transaction) => {
			const row = await transaction
				.updateTable('quality_assignments')
				.set({ state: 'skipped' })
				.where('id', '=', id)
				.where('state', '=', 'open')
				.where('evaluator', '=', actor.id)
				.returningAll()
				.executeTakeFirst();
			if (!row) return false;
			const { draw, stratum, interaction, evaluation } = row;
			if (evaluation !== null) await dropDraft(transaction, evaluation, { actor, atMs, reason });
			if (draw !== null)
				await transaction
					.insertInto('sampling_skips')
					.values({
						...{ id: randomUUID(), draw, stratum, interaction, reason },
						at_ms: atMs,
						note: kept,
						skipped_by: actor.id
					})
					.execute();
			await this.#audit.append(transaction, actor, {
				action: 'assignment.skipped',
				object: `assignment:${id}`,
				before: null,
				after: { interaction, reason, note: kept }
			});
			return true;
		});
	}
}

export const createAssignments = (
	database: Kysely<StoreSchema>,
	parts: { audit: AuditLog; now: () => number }
): AssignmentStore => new SqlAssignmentStore(database, parts);
