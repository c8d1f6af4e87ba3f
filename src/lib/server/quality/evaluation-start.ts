/** What a new evaluation is about: taken from an assignment, or chosen by whoever judges. */
import type { Insertable, Kysely, Transaction } from 'kysely';
import type { Actor } from '../audit/audit-log.ts';
import type { EvaluationsTable } from '../store/quality-schema.ts';
import type { StoreSchema } from '../store/schema.ts';
import { evaluationOfRow } from './stored-evaluation.ts';
import type { StoredEvaluation } from './stored-evaluation.ts';

export interface JudgedContact {
	readonly interaction: string;
	readonly agent: string;
	readonly queue: string;
	readonly channel: string;
	readonly contactAtMs: number;
}

export interface ManualStart {
	readonly contact: JudgedContact;
	readonly form: string;
	readonly formVersion: number;
	readonly lane: 'manual';
	/** Whoever asks knows that the contact has been evaluated, and wants another one. */
	readonly again: boolean;
}

/** `gone`: no such assignment for this person. `own`: nobody judges the own contacts. */
export type StartFault = 'gone' | 'own' | 'already';

type Columns = Pick<
	Insertable<EvaluationsTable>,
	| 'kind'
	| 'lane'
	| 'assignment'
	| 'session'
	| 'beside'
	| 'interaction'
	| 'agent'
	| 'queue'
	| 'channel'
	| 'contact_at_ms'
	| 'form'
	| 'form_version'
> & { readonly assignment: string | null };

export type FoundStart =
	| { readonly columns: Columns }
	| { readonly existing: StoredEvaluation }
	| { readonly fault: StartFault; readonly known: readonly StoredEvaluation[] };

type Work = Transaction<StoreSchema>;
type By = Pick<Actor, 'id'> & { readonly agent: string | null };

const refused = (fault: StartFault, known: readonly StoredEvaluation[] = []): FoundStart => ({
	fault,
	known
});

async function fromAssignment(transaction: Work, id: string, by: By): Promise<FoundStart> {
	// Written first, so that two pages that start it at once come one after the other.
	const row = await transaction
		.updateTable('quality_assignments')
		.set({ state: 'open' })
		.where('id', '=', id)
		.where('evaluator', '=', by.id)
		.where('state', '=', 'open')
		.returningAll()
		.executeTakeFirst();
	if (!row) return refused('gone');
	if (row.agent !== '' && row.agent === by.agent) return refused('own');
	if (row.evaluation !== null) {
		const begun = await transaction
			.selectFrom('evaluations')
			.selectAll()
			.where('id', '=', row.evaluation)
			.executeTakeFirst();
		if (begun) return { existing: evaluationOfRow(begun) };
	}
	const { kind, lane, session, beside, interaction, agent, queue, channel } = row;
	const { contact_at_ms, form, form_version } = row;
	const about = { interaction, agent, queue, channel, contact_at_ms };
	return { columns: { kind, lane, session, beside, ...about, form, form_version, assignment: id } };
}

/** Evaluations of a contact that count, drafts as well, the newest first. */
export async function evaluationsAbout(
	database: Kysely<StoreSchema>,
	interaction: string
): Promise<StoredEvaluation[]> {
	const rows = await database
		.selectFrom('evaluations')
		.selectAll()
		.where('interaction', '=', interaction)
		.where('kind', '=', 'standard')
		.where('state', '!=', 'retracted')
		.orderBy('created_at_ms', 'desc')
		.orderBy('id')
		.execute();
	return rows.map(evaluationOfRow);
}

async function byHand(transaction: Work, start: ManualStart, by: By): Promise<FoundStart> {
	const { contact, form, formVersion, lane, again } = start;
	if (contact.agent === by.agent) return refused('own');
	const all = await evaluationsAbout(transaction, contact.interaction);
	const known = all.filter(({ agent }) => agent === contact.agent);
	const own = known.find(({ state, evaluator }) => state === 'draft' && evaluator === by.id);
	if (own?.form === form) return { existing: own };
	if (known.length > 0 && !again) return refused('already', known);
	const { contactAtMs, ...about } = contact;
	return {
		columns: {
			...{ kind: 'standard', lane, assignment: null, session: null, beside: null },
			...{ ...about, contact_at_ms: contactAtMs, form, form_version: formVersion }
		}
	};
}

export const startOf = (
	transaction: Work,
	request: { readonly assignment: string } | ManualStart,
	by: By
): Promise<FoundStart> =>
	'assignment' in request
		? fromAssignment(transaction, request.assignment, by)
		: byHand(transaction, request, by);
