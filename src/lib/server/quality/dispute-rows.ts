/** Disputes as their list shows them: which questions, who has them, until when; nothing of any score. */
import { may } from '#lib/domain/access/principal.ts';
import type { PersonPrincipal } from '#lib/domain/access/principal.ts';
import { isFormHint } from '#lib/domain/quality/dispute-rates.ts';
import type { DisputeCounts, DisputeRates } from '#lib/domain/quality/dispute-rates.ts';
import { reviewUntilMs } from '#lib/domain/quality/review-settings.ts';
import type { QualitySettings } from '#lib/domain/quality/review-settings.ts';
import type { Runtime } from '../runtime.ts';
import type { DisputeCase, Seeing } from './dispute-queue.ts';
import type { NamesOf } from './evaluation-page.ts';
import { knownForms } from './known-forms.ts';

export interface CaseRow {
	/** Id of the evaluation. */
	readonly id: string;
	readonly agent: string;
	readonly contactAtMs: number;
	readonly form: string;
	/** Their texts. */
	readonly questions: readonly string[];
	readonly openedAtMs: number;
	readonly untilMs: number;
	readonly isLate: boolean;
	/** Name; null: nobody yet. */
	readonly reviewer: string | null;
	readonly isMine: boolean;
	readonly decidedAtMs: number | null;
	readonly upheld: number;
	readonly revised: number;
	readonly isWithdrawn: boolean;
}

export interface RateRow extends DisputeCounts {
	readonly id: string;
	readonly label: string;
	/** The form of a question; empty of evaluators. */
	readonly of: string;
	readonly isHint: boolean;
}

export async function seeingOf(
	{ access, quality }: Pick<Runtime, 'access' | 'quality'>,
	person: PersonPrincipal
): Promise<Seeing> {
	const [scope, teams] = await Promise.all([access.scopeOf(person), quality.teamOfAgents()]);
	return { scope, teams };
}

interface Reading {
	readonly person: PersonPrincipal;
	readonly names: NamesOf;
	readonly settings: QualitySettings;
	readonly nowMs: number;
}

const countOf = ({ disputes }: DisputeCase, state: 'upheld' | 'revised' | 'withdrawn'): number =>
	disputes.filter((dispute) => dispute.state === state).length;

export async function caseRows(
	{ store }: Pick<Runtime, 'store'>,
	cases: readonly DisputeCase[],
	{ person, names, settings, nowMs }: Reading
): Promise<CaseRow[]> {
	const forms = await knownForms(
		store.database,
		cases.map(({ evaluation }) => evaluation)
	);
	return cases.map((one): CaseRow => {
		const { evaluation, openedAtMs, decidedAtMs, reviewer, disputes } = one;
		const { id, agent, contactAtMs, form, formVersion } = evaluation;
		const untilMs = reviewUntilMs(settings, openedAtMs);
		return {
			...{ id, contactAtMs, openedAtMs, decidedAtMs, untilMs },
			agent: names.agent(agent),
			form: forms.nameOf(form, formVersion),
			questions: disputes.map(({ question }) => forms.textOf(form, formVersion, question)),
			isLate: decidedAtMs === null && untilMs < nowMs,
			reviewer: reviewer === null ? null : names.person(reviewer),
			isMine: reviewer === person.id && may(person, 'quality.manage'),
			upheld: countOf(one, 'upheld'),
			revised: countOf(one, 'revised'),
			isWithdrawn: countOf(one, 'withdrawn') > 0
		};
	});
}

/** With the words of the newest version that is known of each form. */
export async function rateRows(
	{ store }: Pick<Runtime, 'store'>,
	{ questions, evaluators }: DisputeRates,
	{ person: personOf }: Pick<NamesOf, 'person'>
): Promise<{ questions: RateRow[]; evaluators: RateRow[] }> {
	const forms = [...new Set(questions.map(({ form }) => form))];
	const newest = new Map<string, number>();
	for (const form of forms) {
		const row = await store.database
			.selectFrom('quality_form_versions')
			.select(({ fn }) => fn.max('version').as('version'))
			.where('form', '=', form)
			.executeTakeFirst();
		newest.set(form, row?.version ?? 0);
	}
	const known = await knownForms(
		store.database,
		forms.map((form) => ({ form, formVersion: newest.get(form) ?? 0 }))
	);
	return {
		questions: questions.map(({ form, question, ...counts }) => ({
			...counts,
			id: `${form} ${question}`,
			label: known.textOf(form, newest.get(form) ?? 0, question),
			of: known.nameOf(form, newest.get(form) ?? 0),
			isHint: isFormHint(counts)
		})),
		evaluators: evaluators.map(({ evaluator, ...counts }) => ({
			...counts,
			...{ id: evaluator, label: personOf(evaluator), of: '', isHint: false }
		}))
	};
}
