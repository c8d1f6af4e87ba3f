/**
 * An alert opens, is told again, or ends, each in one transaction with the messages it sends. The store decides: of two
 * processes that find the same, one row is changed, and nobody is told twice.
 */
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Alert, ClearReason, Figures } from '#lib/domain/alerts/alert.ts';
import { messageOf } from '#lib/domain/alerts/message.ts';
import type { AlertMessage } from '#lib/domain/alerts/message.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import type { StoreSchema } from '../store/schema.ts';
import { alertOfRow, rowOfAlert } from './stored-alert.ts';

export type Told = Pick<AlertRule, 'webhook' | 'emails'>;
export type DeliveryKind = 'webhook' | 'email';

/** Where a rule sends its messages. */
export const targetsOf = ({
	webhook,
	emails
}: Told): { readonly kind: DeliveryKind; readonly target: string }[] => [
	...(webhook === '' ? [] : [{ kind: 'webhook' as const, target: webhook }]),
	...(emails.length === 0 ? [] : [{ kind: 'email' as const, target: JSON.stringify(emails) }])
];

/** Puts a message on its way to everybody the rule names; the ids of what is on its way. */
export async function tell(
	transaction: Transaction<StoreSchema>,
	told: Told,
	message: AlertMessage
): Promise<string[]> {
	const rows = targetsOf(told).map(({ kind, target }) => ({
		id: randomUUID(),
		alert: message.alert === '' ? null : message.alert,
		rule: message.rule,
		kind,
		target,
		message: JSON.stringify(message),
		state: 'waiting',
		attempts: 0,
		created_at_ms: message.atMs,
		next_at_ms: message.atMs,
		finished_at_ms: null,
		result: ''
	}));
	if (rows.length > 0) await transaction.insertInto('alert_deliveries').values(rows).execute();
	return rows.map(({ id }) => id);
}

/** False: there is an open one already. */
export async function openAlert(
	transaction: Transaction<StoreSchema>,
	told: Told,
	alert: Alert
): Promise<boolean> {
	const { numInsertedOrUpdatedRows } = await transaction
		.insertInto('alerts')
		.values(rowOfAlert(alert))
		.onConflict((conflict) => conflict.column('open_key').doNothing())
		.executeTakeFirst();
	if (numInsertedOrUpdatedRows !== 1n) return false;
	await tell(transaction, told, messageOf('opened', alert, alert.openedAtMs));
	return true;
}

export interface Ending {
	readonly reason: ClearReason;
	readonly atMs: number;
	readonly figures?: Figures;
}

/** False: it has ended already. */
export async function clearAlert(
	transaction: Transaction<StoreSchema>,
	told: Told,
	alert: Alert,
	{ reason, atMs, figures = alert.figures }: Ending
): Promise<boolean> {
	const { numUpdatedRows } = await transaction
		.updateTable('alerts')
		.set({
			open_key: null,
			cleared_at_ms: atMs,
			clear_reason: reason,
			figures: JSON.stringify(figures)
		})
		.where('id', '=', alert.id)
		.where('cleared_at_ms', 'is', null)
		.executeTakeFirst();
	if (numUpdatedRows !== 1n) return false;
	const ended: Alert = { ...alert, figures, cleared: { atMs, reason } };
	await tell(transaction, told, messageOf('cleared', ended, atMs));
	return true;
}

/** Everything a rule has open ends, because the rule itself does or is another one now. */
export async function endAlertsOf(
	transaction: Transaction<StoreSchema>,
	{ id, rule }: { readonly id: string; readonly rule: Told },
	ending: Ending
): Promise<void> {
	await transaction.deleteFrom('alert_states').where('rule', '=', id).execute();
	const rows = await transaction
		.selectFrom('alerts')
		.selectAll()
		.where('rule', '=', id)
		.where('cleared_at_ms', 'is', null)
		.execute();
	for (const row of rows) {
		const alert = alertOfRow(row);
		if (alert) await clearAlert(transaction, rule, alert, ending);
	}
}

/** Told once more while nobody has acknowledged it. False: somebody else has, or it is over. */
export async function remind(
	transaction: Transaction<StoreSchema>,
	told: Told,
	alert: Alert,
	{ beforeMs, atMs }: { readonly beforeMs: number; readonly atMs: number }
): Promise<boolean> {
	const { numUpdatedRows } = await transaction
		.updateTable('alerts')
		.set({ reminded_at_ms: atMs })
		.where('id', '=', alert.id)
		.where('reminded_at_ms', '=', beforeMs)
		.where('acknowledged_at_ms', 'is', null)
		.where('cleared_at_ms', 'is', null)
		.executeTakeFirst();
	if (numUpdatedRows !== 1n) return false;
	await tell(transaction, told, messageOf('reminder', alert, atMs));
	return true;
}
