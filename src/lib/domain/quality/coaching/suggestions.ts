/** What would be worth working on: the same question lost again and again. */

export interface JudgedAnswer {
	readonly evaluation: string;
	readonly agent: string;
	readonly form: string;
	readonly question: string;
	/** 0..1. */
	readonly share: number;
	readonly submittedAtMs: number;
}

export interface Suggestion {
	readonly agent: string;
	readonly form: string;
	readonly question: string;
	/** In how many evaluations it was lost. */
	readonly lost: number;
	readonly of: number;
	/** Mean share, 0..1. */
	readonly mean: number;
	/** The newest of those it was lost in. */
	readonly evaluation: string;
}

/** Less than half of what a question is worth is lost. */
const LOST_BELOW = 0.5;
/** Once may be chance. */
const LEAST_TIMES = 2;

/** At most one an agent, the weakest by how often it was lost, then by its mean; ties by the id of the question. */
export function suggestionsOf(answers: readonly JudgedAnswer[]): Suggestion[] {
	const groups = new Map<string, JudgedAnswer[]>();
	for (const answer of answers) {
		const key = JSON.stringify([answer.agent, answer.form, answer.question]);
		groups.set(key, [...(groups.get(key) ?? []), answer]);
	}
	const found = [...groups.values()].flatMap((group): Suggestion[] => {
		const lost = group.filter(({ share }) => share < LOST_BELOW);
		const [first] = group;
		const newest = [...lost].sort(
			(a, b) => b.submittedAtMs - a.submittedAtMs || (a.evaluation < b.evaluation ? -1 : 1)
		)[0];
		if (!first || !newest || lost.length < LEAST_TIMES) return [];
		const { agent, form, question } = first;
		const mean = group.reduce((sum, { share }) => sum + share, 0) / group.length;
		return [
			{
				agent,
				form,
				question,
				lost: lost.length,
				of: group.length,
				mean,
				evaluation: newest.evaluation
			}
		];
	});
	found.sort((a, b) => b.lost - a.lost || a.mean - b.mean || (a.question < b.question ? -1 : 1));
	const seen = new Set<string>();
	return found.filter(({ agent }) => !seen.has(agent) && seen.add(agent));
}
