/** How often evaluations are disputed, and how often that was right: by question, which tells of forms, and by evaluator. */
import type { DisputeState } from './dispute.ts';

/** Evaluations that agents were shown, of one version of a form by one evaluator. */
export interface ShownEvaluations {
	readonly form: string;
	readonly version: number;
	readonly evaluator: string;
	readonly count: number;
}

export interface RatedDispute {
	readonly evaluation: string;
	readonly form: string;
	readonly question: string;
	readonly evaluator: string;
	readonly state: DisputeState;
}

export interface DisputeCounts {
	/** Evaluations that could have been disputed there. */
	readonly shown: number;
	/** Evaluations that were. */
	readonly disputed: number;
	/** Disputed questions about which somebody decided. */
	readonly decided: number;
	/** Those of them that were revised. */
	readonly revised: number;
}

export interface QuestionRate extends DisputeCounts {
	readonly form: string;
	readonly question: string;
}

export interface EvaluatorRate extends DisputeCounts {
	readonly evaluator: string;
}

export interface DisputeRates {
	readonly total: DisputeCounts;
	/** Only what was disputed, the most often revised first. */
	readonly questions: readonly QuestionRate[];
	readonly evaluators: readonly EvaluatorRate[];
}

/** From here on a question that is revised more often than not is likely to be asked badly. */
export const LEAST_REVISED = 3;

/** Whether the form is more likely to be wrong than the people who filled it in. */
export const isFormHint = ({ decided, revised }: DisputeCounts): boolean =>
	revised >= LEAST_REVISED && revised * 2 > decided;

function countsOf(shown: number, disputes: readonly RatedDispute[]): DisputeCounts {
	return {
		shown,
		disputed: new Set(disputes.map(({ evaluation }) => evaluation)).size,
		decided: disputes.filter(({ state }) => state === 'upheld' || state === 'revised').length,
		revised: disputes.filter(({ state }) => state === 'revised').length
	};
}

const mostRevised = (a: DisputeCounts, b: DisputeCounts): number =>
	b.revised - a.revised || b.disputed - a.disputed || a.shown - b.shown;

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
	return groups;
}

const sum = (shown: readonly ShownEvaluations[]): number =>
	shown.reduce((all, { count }) => all + count, 0);

/** `asks`: whether a version of a form has a question. */
export function disputeRates(
	shown: readonly ShownEvaluations[],
	disputes: readonly RatedDispute[],
	asks: (form: string, version: number, question: string) => boolean
): DisputeRates {
	const questions = [...groupBy(disputes, ({ form, question }) => JSON.stringify([form, question]))]
		.map(([key, group]): QuestionRate => {
			const [form, question] = JSON.parse(key) as [string, string];
			const askedIn = shown.filter((one) => one.form === form && asks(form, one.version, question));
			return { form, question, ...countsOf(sum(askedIn), group) };
		})
		.sort(mostRevised);
	const ofEvaluators = groupBy(disputes, ({ evaluator }) => evaluator);
	const evaluators = [...groupBy(shown, ({ evaluator }) => evaluator)]
		.map(([evaluator, group]): EvaluatorRate => ({
			evaluator,
			...countsOf(sum(group), ofEvaluators.get(evaluator) ?? [])
		}))
		.filter(({ disputed }) => disputed > 0)
		.sort(mostRevised);
	return { total: countsOf(sum(shown), disputes), questions, evaluators };
}
