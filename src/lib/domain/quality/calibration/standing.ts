/** How far evaluators agree day by day: pairs of evaluations of the same contact by two of them who did not know. */
import type { FilledForm, FormResult } from '../answers.ts';
import { questionsOf } from '../form.ts';
import type { FormContent } from '../form.ts';
import { deviationOf } from '../../statistics/agreement/deviation.ts';
import { bootstrapInterval } from '../../statistics/agreement/bootstrap.ts';
import { wilsonInterval } from '../../statistics/confidence.ts';
import { agreementOfTotals } from './agreement-of.ts';
import type { Figure, TotalsAgreement } from './agreement-of.ts';
import { comparedAnswer, isCompared } from './compared-answer.ts';

/** Fewer are not told by pair: the next contact could say the opposite. */
export const LEAST_OF_PAIR = 5;

export interface Side {
	readonly evaluator: string;
	readonly filled: FilledForm;
	readonly result: FormResult;
}

export interface Pair {
	readonly form: string;
	readonly content: FormContent;
	readonly first: Side;
	readonly second: Side;
}

export interface PairOfEvaluators {
	readonly evaluators: readonly [string, string];
	readonly n: number;
	/** Share within five points, 0..1. */
	readonly within: number;
	/** Mean score of the first of the two less that of the second, over the same contacts. */
	readonly difference: number;
	readonly absolute: number;
}

export interface StandingAgreement {
	/** Pairs of which both have a score. */
	readonly n: number;
	readonly within: Figure | null;
	readonly totals: TotalsAgreement;
	/** Those with the least agreement first. */
	readonly questions: readonly {
		readonly form: string;
		readonly question: string;
		readonly text: string;
		readonly n: number;
		readonly percent: Figure | null;
	}[];
	readonly pairs: readonly PairOfEvaluators[];
}

const scoresOf = ({ first, second }: Pair) =>
	[first.result.finalScore, second.result.finalScore] as const;

function withinOf(pairs: readonly Pair[]): Figure | null {
	const deviation = deviationOf(pairs.map(scoresOf));
	if (deviation === null) return null;
	const { n, within } = deviation;
	return { value: within, interval: wilsonInterval(Math.round(within * n), n) };
}

/** Whether the two said the same to each question that both have answered: 1 or 0. */
function agreedOn({ content, first, second }: Pair): Map<string, { text: string; same: number }> {
	const categoryOf = ({ filled, result }: Side, place: number) => {
		const { question } = questionsOf(content)[place] ?? {};
		const found = result.questions.find((one) => one.question === question?.id);
		if (question === undefined || found === undefined) return null;
		return comparedAnswer(question, found.state, filled.answers[question.id]).category;
	};
	const agreed = new Map<string, { text: string; same: number }>();
	for (const [place, { question }] of questionsOf(content).entries()) {
		if (!isCompared(question)) continue;
		const [a, b] = [categoryOf(first, place), categoryOf(second, place)];
		if (a === null || b === null) continue;
		agreed.set(question.id, { text: question.text, same: Number(a === b) });
	}
	return agreed;
}

const meanOf = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

function questionsIn(pairs: readonly Pair[]): StandingAgreement['questions'] {
	const found = new Map<string, { form: string; question: string; text: string; same: number[] }>();
	for (const pair of pairs)
		for (const [question, { text, same }] of agreedOn(pair)) {
			const key = JSON.stringify([pair.form, question]);
			const known = found.get(key) ?? { form: pair.form, question, text, same: [] };
			known.same.push(same);
			found.set(key, known);
		}
	return [...found.values()]
		.map(({ form, question, text, same }) => ({
			...{ form, question, text, n: same.length },
			percent: { value: meanOf(same), interval: bootstrapInterval(same, meanOf) }
		}))
		.sort((a, b) => a.percent.value - b.percent.value);
}

function byEvaluators(pairs: readonly Pair[]): PairOfEvaluators[] {
	const groups = new Map<string, { who: [string, string]; scores: [number, number][] }>();
	for (const pair of pairs) {
		const [first, second] = scoresOf(pair);
		if (first === null || second === null) continue;
		const [a, b] = [pair.first.evaluator, pair.second.evaluator];
		const who: [string, string] = a < b ? [a, b] : [b, a];
		const group = groups.get(who.join('\n')) ?? { who, scores: [] };
		group.scores.push(a < b ? [first, second] : [second, first]);
		groups.set(who.join('\n'), group);
	}
	return [...groups.values()]
		.flatMap(({ who, scores }) => {
			const deviation = deviationOf(scores);
			if (deviation === null || deviation.n < LEAST_OF_PAIR) return [];
			const { n, within, bias, absolute } = deviation;
			return [{ evaluators: who, n, within, difference: bias, absolute }];
		})
		.sort((a, b) => a.within - b.within);
}

export function standingAgreement(pairs: readonly Pair[]): StandingAgreement {
	const scored = pairs.filter((pair) => scoresOf(pair).every((score) => score !== null));
	return {
		n: scored.length,
		within: withinOf(scored),
		totals: agreementOfTotals(scored.map(scoresOf)),
		questions: questionsIn(pairs),
		pairs: byEvaluators(scored)
	};
}
