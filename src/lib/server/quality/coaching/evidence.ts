/** Where a coaching task came from, as its pages show it: the question in its words, and the moments of the contact. */
import type { Kysely } from 'kysely';
import { questionsOf } from '#lib/domain/quality/form.ts';
import type { Moment } from '#lib/domain/quality/answers.ts';
import type { EvaluationState } from '#lib/domain/quality/evaluation.ts';
import type { StoreSchema } from '../../store/schema.ts';
import type { FormStore } from '../forms.ts';
import { evaluationOfRow } from '../stored-evaluation.ts';

export interface Evidence {
	readonly evaluation: string;
	readonly state: EvaluationState;
	readonly interaction: string;
	readonly agent: string;
	readonly contactAtMs: number;
	readonly form: string;
	readonly formName: string;
	/** 0..1. */
	readonly score: number | null;
	/** In its words; empty: no question, or one the form does not have. */
	readonly question: string;
	readonly moments: readonly Moment[];
}

export interface EvidenceAsked {
	readonly evaluation: string;
	/** Empty: the whole. */
	readonly question: string;
}

interface Sources {
	readonly database: Kysely<StoreSchema>;
	readonly forms: Pick<FormStore, 'published'>;
}

/** Null for one that is not there, was not submitted, or is no evaluation that counts. */
export async function readEvidence(
	{ database, forms }: Sources,
	{ evaluation, question }: EvidenceAsked
): Promise<Evidence | null> {
	const row = await database
		.selectFrom('evaluations')
		.selectAll()
		.where('id', '=', evaluation)
		.where('kind', '=', 'standard')
		.where('state', 'not in', ['draft', 'retracted'])
		.executeTakeFirst();
	if (!row) return null;
	const stored = evaluationOfRow(row);
	const form = await forms.published(stored.form, stored.formVersion);
	const asked = form && questionsOf(form.content).find(({ question: { id } }) => id === question);
	return {
		evaluation,
		state: stored.state,
		interaction: stored.interaction,
		agent: stored.agent,
		contactAtMs: stored.contactAtMs,
		form: stored.form,
		formName: form?.content.name ?? '',
		score: stored.finalScore,
		question: asked ? asked.question.text : '',
		moments: await momentsOf(database, stored.id, stored.revision)
	};
}

async function momentsOf(
	database: Kysely<StoreSchema>,
	evaluation: string,
	revision: number
): Promise<readonly Moment[]> {
	const row = await database
		.selectFrom('evaluation_revisions')
		.select('filled')
		.where('evaluation', '=', evaluation)
		.where('revision', '=', revision)
		.executeTakeFirst();
	if (!row) return [];
	const { moments } = JSON.parse(row.filled) as { moments?: Moment[] };
	return moments ?? [];
}

/** The words of a question in the newest version that has it; its id where none does. */
export async function questionText(
	forms: Pick<FormStore, 'newest'>,
	form: string,
	question: string
): Promise<string> {
	const newest = form === '' ? null : await forms.newest(form);
	const found =
		newest && questionsOf(newest.content).find(({ question: { id } }) => id === question);
	return found ? found.question.text : question;
}
