/** What was found: open alerts, the log, and who acknowledged what. */
import type { Kysely } from 'kysely';
import { LONGEST_NOTE } from '#lib/domain/alerts/alert.ts';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { Severity } from '#lib/domain/alerts/rule.ts';
import type { Actor, AuditLog } from '../audit/audit-log.ts';
import type { StoreSchema } from '../store/schema.ts';
import { alertOfRow } from './stored-alert.ts';

/** Newest first, from here on down. */
export interface LogPosition {
	readonly openedAtMs: number;
	readonly id: string;
}

export interface LogQuery {
	readonly before: LogPosition | null;
	readonly limit: number;
	/** Only what whoever asks may see; asked for each. */
	readonly sees: (alert: Alert) => boolean;
	/** Id of a rule; empty: all. */
	readonly rule: string;
	readonly queue: string;
	readonly severity: Severity | '';
	readonly state: 'open' | 'cleared' | '';
}

export interface LogPage {
	readonly alerts: readonly Alert[];
	/** Where the next page begins; null: there is none. */
	readonly next: LogPosition | null;
}

export interface AlertDelivery {
	readonly id: string;
	readonly kind: 'webhook' | 'email';
	/** `opened`, `cleared`, `reminder` or `test`. */
	readonly message: string;
	readonly state: 'waiting' | 'sent' | 'failed';
	readonly attempts: number;
	readonly atMs: number;
	/** Of the last answer, or a word for what went wrong; empty before the first attempt. */
	readonly result: string;
}

export interface AlertLog {
	/** All of them, oldest first. */
	open(): Promise<Alert[]>;
	find(id: string): Promise<Alert | null>;
	list(query: LogQuery): Promise<LogPage>;
	/** By alert. */
	deliveriesOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly AlertDelivery[]>>;
	/** Once; later ones change nothing. Null: there is none that is open and unacknowledged. */
	acknowledge(id: string, note: string, actor: Actor): Promise<Alert | null>;
	/** Forgets what ended before. */
	forget(beforeMs: number): Promise<void>;
}

/** Rows that are read at once while looking for a page of those that may be seen. */
const STRIDE = 200;
/** A page that finds little looks no further than this; the next one goes on. */
const MOST_STRIDES = 25;

const after = (alert: Alert | undefined): LogPosition | null =>
	alert ? { openedAtMs: alert.openedAtMs, id: alert.id } : null;

function fits(alert: Alert, { sees, severity }: LogQuery): boolean {
	return (severity === '' || alert.watched.severity === severity) && sees(alert);
}

class SqlAlertLog implements AlertLog {
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

	async open(): Promise<Alert[]> {
		const rows = await this.#database
			.selectFrom('alerts')
			.selectAll()
			.where('open_key', 'is not', null)
			.orderBy('opened_at_ms')
			.orderBy('id')
			.execute();
		return rows.map(alertOfRow).filter((alert) => alert !== null);
	}

	async find(id: string): Promise<Alert | null> {
		const row = await this.#database
			.selectFrom('alerts')
			.selectAll()
			.where('id', '=', id)
			.executeTakeFirst();
		return row ? alertOfRow(row) : null;
	}

	async list(query: LogQuery): Promise<LogPage> {
		const found: Alert[] = [];
		let position = query.before;
		for (let strides = 0; strides < MOST_STRIDES; strides++) {
			const read = await this.#stride(query, position);
			for (const alert of read.alerts) {
				if (!fits(alert, query)) continue;
				if (found.length === query.limit) return { alerts: found, next: after(found.at(-1)) };
				found.push(alert);
			}
			position = read.last;
			if (position === null) return { alerts: found, next: null };
		}
		return { alerts: found, next: position };
	}

	async deliveriesOf(
		ids: readonly string[]
	): Promise<ReadonlyMap<string, readonly AlertDelivery[]>> {
		const byAlert = new Map<string, AlertDelivery[]>();
		if (ids.length === 0) return byAlert;
		const rows = await this.#database
			.selectFrom('alert_deliveries')
			.selectAll()
			.where('alert', 'in', [...ids])
			.orderBy('created_at_ms')
			.orderBy('kind')
			.execute();
		for (const row of rows) {
			const { type } = JSON.parse(row.message) as { type: string };
			const delivery: AlertDelivery = {
				id: row.id,
				kind: row.kind as AlertDelivery['kind'],
				message: type,
				state: row.state as AlertDelivery['state'],
				attempts: row.attempts,
				atMs: row.finished_at_ms ?? row.created_at_ms,
				result: row.result
			};
			const alert = row.alert ?? '';
			byAlert.set(alert, [...(byAlert.get(alert) ?? []), delivery]);
		}
		return byAlert;
	}

	acknowledge(id: string, note: string, actor: Actor): Promise<Alert | null> {
		const atMs = this.#now();
		const kept = note.slice(0, LONGEST_NOTE);
		return this.#database.transaction().execute(async (transaction) => {
			const row = await transaction
				.updateTable('alerts')
				.set({
					acknowledged_at_ms: atMs,
					acknowledged_by: actor.id,
					acknowledged_name: actor.name,
					note: kept
				})
				.where('id', '=', id)
				.where('acknowledged_at_ms', 'is', null)
				.where('cleared_at_ms', 'is', null)
				.returningAll()
				.executeTakeFirst();
			const alert = row ? alertOfRow(row) : null;
			if (!alert) return null;
			await this.#audit.append(transaction, actor, {
				action: 'alert.acknowledged',
				object: `alert:${id}`,
				before: null,
				after: { name: alert.watched.name, queue: alert.queue, note: kept }
			});
			return alert;
		});
	}

	async forget(beforeMs: number): Promise<void> {
		await this.#database.transaction().execute(async (transaction) => {
			const old = transaction
				.selectFrom('alerts')
				.select('id')
				.where('cleared_at_ms', '<', beforeMs);
			await transaction.deleteFrom('alert_deliveries').where('alert', 'in', old).execute();
			await transaction
				.deleteFrom('alert_deliveries')
				.where('alert', 'is', null)
				.where('created_at_ms', '<', beforeMs)
				.execute();
			await transaction.deleteFrom('alerts').where('cleared_at_ms', '<', beforeMs).execute();
		});
	}

	async #stride(
		{ rule, queue, state }: LogQuery,
		before: LogPosition | null
	): Promise<{ alerts: Alert[]; last: LogPosition | null }> {
		let query = this.#database
			.selectFrom('alerts')
			.selectAll()
			.orderBy('opened_at_ms', 'desc')
			.orderBy('id', 'desc')
			.limit(STRIDE);
		if (rule !== '') query = query.where('rule', '=', rule);
		if (queue !== '') query = query.where('queue', '=', queue);
		if (state === 'open') query = query.where('cleared_at_ms', 'is', null);
		if (state === 'cleared') query = query.where('cleared_at_ms', 'is not', null);
		if (before !== null)
			query = query.where((is) =>
				is.or([
					is('opened_at_ms', '<', before.openedAtMs),
					is.and([is('opened_at_ms', '=', before.openedAtMs), is('id', '<', before.id)])
				])
			);
		const rows = await query.execute();
		const last = rows.at(-1);
		return {
			alerts: rows.map(alertOfRow).filter((alert) => alert !== null),
			last: rows.length < STRIDE || !last ? null : { openedAtMs: last.opened_at_ms, id: last.id }
		};
	}
}

export const createAlertLog = (
	database: Kysely<StoreSchema>,
	parts: { audit: AuditLog; now: () => number }
): AlertLog => new SqlAlertLog(database, parts);
