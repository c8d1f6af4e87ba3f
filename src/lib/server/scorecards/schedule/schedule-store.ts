/** Reports that are sent by themselves. Every change by a person is in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import { nextDue, reportedMonth } from '#lib/domain/scorecard/report/schedule.ts';
import type { ReportSchedule } from '#lib/domain/scorecard/report/schedule.ts';
import { takeTurn } from '../../audit/audit-log.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { runOfRow, scheduleOfRow } from './stored-schedule.ts';
import type { ReportRun, StoredSchedule } from './stored-schedule.ts';

/** Of one scorecard. */
export const MOST_SCHEDULES = 20;
const MOST_RUNS = 12;

export interface ScheduleDraft {
	readonly team: string;
	readonly schedule: ReportSchedule;
}

export type ScheduleSaved =
	| { readonly ok: true; readonly stored: StoredSchedule }
	| { readonly ok: false; readonly reason: 'most' | 'conflict' };

export interface ScheduleStore {
	/** Those of a scorecard, oldest first. */
	list(scorecard: string): Promise<StoredSchedule[]>;
	/** Null: there is none, or it was removed. */
	find(id: string): Promise<StoredSchedule | null>;
	create(scorecard: string, draft: ScheduleDraft, actor: Actor): Promise<ScheduleSaved>;
	/** Whoever saves it answers for it from then on. */
	save(
		id: string,
		draft: ScheduleDraft & { readonly revision: number },
		actor: Actor
	): Promise<ScheduleSaved>;
	/** False: it is not there. */
	setPaused(id: string, isPaused: boolean, actor: Actor): Promise<boolean>;
	remove(id: string, actor: Actor): Promise<boolean>;
	/** The report that would be due now, beside its usual times. */
	sendNow(id: string, actor: Actor): Promise<boolean>;
	/** Newest first, some of each. */
	runs(schedules: readonly string[]): Promise<ReportRun[]>;
	/** One that failed is tried again at once. */
	retry(schedule: string, run: string, actor: Actor): Promise<boolean>;
}

export interface ScheduleOptions {
	readonly audit: Pick<AuditLog, 'append'>;
	readonly zone: string;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;

/** How many receive it is said in the audit log, not who. */
const said = ({ scorecard, team, schedule, nextAtMs }: StoredSchedule): object => {
	const { recipients, ...rest } = schedule;
	return { scorecard, team, ...rest, recipients: recipients.length, isPaused: nextAtMs === null };
};

/** A report on its way. */
export async function insertRun(
	transaction: Work,
	{
		id,
		schedule,
		dueMs,
		zone
	}: { id: string; schedule: StoredSchedule; dueMs: number; zone: string }
): Promise<void> {
	await transaction
		.insertInto('report_runs')
		.values({
			...{ id, schedule: schedule.id, month: reportedMonth(schedule.schedule, dueMs, zone) },
			...{ state: 'waiting', attempts: 0, due_at_ms: dueMs, next_at_ms: dueMs },
			...{ finished_at_ms: null, frozen: null, result: '' }
		})
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
}

class SqlScheduleStore implements ScheduleStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #options: ScheduleOptions;

	constructor(database: Kysely<StoreSchema>, options: ScheduleOptions) {
		this.#database = database;
		this.#options = options;
	}

	async list(scorecard: string): Promise<StoredSchedule[]> {
		const rows = await this.#database
			.selectFrom('report_schedules')
			.selectAll()
			.where('scorecard', '=', scorecard)
			.where('archived_at_ms', 'is', null)
			.orderBy('created_at_ms')
			.orderBy('id')
			.execute();
		return rows.map(scheduleOfRow).filter((schedule) => schedule !== null);
	}

	find(id: string): Promise<StoredSchedule | null> {
		return findSchedule(this.#database, id);
	}

	create(
		scorecard: string,
		{ team, schedule }: ScheduleDraft,
		actor: Actor
	): Promise<ScheduleSaved> {
		const id = randomUUID();
		const nowMs = this.#options.now();
		return this.#database.transaction().execute(async (transaction): Promise<ScheduleSaved> => {
			// Two at once would both find one place left.
			await takeTurn(transaction);
			if ((await countOf(transaction, scorecard)) >= MOST_SCHEDULES)
				return { ok: false, reason: 'most' };
			await transaction
				.insertInto('report_schedules')
				.values({
					...{ id, scorecard, team, schedule: JSON.stringify(schedule), revision: 1 },
					...{ created_at_ms: nowMs, created_by: actor.id, archived_at_ms: null },
					next_at_ms: nextDue(schedule, nowMs, this.#options.zone)
				})
				.execute();
			return this.#saved(transaction, id, {
				actor,
				action: 'report-schedule.created',
				before: null
			});
		});
	}

	save(
		id: string,
		{ team, schedule, revision }: ScheduleDraft & { readonly revision: number },
		actor: Actor
	): Promise<ScheduleSaved> {
		const { now, zone } = this.#options;
		return this.#database.transaction().execute(async (transaction): Promise<ScheduleSaved> => {
			const before = await findSchedule(transaction, id);
			const isPaused = (before?.nextAtMs ?? null) === null;
			const next = isPaused ? null : nextDue(schedule, now(), zone);
			const { numUpdatedRows } = await transaction
				.updateTable('report_schedules')
				.set({
					...{ team, schedule: JSON.stringify(schedule), revision: revision + 1 },
					...{ created_by: actor.id, next_at_ms: next }
				})
				.where('id', '=', id)
				.where('revision', '=', revision)
				.where('archived_at_ms', 'is', null)
				.executeTakeFirst();
			if (numUpdatedRows !== 1n) return { ok: false, reason: 'conflict' };
			return this.#saved(transaction, id, { actor, action: 'report-schedule.changed', before });
		});
	}

	setPaused(id: string, isPaused: boolean, actor: Actor): Promise<boolean> {
		const { now, zone } = this.#options;
		const action = isPaused ? 'report-schedule.paused' : 'report-schedule.resumed';
		return this.#change(id, actor, action, async (transaction, { schedule }) => {
			await transaction
				.updateTable('report_schedules')
				.set({ next_at_ms: isPaused ? null : nextDue(schedule, now(), zone) })
				.where('id', '=', id)
				.execute();
			return true;
		});
	}

	remove(id: string, actor: Actor): Promise<boolean> {
		const nowMs = this.#options.now();
		return this.#change(id, actor, 'report-schedule.removed', async (transaction) => {
			await transaction
				.updateTable('report_schedules')
				.set({ archived_at_ms: nowMs, next_at_ms: null })
				.where('id', '=', id)
				.execute();
			return true;
		});
	}

	sendNow(id: string, actor: Actor): Promise<boolean> {
		const { now, zone } = this.#options;
		return this.#change(id, actor, 'report-schedule.sent', async (transaction, schedule) => {
			await insertRun(transaction, { id: randomUUID(), schedule, dueMs: now(), zone });
			return true;
		});
	}

	async runs(schedules: readonly string[]): Promise<ReportRun[]> {
		const lists = await Promise.all(
			schedules.map((schedule) =>
				this.#database
					.selectFrom('report_runs')
					.selectAll()
					.where('schedule', '=', schedule)
					.orderBy('due_at_ms', 'desc')
					.orderBy('id')
					.limit(MOST_RUNS)
					.execute()
			)
		);
		return lists.flat().map(runOfRow);
	}

	retry(schedule: string, run: string, actor: Actor): Promise<boolean> {
		const nowMs = this.#options.now();
		return this.#change(schedule, actor, 'report-schedule.retried', async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('report_runs')
				.set({ state: 'waiting', next_at_ms: nowMs, finished_at_ms: null })
				.where('id', '=', run)
				.where('schedule', '=', schedule)
				.where('state', '=', 'failed')
				.executeTakeFirst();
			return numUpdatedRows === 1n;
		});
	}

	/** `make` answers whether there was anything to do. */
	#change(
		id: string,
		actor: Actor,
		action: AuditAction,
		make: (transaction: Work, before: StoredSchedule) => Promise<boolean>
	): Promise<boolean> {
		return this.#database.transaction().execute(async (transaction) => {
			const before = await findSchedule(transaction, id);
			if (!before || !(await make(transaction, before))) return false;
			const after = await findSchedule(transaction, id);
			await this.#note(transaction, actor, action, { before, after });
			return true;
		});
	}

	async #saved(
		transaction: Work,
		id: string,
		{ actor, action, before }: { actor: Actor; action: AuditAction; before: StoredSchedule | null }
	): Promise<ScheduleSaved> {
		const stored = await findSchedule(transaction, id);
		if (!stored) throw new Error('a report that was just stored cannot be read');
		await this.#note(transaction, actor, action, { before, after: stored });
		return { ok: true, stored };
	}

	async #note(
		transaction: Work,
		actor: Actor,
		action: AuditAction,
		{ before, after }: { before: StoredSchedule | null; after: StoredSchedule | null }
	): Promise<void> {
		await this.#options.audit.append(transaction, actor, {
			action,
			object: `report-schedule:${(before ?? after)?.id ?? ''}`,
			before: before && said(before),
			after: after && said(after)
		});
	}
}

export async function findSchedule(
	database: Kysely<StoreSchema>,
	id: string
): Promise<StoredSchedule | null> {
	const row = await database
		.selectFrom('report_schedules')
		.selectAll()
		.where('id', '=', id)
		.where('archived_at_ms', 'is', null)
		.executeTakeFirst();
	return row ? scheduleOfRow(row) : null;
}

async function countOf(database: Kysely<StoreSchema>, scorecard: string): Promise<number> {
	const { n } = await database
		.selectFrom('report_schedules')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('scorecard', '=', scorecard)
		.where('archived_at_ms', 'is', null)
		.executeTakeFirstOrThrow();
	return n;
}

export const createScheduleStore = (
	database: Kysely<StoreSchema>,
	options: ScheduleOptions
): ScheduleStore => new SqlScheduleStore(database, options);
