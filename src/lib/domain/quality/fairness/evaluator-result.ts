/** How each evaluator judges, beside the others. */
import { grouped } from '../../statistics/grouped.ts';
import { severitiesOf } from '../../statistics/severity.ts';
import type { Severity } from '../../statistics/severity.ts';
import { LANES } from '../evaluation.ts';
import type { Lane } from '../evaluation.ts';
import { isGiven } from './judged-contact.ts';
import type { JudgedContact } from './judged-contact.ts';

/** An evaluator who gives this much more or less than others somebody should talk to. */
export const SEVERE_FROM = 0.03;

/** What somebody was to judge and did not, and what is still to be judged. */
export interface Assigned {
	readonly evaluator: string;
	readonly state: string;
}

export interface EvaluatorResult {
	/** Id of a person. */
	readonly evaluator: string;
	/** Of the kind that counts, by lane. */
	readonly given: Readonly<Record<Lane, number>>;
	/** Silent second scorings. */
	readonly seconds: number;
	readonly open: number;
	readonly skipped: number;
	/** Of scores of the random lane, with how many they are; null: none. */
	readonly mean: number | null;
	readonly scored: number;
	/** Median of the time the form was open; null: none. */
	readonly workMs: number | null;
	/** Null: judged nothing that can be compared. */
	readonly severity: Severity | null;
	/** More than three points beside the others, and not by chance alone. */
	readonly isSevere: boolean;
}

function medianOf(values: readonly number[]): number | null {
	const ordered = [...values].sort((a, b) => a - b);
	const middle = ordered.length / 2;
	const [low, high] = [ordered[Math.ceil(middle) - 1], ordered[Math.floor(middle)]];
	return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Second scorings count here: they are what connects evaluators. */
const speaksOfEvaluator = (one: JudgedContact): boolean =>
	one.lane === 'random' && (one.kind === 'standard' || one.kind === 'second') && isGiven(one);

export const severityOf = (contacts: readonly JudgedContact[]): Severity[] =>
	severitiesOf(
		contacts
			.filter(speaksOfEvaluator)
			.flatMap(({ agent, evaluator, channel, score }) =>
				score === null ? [] : [{ agent, evaluator, channel, score }]
			)
	);

/** An alert needs both: a difference that matters, and one that is not only chance. */
export const isSevere = ({ effect, interval }: Pick<Severity, 'effect' | 'interval'>): boolean =>
	effect !== null &&
	Math.abs(effect) > SEVERE_FROM &&
	interval !== null &&
	(interval[0] > 0 || interval[1] < 0);

export function evaluatorResults(
	contacts: readonly JudgedContact[],
	assigned: readonly Assigned[]
): EvaluatorResult[] {
	const severities = new Map(severityOf(contacts).map((one) => [one.evaluator, one]));
	const given = grouped(contacts.filter(isGiven), ({ evaluator }) => evaluator);
	const tasks = grouped(assigned, ({ evaluator }) => evaluator);
	return [...new Set([...given.keys(), ...tasks.keys()])].sort().map((evaluator) => {
		const own = given.get(evaluator) ?? [];
		const standard = own.filter(({ kind }) => kind === 'standard');
		const scores = standard
			.flatMap(({ lane, score }) => (lane === 'random' && score !== null ? [score] : []))
			.sort((a, b) => a - b);
		const severity = severities.get(evaluator) ?? null;
		const inState = (state: string) =>
			(tasks.get(evaluator) ?? []).filter((one) => one.state === state).length;
		return {
			evaluator,
			given: Object.fromEntries(
				LANES.map((lane) => [lane, standard.filter((one) => one.lane === lane).length])
			) as Record<Lane, number>,
			seconds: own.filter(({ kind }) => kind === 'second').length,
			open: inState('open'),
			skipped: inState('skipped'),
			mean: scores.length === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / scores.length,
			scored: scores.length,
			workMs: medianOf(own.map(({ workMs }) => workMs)),
			severity,
			isSevere: severity !== null && isSevere(severity)
		};
	});
}
