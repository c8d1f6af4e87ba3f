/** What the answers to a question come to over many evaluations. A question keeps its id over the versions of its form. */
import type { QuestionResult } from '../answers.ts';
import type { CriticalClass } from '../form.ts';
import type { JudgedContact } from './judged-contact.ts';

export interface VersionTotal {
	readonly version: number;
	readonly scored: number;
	/** Mean share of the points, 0..1; null: nothing was scored. */
	readonly share: number | null;
}

export interface QuestionTotal {
	readonly question: string;
	/** Evaluations that asked it: answered, or not applicable. */
	readonly asked: number;
	readonly notApplicable: number;
	readonly scored: number;
	readonly share: number | null;
	readonly errors: number;
	readonly errorClass: CriticalClass | null;
	/** Ascending. */
	readonly versions: readonly VersionTotal[];
	/** Mean shares of equal parts of the period, in the order of time. */
	readonly trend: readonly (number | null)[];
	/** The newest of the evaluations in which it was answered worst; null where all were full. */
	readonly example: string | null;
}

export const TREND_PARTS = 6;

interface Period {
	readonly fromMs: number;
	readonly toMs: number;
}
interface Answered {
	readonly contact: JudgedContact;
	readonly result: QuestionResult;
}

const meanShare = (answers: readonly Answered[]): number | null => {
	const shares = answers
		.flatMap(({ result }) => (result.share === null ? [] : [result.share]))
		.sort((a, b) => a - b);
	return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

const scoredOf = (answers: readonly Answered[]): Answered[] =>
	answers.filter(({ result }) => result.share !== null);

function versionsOf(answers: readonly Answered[]): VersionTotal[] {
	const versions = [...new Set(answers.map(({ contact }) => contact.formVersion))];
	return versions
		.sort((a, b) => a - b)
		.map((version) => {
			const own = answers.filter(({ contact }) => contact.formVersion === version);
			return { version, scored: scoredOf(own).length, share: meanShare(own) };
		});
}

function trendOf(answers: readonly Answered[], { fromMs, toMs }: Period): (number | null)[] {
	const partOf = ({ contact }: Answered): number =>
		Math.floor(((contact.contactAtMs - fromMs) / (toMs - fromMs)) * TREND_PARTS);
	return Array.from({ length: TREND_PARTS }, (_, part) =>
		meanShare(answers.filter((one) => partOf(one) === part))
	);
}

function exampleOf(answers: readonly Answered[]): string | null {
	const worst = [...scoredOf(answers)].sort(
		(a, b) =>
			(a.result.share ?? 0) - (b.result.share ?? 0) ||
			b.contact.contactAtMs - a.contact.contactAtMs ||
			(a.contact.id < b.contact.id ? -1 : 1)
	)[0];
	return worst && (worst.result.share ?? 1) < 1 ? worst.contact.id : null;
}

function totalOf(question: string, answers: readonly Answered[], period: Period): QuestionTotal {
	const asked = answers.filter(
		({ result }) => result.state === 'answered' || result.state === 'na'
	);
	const errors = answers.flatMap(({ contact }) =>
		contact.result.errors.filter((error) => error.question === question)
	);
	return {
		question,
		asked: asked.length,
		notApplicable: asked.filter(({ result }) => result.state === 'na').length,
		scored: scoredOf(answers).length,
		share: meanShare(answers),
		errors: errors.length,
		errorClass: errors[0]?.class ?? null,
		versions: versionsOf(answers),
		trend: trendOf(answers, period),
		example: exampleOf(answers)
	};
}

/** The weakest first, what was never scored last; the order the evaluations come in changes nothing. */
export function questionTotals(
	contacts: readonly JudgedContact[],
	period: Period
): QuestionTotal[] {
	const byQuestion = new Map<string, Answered[]>();
	for (const contact of contacts) {
		for (const result of contact.result.questions) {
			const own = byQuestion.get(result.question);
			if (own) own.push({ contact, result });
			else byQuestion.set(result.question, [{ contact, result }]);
		}
	}
	return [...byQuestion]
		.map(([question, answers]) => totalOf(question, answers, period))
		.sort((a, b) => (a.share ?? 2) - (b.share ?? 2) || (a.question < b.question ? -1 : 1));
}

export interface SectionTotal {
	readonly section: string;
	readonly n: number;
	readonly share: number;
}

/** The weakest first; sections in which nothing was ever scored are not there. */
export function sectionTotals(contacts: readonly JudgedContact[]): SectionTotal[] {
	const shares = new Map<string, number[]>();
	for (const { result } of contacts)
		for (const { section, share } of result.sections)
			if (share !== null) shares.set(section, [...(shares.get(section) ?? []), share]);
	return [...shares]
		.map(([section, own]) => ({
			section,
			n: own.length,
			share: own.sort((a, b) => a - b).reduce((sum, share) => sum + share, 0) / own.length
		}))
		.sort((a, b) => a.share - b.share || (a.section < b.section ? -1 : 1));
}
