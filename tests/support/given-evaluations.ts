/** Evaluations in the store as if somebody had given them: rows, without the work of giving them. */
import type { Kysely } from 'kysely';
import type { FilledForm, FormResult, QuestionResult } from '#lib/domain/quality/answers.ts';
import { NOTHING_FILLED } from '#lib/domain/quality/answers.ts';
import type { FormContent, Question } from '#lib/domain/quality/form.ts';
import type { EvaluationsTable } from '#lib/server/store/quality-schema.ts';
import type { StoreSchema } from '#lib/server/store/schema.ts';

const yesNo = (id: string, text: string): Question => ({
	...{ id, text, help: '', type: 'yes_no', weight: 1, isRequired: true, mayBeNa: true },
	options: [
		{ id: 'yes', label: 'Sí', points: 1, anchor: '', isError: false, needsComment: false },
		{ id: 'no', label: 'No', points: 0, anchor: '', isError: true, needsComment: false }
	],
	...{ range: null, bands: [], unit: '', needsCommentBelow: null, condition: null },
	critical: null,
	isBonus: false
});

export const SIMPLE_FORM: FormContent = {
	name: 'Pauta de prueba',
	description: '',
	language: 'es',
	channels: [],
	mode: 'POINTS',
	shareOf: 'max',
	passAt: 0.8,
	bonusCap: 1,
	bands: [],
	sections: [
		{
			...{ id: 'trato', title: 'Trato', help: '', weight: 1, sections: [] },
			questions: [yesNo('saluda', 'Saluda con su nombre'), yesNo('resuelve', 'Resuelve')]
		}
	]
};

export async function giveForm(
	database: Kysely<StoreSchema>,
	form: string,
	content: FormContent = SIMPLE_FORM,
	version = 1
): Promise<void> {
	const by = { created_by: 'nobody', team: 'company', draft: null, archived_at_ms: null };
	await database
		.insertInto('quality_forms')
		.values({ id: form, ...by, revision: 1, created_at_ms: 0, updated_at_ms: 0 })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await database
		.insertInto('quality_form_versions')
		.values({
			...{ form, version, content: JSON.stringify(content), hash: `${form}-${version}` },
			...{ published_at_ms: 0, published_by: 'nobody' }
		})
		.execute();
}

/** A score as the two questions of SIMPLE_FORM give it together: the second is what is left of twice the score. */
export function resultOf(score: number | null, more: Partial<FormResult> = {}): FormResult {
	const question = (name: string, share: number | null): QuestionResult => ({
		question: name,
		state: share === null ? 'na' : 'answered',
		...{ points: share, maxPoints: share === null ? null : 1, share, isCriticalError: false }
	});
	const first = score === null ? null : Math.min(1, 2 * score);
	return {
		...{ raw: null, final: null, rawScore: score, finalScore: score, band: null },
		passed: score === null ? null : score >= 0.8,
		questions: [
			question('saluda', first),
			question('resuelve', first === null ? null : 2 * (score ?? 0) - first)
		],
		sections: [{ section: 'trato', share: score }],
		...{ errors: [], applicable: [], autoFailed: false },
		...more
	};
}

let count = 0;

/** The id of a released evaluation of the random lane, unless told otherwise. */
export async function giveEvaluation(
	database: Kysely<StoreSchema>,
	{
		score,
		result,
		...more
	}: Partial<Omit<EvaluationsTable, 'result'>> & {
		readonly agent: string;
		readonly form: string;
		readonly contact_at_ms: number;
		readonly score: number | null;
		readonly result?: Partial<FormResult>;
	}
): Promise<string> {
	count += 1;
	const id = `given-${more.form}-${count}`;
	const filled: FilledForm = NOTHING_FILLED;
	const full = resultOf(score, result);
	const row: EvaluationsTable = {
		...{ id, kind: 'standard', lane: 'random', assignment: null, session: null, beside: null },
		...{ interaction: `contact-${id}`, queue: '', channel: 'voice', form_version: 1 },
		...{ evaluator: 'nobody', state: 'released', revision: 1, draft: JSON.stringify(filled) },
		...{ draft_revision: 1, result: JSON.stringify(full), final_score: score },
		passed: full.passed === null ? null : Number(full.passed),
		...{ work_ms: 60_000, heard_share: null, release_due_ms: null, dispute_until_ms: null },
		...{ acknowledged_at_ms: null, agent_comment: '' },
		created_at_ms: more.contact_at_ms,
		updated_at_ms: more.contact_at_ms,
		submitted_at_ms: more.contact_at_ms,
		released_at_ms: more.contact_at_ms,
		...more
	};
	await database.insertInto('evaluations').values(row).execute();
	return id;
}
