/** A session of calibration of the store. */
import type { Kysely, Selectable } from 'kysely';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { SESSION_STATES, SessionDraw } from '#lib/domain/quality/calibration/session.ts';
import type { SessionState } from '#lib/domain/quality/calibration/session.ts';
import type {
	CalibrationContactsTable,
	CalibrationSessionsTable
} from '../../store/quality-schema.ts';
import type { StoreSchema } from '../../store/schema.ts';

export interface SessionContact {
	readonly interaction: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	readonly contactAtMs: number;
	/** What was decided about it after the reveal. */
	readonly decision: string;
}

export interface CalibrationSession {
	readonly id: string;
	readonly team: string;
	readonly name: string;
	readonly form: string;
	readonly formVersion: number;
	/** Whose scores the others are compared with; null: nobody's. */
	readonly gold: string | null;
	readonly state: SessionState;
	/** Null: its contacts were picked by hand. */
	readonly draw: SessionDraw | null;
	readonly notes: string;
	readonly revealReason: string;
	readonly dueAtMs: number;
	readonly createdAtMs: number;
	readonly createdBy: string;
	readonly revealedAtMs: number | null;
	readonly closedAtMs: number | null;
	/** In their order. */
	readonly contacts: readonly SessionContact[];
	/** Ids of people, by id. */
	readonly evaluators: readonly string[];
}

const sessionDraw = TypeCompiler.Compile(SessionDraw);

function drawOf(text: string | null): SessionDraw | null {
	const read: unknown = text === null ? null : JSON.parse(text);
	return sessionDraw.Check(read) ? read : null;
}

function stateOf(word: string): SessionState {
	const known = SESSION_STATES.find((state) => state === word);
	if (known === undefined) throw new Error(`${word} is not a state of a session`);
	return known;
}

const contactOf = (row: Selectable<CalibrationContactsTable>): SessionContact => ({
	interaction: row.interaction,
	agent: row.agent,
	queue: row.queue,
	channel: row.channel,
	contactAtMs: row.contact_at_ms,
	decision: row.decision
});

function sessionOf(
	row: Selectable<CalibrationSessionsTable>,
	contacts: readonly SessionContact[],
	evaluators: readonly string[]
): CalibrationSession {
	const { id, team, name, form, gold, notes } = row;
	return {
		...{ id, team, name, form, gold, notes, contacts, evaluators },
		formVersion: row.form_version,
		state: stateOf(row.state),
		draw: drawOf(row.draw),
		revealReason: row.reveal_reason,
		dueAtMs: row.due_at_ms,
		createdAtMs: row.created_at_ms,
		createdBy: row.created_by,
		revealedAtMs: row.revealed_at_ms,
		closedAtMs: row.closed_at_ms
	};
}

/** Newest first; all, or the one of this id. */
export async function readSessions(
	database: Kysely<StoreSchema>,
	id?: string
): Promise<CalibrationSession[]> {
	const of = <T extends string>(column: T) => (id === undefined ? [] : [[column, id] as const]);
	let sessions = database
		.selectFrom('calibration_sessions')
		.selectAll()
		.orderBy('created_at_ms', 'desc')
		.orderBy('id');
	let contacts = database.selectFrom('calibration_contacts').selectAll().orderBy('position');
	let evaluators = database.selectFrom('calibration_evaluators').selectAll().orderBy('person');
	for (const [column, value] of of('id')) sessions = sessions.where(column, '=', value);
	for (const [column, value] of of('session')) {
		contacts = contacts.where(column, '=', value);
		evaluators = evaluators.where(column, '=', value);
	}
	const [rows, contactRows, evaluatorRows] = await Promise.all([
		sessions.execute(),
		contacts.execute(),
		evaluators.execute()
	]);
	return rows.map((row) =>
		sessionOf(
			row,
			contactRows.filter(({ session }) => session === row.id).map(contactOf),
			evaluatorRows.filter(({ session }) => session === row.id).map(({ person }) => person)
		)
	);
}
