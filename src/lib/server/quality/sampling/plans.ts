/** Plans of sampling in the operational store. Every change by a person is in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { AuditAction } from '#lib/domain/audit/actions.ts';
import type { SamplingPlan } from '#lib/domain/quality/sampling/plan.ts';
import { takeTurn } from '../../audit/audit-log.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import { planOfRow } from './stored-plan.ts';
import type { StoredPlan } from './stored-plan.ts';

/** Each is looked at every few minutes. */
export const MOST_PLANS = 200;

export interface PlanDraft {
	readonly team: string;
	readonly plan: SamplingPlan;
}

export type PlanSaved =
	| { readonly ok: true; readonly stored: StoredPlan }
	| { readonly ok: false; readonly reason: 'most' | 'conflict' | 'gone' };

export interface PlanStore {
	/** By name; without those that were removed. */
	list(): Promise<StoredPlan[]>;
	find(id: string): Promise<StoredPlan | null>;
	create(draft: PlanDraft, actor: Actor): Promise<PlanSaved>;
	save(id: string, draft: PlanDraft & { revision: number }, actor: Actor): Promise<PlanSaved>;
	setPaused(id: string, isPaused: boolean, actor: Actor): Promise<boolean>;
	/** Nothing more is drawn; what was drawn stays. */
	remove(id: string, actor: Actor): Promise<boolean>;
}

type Work = Transaction<StoreSchema>;
const byName = new Intl.Collator('es', { numeric: true });
const said = ({ team, plan, isPaused }: StoredPlan): object => ({ team, isPaused, ...plan });

class SqlPlanStore implements PlanStore {
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

	async list(): Promise<StoredPlan[]> {
		const rows = await this.#database
			.selectFrom('sampling_plans')
			.selectAll()
			.where('removed_at_ms', 'is', null)
			.execute();
		return rows
			.map(planOfRow)
			.filter((plan) => plan !== null)
			.sort((a, b) => byName.compare(a.plan.name, b.plan.name) || byName.compare(a.id, b.id));
	}

	find(id: string): Promise<StoredPlan | null> {
		return this.#find(this.#database, id);
	}

	create({ team, plan }: PlanDraft, actor: Actor): Promise<PlanSaved> {
		const id = randomUUID();
		const nowMs = this.#now();
		return this.#database.transaction().execute(async (transaction): Promise<PlanSaved> => {
			// Two at once would both find one place left.
			await takeTurn(transaction);
			if ((await this.#count(transaction)) >= MOST_PLANS) return { ok: false, reason: 'most' };
			await transaction
				.insertInto('sampling_plans')
				.values({
					id,
					team,
					plan: JSON.stringify(plan),
					revision: 1,
					is_paused: 0,
					created_at_ms: nowMs,
					created_by: actor.id,
					updated_at_ms: nowMs,
					removed_at_ms: null
				})
				.execute();
			const stored = await this.#find(transaction, id);
			if (!stored) throw new Error('a plan that was just stored cannot be read');
			await this.#note(transaction, actor, 'sampling-plan.created', null, stored);
			return { ok: true, stored };
		});
	}

	save(
		id: string,
		{ team, plan, revision }: PlanDraft & { revision: number },
		actor: Actor
	): Promise<PlanSaved> {
		const nowMs = this.#now();
		return this.#database.transaction().execute(async (transaction): Promise<PlanSaved> => {
			await takeTurn(transaction);
			const before = await this.#find(transaction, id);
			if (!before) return { ok: false, reason: 'gone' };
			const { numUpdatedRows } = await transaction
				.updateTable('sampling_plans')
				.set({
					team,
					plan: JSON.stringify(plan),
					revision: revision + 1,
					updated_at_ms: nowMs
				})
				.where('id', '=', id)
				.where('revision', '=', revision)
				.executeTakeFirst();
			const stored = await this.#find(transaction, id);
			if (numUpdatedRows !== 1n || !stored) return { ok: false, reason: 'conflict' };
			await this.#note(transaction, actor, 'sampling-plan.changed', before, stored);
			return { ok: true, stored };
		});
	}

	setPaused(id: string, isPaused: boolean, actor: Actor): Promise<boolean> {
		const action = isPaused ? 'sampling-plan.paused' : 'sampling-plan.resumed';
		return this.#change(id, actor, action, { is_paused: isPaused ? 1 : 0 });
	}

	remove(id: string, actor: Actor): Promise<boolean> {
		return this.#change(id, actor, 'sampling-plan.removed', { removed_at_ms: this.#now() });
	}

	#change(
		id: string,
		actor: Actor,
		action: AuditAction,
		change: { is_paused?: number; removed_at_ms?: number }
	): Promise<boolean> {
		const nowMs = this.#now();
		return this.#database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			const before = await this.#find(transaction, id);
			if (!before) return false;
			await transaction
				.updateTable('sampling_plans')
				.set({ ...change, updated_at_ms: nowMs })
				.where('id', '=', id)
				.execute();
			const after = await this.#find(transaction, id);
			await this.#note(transaction, actor, action, before, after);
			return true;
		});
	}

	async #count(transaction: Work): Promise<number> {
		const { n } = await transaction
			.selectFrom('sampling_plans')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('removed_at_ms', 'is', null)
			.executeTakeFirstOrThrow();
		return n;
	}

	async #find(database: Kysely<StoreSchema>, id: string): Promise<StoredPlan | null> {
		const row = await database
			.selectFrom('sampling_plans')
			.selectAll()
			.where('id', '=', id)
			.where('removed_at_ms', 'is', null)
			.executeTakeFirst();
		return row ? planOfRow(row) : null;
	}

	async #note(
		transaction: Work,
		actor: Actor,
		action: AuditAction,
		before: StoredPlan | null,
		after: StoredPlan | null
	): Promise<void> {
		await this.#audit.append(transaction, actor, {
			action,
			object: `sampling-plan:${(before ?? after)?.id ?? ''}`,
			before: before && said(before),
			after: after && said(after)
		});
	}
}

export const createPlanStore = (
	database: Kysely<StoreSchema>,
	parts: { audit: AuditLog; now: () => number }
): PlanStore => new SqlPlanStore(database, parts);
