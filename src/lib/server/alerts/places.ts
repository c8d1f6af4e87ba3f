/** What is stored of each rule and queue where not all is well, and how one turn changes it. */
import { randomUUID } from 'node:crypto';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Kysely, Transaction } from 'kysely';
import { OK, Phase } from '#lib/domain/alerts/alert-state.ts';
import type { Alert, ClearReason, Figures } from '#lib/domain/alerts/alert.ts';
import type { StoreSchema } from '../store/schema.ts';
import { alertOfRow, openKey, watchedOf } from './stored-alert.ts';
import type { StoredRule } from './stored-alert.ts';
import { clearAlert, openAlert } from './transitions.ts';
import { aboutOf } from './watches.ts';
import type { StoredWatch } from './watches.ts';

type Work = Transaction<StoreSchema>;
const checkPhase = TypeCompiler.Compile(Phase);

export interface Standing {
	/** As it is stored; null: nothing is. */
	readonly text: string | null;
	readonly phase: Phase;
	readonly alert: Alert | null;
	readonly remindedAtMs: number;
}
export type Standings = Map<string, Standing>;

export const NONE: Standing = { text: null, phase: OK, alert: null, remindedAtMs: 0 };

function readPhase(text: string): Phase {
	const value: unknown = JSON.parse(text);
	return checkPhase.Check(value) ? value : OK;
}

/** What is known of every rule and queue where not all is well. */
export async function readStandings(database: Kysely<StoreSchema>): Promise<Standings> {
	const [states, alerts] = await Promise.all([
		database.selectFrom('alert_states').selectAll().execute(),
		database.selectFrom('alerts').selectAll().where('open_key', 'is not', null).execute()
	]);
	const standings: Standings = new Map();
	for (const { rule, queue, phase } of states)
		standings.set(openKey(rule, queue), { ...NONE, text: phase, phase: readPhase(phase) });
	for (const row of alerts) {
		const key = openKey(row.rule, row.queue);
		const before = standings.get(key) ?? NONE;
		// An alert that is open says more than a phase that was lost.
		const phase = before.phase.name === 'clearing' ? before.phase : ({ name: 'open' } as const);
		standings.set(key, {
			...before,
			phase,
			alert: alertOfRow(row),
			remindedAtMs: row.reminded_at_ms
		});
	}
	return standings;
}

/** One queue of one rule in this turn. */
export interface Place {
	readonly watch: StoredWatch;
	readonly queue: string;
	readonly standing: Standing;
	readonly nowMs: number;
}

/** A rule that was changed, paused or removed since it was read has nothing more to say in this turn. */
export async function isStill(transaction: Work, { id, revision }: StoredRule): Promise<boolean> {
	const row = await transaction
		.selectFrom('alert_rules')
		.select('id')
		.where('id', '=', id)
		.where('revision', '=', revision)
		.where('is_paused', '=', 0)
		.where('removed_at_ms', 'is', null)
		.executeTakeFirst();
	return row !== undefined;
}

/** False: it is no longer the phase that was read. */
export async function writePhase(
	transaction: Work,
	{ watch, queue, standing }: Place,
	phase: Phase
): Promise<boolean> {
	const { id: rule } = watch.stored;
	if (standing.text === null) {
		const { numInsertedOrUpdatedRows } = await transaction
			.insertInto('alert_states')
			.values({ rule, queue, phase: JSON.stringify(phase) })
			.onConflict((conflict) => conflict.columns(['rule', 'queue']).doNothing())
			.executeTakeFirst();
		return numInsertedOrUpdatedRows === 1n;
	}
	if (phase.name === 'ok') {
		const { numDeletedRows } = await transaction
			.deleteFrom('alert_states')
			.where('rule', '=', rule)
			.where('queue', '=', queue)
			.where('phase', '=', standing.text)
			.executeTakeFirst();
		return numDeletedRows === 1n;
	}
	const { numUpdatedRows } = await transaction
		.updateTable('alert_states')
		.set({ phase: JSON.stringify(phase) })
		.where('rule', '=', rule)
		.where('queue', '=', queue)
		.where('phase', '=', standing.text)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

export async function begin(
	transaction: Work,
	{ watch, queue, nowMs }: Place,
	figures: Figures
): Promise<true | null> {
	const about = aboutOf(watch, queue);
	if (about === null) return null;
	const { id, team } = watch.stored;
	const alert: Alert = {
		id: randomUUID(),
		rule: id,
		team,
		queue,
		queueName: queue === '' ? '' : watch.nameOf(queue),
		about,
		watched: watchedOf(watch.rule),
		figures,
		openedAtMs: nowMs,
		acknowledged: null,
		cleared: null
	};
	return (await openAlert(transaction, watch.rule, alert)) ? true : null;
}

export async function end(
	transaction: Work,
	{ watch, standing, nowMs }: Place,
	{ figures, reason }: { figures: Figures | null; reason: ClearReason }
): Promise<true | null> {
	const { alert } = standing;
	if (!alert) return null;
	const ending = { reason, atMs: nowMs, ...(figures ? { figures } : {}) };
	return (await clearAlert(transaction, watch.rule, alert, ending)) ? true : null;
}

export const writeFigures = async (
	transaction: Work,
	id: string,
	figures: Figures
): Promise<void> => {
	await transaction
		.updateTable('alerts')
		.set({ figures: JSON.stringify(figures) })
		.where('id', '=', id)
		.where('cleared_at_ms', 'is', null)
		.execute();
};
