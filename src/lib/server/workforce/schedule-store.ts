/** Keeps what somebody plans or decides: told to ingest through the outbox and entered in the audit log, all or nothing. */
import { createHash, randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { byAgent } from '#lib/domain/workforce/by-agent.ts';
import type { PlannedPart } from '#lib/domain/workforce/import-shifts.ts';
import type { ShiftChange } from '#lib/domain/workforce/import-plan.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import { takeTurn } from '../audit/audit-log.ts';
import type { Outbox } from '../store/outbox.ts';
import type { StoreSchema } from '../store/schema.ts';
import { exceptionEvent, shiftEvent } from './schedule-events.ts';
import type { ExceptionDraft } from './schedule-events.ts';

export interface ScheduleStore {
	/** Without the unchanged ones; one entry of the audit log for each agent. */
	saveImport(changes: readonly ShiftChange[], file: string, actor: Actor): Promise<void>;
	decide(draft: ExceptionDraft, actor: Actor): Promise<void>;
}

/** The same change of the same shift is the same event: what is sent twice, by whomever, is stored once. */
const eventIdOf = ({ agent, shift, revision, activities }: ShiftChange): string =>
	createHash('sha256')
		.update(JSON.stringify([agent, shift, revision, activities]))
		.digest('base64url');

const iso = (ms: number): string => new Date(ms).toISOString();

/** `09:00Z on_queue` and so on, short enough for a log that is read by people. */
const partTexts = (parts: readonly PlannedPart[]): string[] =>
	parts.map(({ activity, startMs, endMs }) => `${iso(startMs)}/${iso(endMs)} ${activity}`);

const shiftsOf = (
	changes: readonly ShiftChange[],
	parts: (change: ShiftChange) => readonly PlannedPart[] | null
): Record<string, string[]> =>
	Object.fromEntries(
		changes.flatMap((change) => {
			const found = parts(change);
			return found === null || found.length === 0 ? [] : [[change.shift, partTexts(found)]];
		})
	);

class SqlScheduleStore implements ScheduleStore {
	readonly #database: Kysely<StoreSchema>;
	readonly #outbox: Outbox;
	readonly #audit: AuditLog;
	readonly #now: () => number;

	constructor(
		database: Kysely<StoreSchema>,
		{ outbox, audit, now }: { outbox: Outbox; audit: AuditLog; now: () => number }
	) {
		this.#database = database;
		this.#outbox = outbox;
		this.#audit = audit;
		this.#now = now;
	}

	async saveImport(changes: readonly ShiftChange[], file: string, actor: Actor): Promise<void> {
		const made = changes.filter(({ kind }) => kind !== 'unchanged');
		await this.#database.transaction().execute(async (transaction) => {
			// Two that import at once come one after the other, and what both say is told once.
			await takeTurn(transaction);
			for (const change of made) await this.#tell(transaction, change);
			for (const [agent, own] of byAgent(made)) {
				await this.#audit.append(transaction, actor, {
					action: 'schedule.imported',
					object: `agent:${agent}`,
					before: { shifts: shiftsOf(own, ({ before }) => before) },
					after: { file, shifts: shiftsOf(own, ({ activities }) => activities) }
				});
			}
		});
	}

	async #tell(transaction: Transaction<StoreSchema>, change: ShiftChange): Promise<void> {
		const id = eventIdOf(change);
		const known = await transaction
			.selectFrom('outbox')
			.select('id')
			.where('id', '=', id)
			.executeTakeFirst();
		if (known) return;
		const nowMs = this.#now();
		await this.#outbox.add(transaction, shiftEvent(id, change, nowMs), nowMs);
	}

	async decide(draft: ExceptionDraft, actor: Actor): Promise<void> {
		const { agent, fromMs, toMs, kind, reason } = draft;
		await this.#database.transaction().execute(async (transaction) => {
			await takeTurn(transaction);
			const nowMs = this.#now();
			const event = exceptionEvent(randomUUID(), draft, { by: actor.name, atMs: nowMs });
			await this.#outbox.add(transaction, event, nowMs);
			await this.#audit.append(transaction, actor, {
				action: 'exception.decided',
				object: `agent:${agent}`,
				before: null,
				after: { kind, from: iso(fromMs), to: iso(toMs), reason }
			});
		});
	}
}

export const createScheduleStore = (
	database: Kysely<StoreSchema>,
	parts: { outbox: Outbox; audit: AuditLog; now: () => number }
): ScheduleStore => new SqlScheduleStore(database, parts);
