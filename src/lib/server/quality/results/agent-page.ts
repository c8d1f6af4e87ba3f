/** One agent: every evaluation over time, what the questions come to, and the result among the others. */
import { countedIn } from '#lib/domain/quality/fairness/judged-contact.ts';
import type { EvaluationState, Lane } from '#lib/domain/quality/evaluation.ts';
import { questionTotals, sectionTotals } from '#lib/domain/quality/fairness/question-total.ts';
import type { QuestionTotal } from '#lib/domain/quality/fairness/question-total.ts';
import { inReach } from '../in-reach.ts';
import { readJudged } from './judged-contacts.ts';
import type { ResultsReader } from './results-reader.ts';
import { chooseForm, readAgentNames, readTeamResults } from './team-results.ts';
import type { NamedResult, ResultsChoices } from './team-results.ts';

export interface AgentDot {
	readonly id: string;
	readonly atMs: number;
	/** Null: nothing was scored. */
	readonly score: number | null;
	readonly lane: Lane;
	readonly state: EvaluationState;
	readonly passed: boolean | null;
	readonly errors: number;
}

export interface NamedQuestion extends QuestionTotal {
	readonly text: string;
	readonly section: string;
}

export interface NamedSection {
	readonly section: string;
	readonly title: string;
	readonly n: number;
	readonly share: number;
}

export interface AgentPage {
	readonly choices: ResultsChoices;
	readonly agent: string;
	readonly name: string;
	/** Null: none of the lane that was asked for. */
	readonly result: NamedResult | null;
	/** Of every lane, newest first. */
	readonly evaluations: readonly AgentDot[];
	/** Of the lane, the weakest first. */
	readonly questions: readonly NamedQuestion[];
	readonly sections: readonly NamedSection[];
	readonly isAway: boolean;
}

/** Known, and in reach: what is not is as if there were no such agent. */
const isKnown = ({ scope, teamOfAgents }: ResultsReader, agent: string): boolean =>
	teamOfAgents.has(agent) && inReach(scope, { agent, queue: '' }, teamOfAgents);

/** Null: there is no such agent, or none in reach. */
export async function readAgentPage(
	opened: ResultsReader,
	agent: string
): Promise<AgentPage | null> {
	const chosen = await chooseForm(opened);
	const { reader, family, choices } = chosen;
	const form = family?.form ?? '';
	const [team, judged, names] = await Promise.all([
		readTeamResults(chosen),
		readJudged(reader, { form, agent, isOneByOne: true }),
		readAgentNames(reader, [agent])
	]);
	const own = judged.contacts.filter(({ kind }) => kind === 'standard');
	const result = team.agents.find((one) => one.agent === agent) ?? null;
	if (own.length === 0 && result === null && !isKnown(reader, agent)) return null;
	const counted = countedIn(own, reader.ask.lane);
	return {
		choices,
		agent,
		name: names.get(agent) ?? agent,
		result,
		evaluations: own
			.map(({ id, contactAtMs, score, lane, state, passed, result: { errors } }) => ({
				...{ id, atMs: contactAtMs, score, lane, state, passed, errors: errors.length }
			}))
			.reverse(),
		questions: namedQuestions(questionTotals(counted, reader.ask.period), family),
		sections: sectionTotals(counted).map((one) => ({
			...one,
			title: family?.sections.get(one.section) ?? one.section
		})),
		isAway: team.isAway
	};
}

export const namedQuestions = (
	totals: readonly QuestionTotal[],
	family: Awaited<ReturnType<typeof chooseForm>>['family']
): NamedQuestion[] =>
	totals.map((total) => ({
		...total,
		...(family?.questions.get(total.question) ?? { text: total.question, section: '' })
	}));
