/**
 * Sessions of calibration from their creation to their end. What was scored in one is given to nobody before it is revealed:
 * judgementsOf (judgements.ts) asks for the state, and the progress knows only who is ready.
 */
import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { SessionDraw } from '#lib/domain/quality/calibration/session.ts';
import type { Actor, AuditLog } from '../../audit/audit-log.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { AssignmentStore, NewAssignment } from '../assignments.ts';
import { appendStep } from '../evaluation-log.ts';
import { readSessions } from './stored-session.ts';
import type { CalibrationSession, SessionContact } from './stored-session.ts';

export interface SessionDraft {
	readonly team: string;
	readonly name: string;
	readonly form: string;
	readonly formVersion: number;
	readonly gold: string | null;
	readonly draw: SessionDraw | null;
	readonly dueAtMs: number;
	readonly contacts: readonly Omit<SessionContact, 'decision'>[];
	/** With the agent each is in events, who does not judge the own contacts. */
	readonly evaluators: readonly { readonly id: string; readonly agent: string | null }[];
}

export interface Progress {
	readonly evaluator: string;
	/** Contacts this person is to score, without those that were handed back. */
	readonly asked: number;
	readonly done: number;
}

/** `early`: somebody is not ready, and no reason was given. */
export type Revealed = 'revealed' | 'early' | 'gone';

export interface Decisions {
	readonly notes: string;
	/** By contact. */
	readonly contacts: Readonly<Record<string, string>>;
}

export interface SessionDesk {
	/** Newest first. */
	list(): Promise<CalibrationSession[]>;
	find(id: string): Promise<CalibrationSession | null>;
	create(draft: SessionDraft, actor: Actor): Promise<string>;
	/** By session. */
	progress(ids: readonly string[]): Promise<Map<string, Progress[]>>;
	/** What is not submitted by then is not asked for any more. */
	reveal(id: string, reason: string, actor: Actor): Promise<Revealed>;
	/** False: it is not open to decisions. */
	decide(id: string, decisions: Decisions, actor: Actor): Promise<boolean>;
	/** Nothing of it changes any more. False: it was not revealed. */
	close(id: string, actor: Actor): Promise<boolean>;
}

export interface SessionSources {
	readonly audit: AuditLog;
	readonly assignments: Pick<AssignmentStore, 'create'>;
	readonly now: () => number;
}

type Work = Transaction<StoreSchema>;

function assignmentsOf(session: string, draft: SessionDraft, actor: Actor): NewAssignment[] {
	const { form, formVersion, dueAtMs } = draft;
	return draft.contacts.flatMap(({ interaction, agent, queue, channel, contactAtMs }) =>
		draft.evaluators
			.filter((evaluator) => evaluator.agent === null || evaluator.agent !== agent)
			.map((evaluator): NewAssignment => ({
				...{ kind: 'calibration', lane: 'manual', draw: null, stratum: '', drawKey: '' },
				...{ session, beside: null, interaction, agent, queue, channel, contactAtMs },
				...{ form, formVersion, evaluator: evaluator.id, dueAtMs, createdBy: actor.id }
			}))
	);
}

class SqlSessionDesk implements SessionDesk {
	readonly #database: Kysely<StoreSchema>;
	readonly #sources: SessionSources;

	constructor(database: Kysely<StoreSchema>, sources: SessionSources) {
		this.#database = database;
		this.#sources = sources;
	}

	list(): Promise<CalibrationSession[]> {
		return readSessions(this.#database);
	}

	async find(id: string): Promise<CalibrationSession | null> {
		const [session] = await readSessions(this.#database, id);
		return session ?? null;
	}

	create(draft: SessionDraft, actor: Actor): Promise<string> {
		const id = randomUUID();
		const { team, name, form, formVersion, gold, draw, dueAtMs } = draft;
		return this.#database.transaction().execute(async (transaction) => {
			await transaction
				.insertInto('calibration_sessions')
				.values({
					...{ id, team, name, form, form_version: formVersion, gold, state: 'scoring' },
					draw: draw === null ? null : JSON.stringify(draw),
					...{ notes: '', reveal_reason: '', due_at_ms: dueAtMs },
					...{ created_at_ms: this.#sources.now(), created_by: actor.id },
					...{ revealed_at_ms: null, closed_at_ms: null }
				})
				.execute();
			await insertMembers(transaction, id, draft);
			await this.#sources.assignments.create(transaction, assignmentsOf(id, draft, actor));
			await this.#sources.audit.append(transaction, actor, {
				action: 'calibration.created',
				object: `calibration:${id}`,
				before: null,
				after: {
					...{ team, name, form, formVersion, gold, draw },
					contacts: draft.contacts.map(({ interaction }) => interaction),
					evaluators: draft.evaluators.map((evaluator) => evaluator.id)
				}
			});
			return id;
		});
	}

	async progress(ids: readonly string[]): Promise<Map<string, Progress[]>> {
		const found = new Map<string, Progress[]>();
		if (ids.length === 0) return found;
		const rows = await this.#database
			.selectFrom('quality_assignments')
			.select(['session', 'evaluator', 'state'])
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('session', 'in', [...ids])
			.where('state', 'in', ['open', 'done', 'withdrawn'])
			.groupBy(['session', 'evaluator', 'state'])
			.execute();
		for (const { session, evaluator, state, n } of rows) {
			const all = found.get(session ?? '') ?? [];
			const known = all.find((one) => one.evaluator === evaluator);
			const { asked, done } = known ?? { asked: 0, done: 0 };
			const added = { evaluator, asked: asked + n, done: done + (state === 'done' ? n : 0) };
			found.set(session ?? '', [...all.filter((one) => one !== known), added]);
		}
		return found;
	}

	reveal(id: string, reason: string, actor: Actor): Promise<Revealed> {
		const nowMs = this.#sources.now();
		return this.#database
			.transaction()
			.execute(async (transaction): Promise<Revealed> => {
				const moved = await move(transaction, id, { from: 'scoring', to: 'revealed', nowMs });
				if (!moved) return 'gone';
				const open = await withdrawOpen(transaction, id);
				if (open.length > 0 && reason === '') throw new EarlyReveal();
				await retractDrafts(transaction, id, { actor, nowMs });
				await transaction
					.updateTable('calibration_sessions')
					.set({ reveal_reason: open.length > 0 ? reason : '' })
					.where('id', '=', id)
					.execute();
				await this.#sources.audit.append(transaction, actor, {
					action: 'calibration.revealed',
					object: `calibration:${id}`,
					before: null,
					after: { withdrawn: open.length, reason: open.length > 0 ? reason : '' }
				});
				return 'revealed';
			})
			.catch((error: unknown): Revealed => {
				if (error instanceof EarlyReveal) return 'early';
				throw error;
			});
	}

	decide(id: string, { notes, contacts }: Decisions, actor: Actor): Promise<boolean> {
		return this.#database.transaction().execute(async (transaction) => {
			const { numUpdatedRows } = await transaction
				.updateTable('calibration_sessions')
				.set({ notes })
				.where('id', '=', id)
				.where('state', '=', 'revealed')
				.executeTakeFirst();
			if (numUpdatedRows !== 1n) return false;
			for (const [interaction, decision] of Object.entries(contacts))
				await transaction
					.updateTable('calibration_contacts')
					.set({ decision })
					.where('session', '=', id)
					.where('interaction', '=', interaction)
					.execute();
			await this.#sources.audit.append(transaction, actor, {
				action: 'calibration.decided',
				object: `calibration:${id}`,
				before: null,
				after: { notes, contacts }
			});
			return true;
		});
	}

	close(id: string, actor: Actor): Promise<boolean> {
		const nowMs = this.#sources.now();
		return this.#database.transaction().execute(async (transaction) => {
			const closed = await move(transaction, id, { from: 'revealed', to: 'closed', nowMs });
			if (!closed) return false;
			await this.#sources.audit.append(transaction, actor, {
				action: 'calibration.closed',
				object: `calibration:${id}`,
				before: null,
				after: null
			});
			return true;
		});
	}
}

/** Takes the transaction back: the session stays as it is. */
class EarlyReveal extends Error {
	override readonly name = 'EarlyReveal';
}

async function insertMembers(
	transaction: Work,
	session: string,
	{ contacts, evaluators }: SessionDraft
): Promise<void> {
	await transaction
		.insertInto('calibration_contacts')
		.values(
			contacts.map(({ contactAtMs, ...contact }, position) => ({
				...contact,
				...{ session, position, contact_at_ms: contactAtMs, decision: '' }
			}))
		)
		.execute();
	await transaction
		.insertInto('calibration_evaluators')
		.values(evaluators.map(({ id }) => ({ session, person: id })))
		.execute();
}

/** Whoever moves it first has done it. */
async function move(
	transaction: Work,
	id: string,
	step: { readonly nowMs: number } & (
		| { readonly from: 'scoring'; readonly to: 'revealed' }
		| { readonly from: 'revealed'; readonly to: 'closed' }
	)
): Promise<boolean> {
	const at = step.to === 'revealed' ? { revealed_at_ms: step.nowMs } : { closed_at_ms: step.nowMs };
	const { numUpdatedRows } = await transaction
		.updateTable('calibration_sessions')
		.set({ state: step.to, ...at })
		.where('id', '=', id)
		.where('state', '=', step.from)
		.executeTakeFirst();
	return numUpdatedRows === 1n;
}

const withdrawOpen = (transaction: Work, session: string) =>
	transaction
		.updateTable('quality_assignments')
		.set({ state: 'withdrawn' })
		.where('session', '=', session)
		.where('state', '=', 'open')
		.returning('id')
		.execute();

/** What somebody had begun is not scored against what all can see by now. */
async function retractDrafts(
	transaction: Work,
	session: string,
	{ actor, nowMs }: { readonly actor: Actor; readonly nowMs: number }
): Promise<void> {
	const drafts = await transaction
		.updateTable('evaluations')
		.set({ state: 'retracted', updated_at_ms: nowMs })
		.where('session', '=', session)
		.where('state', '=', 'draft')
		.returning('id')
		.execute();
	for (const { id } of drafts)
		await appendStep(transaction, {
			...{ evaluation: id, revision: 0, atMs: nowMs, actor, step: 'retracted' }
		});
}

export const createSessions = (
	database: Kysely<StoreSchema>,
	sources: SessionSources
): SessionDesk => new SqlSessionDesk(database, sources);
