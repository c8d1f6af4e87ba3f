/** The results of all agents in reach, of one form and lane. */
import { agentResults, teamMean } from '#lib/domain/quality/fairness/agent-result.ts';
import type {
	AgentResult,
	AgentSample,
	TeamMean
} from '#lib/domain/quality/fairness/agent-result.ts';
import { countedIn } from '#lib/domain/quality/fairness/judged-contact.ts';
import type { JudgedContact } from '#lib/domain/quality/fairness/judged-contact.ts';
import type { ResultsAsk } from '#lib/domain/quality/fairness/results-ask.ts';
import { grouped } from '#lib/domain/statistics/grouped.ts';
import { agentNamesInScope } from '../../queries/names.ts';
import { readFamilies } from './form-families.ts';
import type { FormFamily } from './form-families.ts';
import { readHandled } from './handled-contacts.ts';
import { readInUse, readJudged } from './judged-contacts.ts';
import { orAway } from './results-reader.ts';
import type { ResultsReader } from './results-reader.ts';

export interface Named {
	readonly id: string;
	readonly name: string;
}

/** What there is to choose from, and what is chosen. */
export interface ResultsChoices {
	readonly ask: ResultsAsk;
	readonly forms: readonly Named[];
	readonly channels: readonly string[];
	readonly teams: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
}

export interface Chosen {
	readonly choices: ResultsChoices;
	/** With the form that was chosen. */
	readonly reader: ResultsReader;
	/** Null: nothing was judged in the period. */
	readonly family: FormFamily | null;
}

/** The form that was asked for, or the one with the most evaluations: scores of different forms are not compared. */
export async function chooseForm(reader: ResultsReader): Promise<Chosen> {
	const { forms, channels } = await readInUse(reader);
	const families = await readFamilies(
		reader.database,
		forms.map(({ form }) => form)
	);
	const known = forms.flatMap(({ form }) => families.get(form) ?? []);
	const family = known.find(({ form }) => form === reader.ask.form) ?? known[0] ?? null;
	const ask = { ...reader.ask, form: family?.form ?? '' };
	return {
		choices: {
			ask,
			forms: known.map(({ form, name }) => ({ id: form, name })),
			channels: [...new Set([...channels, ...(ask.channel === '' ? [] : [ask.channel])])],
			teams: reader.teamChoices
		},
		reader: { ...reader, ask },
		family
	};
}

/** Those of whom nothing is known, or whom the reader may not know, keep their ids. */
export async function readAgentNames(
	{ clickhouse, tenant, scope, signal, log }: ResultsReader,
	agents: readonly string[]
): Promise<Map<string, string>> {
	if (agents.length === 0) return new Map();
	const params = { tenant, ids: [...agents] };
	const asked = clickhouse.query('report', agentNamesInScope, params, { scope, signal });
	return new Map((await orAway(asked, [], log)).map(({ id, name }) => [id, name]));
}

export interface NamedResult extends AgentResult {
	readonly name: string;
}

export interface TeamResults {
	/** By rank, and by name where the rank is the same. */
	readonly agents: readonly NamedResult[];
	readonly team: TeamMean | null;
	/** Agents who handled contacts and of whom none was judged. */
	readonly unjudged: number;
	/** How many contacts there were is not known: the database does not answer. */
	readonly isAway: boolean;
	readonly versions: readonly number[];
}

const NO_RESULTS: TeamResults = {
	agents: [],
	team: null,
	unjudged: 0,
	isAway: false,
	versions: []
};

const byRank = (a: NamedResult, b: NamedResult): number =>
	(a.rank?.group ?? 1e9) - (b.rank?.group ?? 1e9);

/** The contacts of the form: of the channel that was asked for, else of those the form is meant for. */
export const channelsOf = (ask: ResultsAsk, family: FormFamily): readonly string[] =>
	ask.channel === '' ? family.channels : [ask.channel];

export async function readTeamResults({ reader, family }: Chosen): Promise<TeamResults> {
	if (family === null) return NO_RESULTS;
	const { ask } = reader;
	const [{ contacts, strata }, handled] = await Promise.all([
		readJudged(reader, { form: family.form }),
		readHandled(reader, channelsOf(ask, family))
	]);
	const counted = countedIn(contacts, ask.lane);
	const byAgent = grouped(counted, ({ agent }) => agent);
	const samples = [...byAgent].map(([agent, own]): AgentSample => ({
		agent,
		contacts: own,
		population: handled?.get(agent) ?? null,
		strata: strata.populationsOf(agent)
	}));
	const names = await readAgentNames(reader, [...byAgent.keys()]);
	const agents = agentResults(samples, ask.lane)
		.map((result): NamedResult => ({ ...result, name: names.get(result.agent) ?? result.agent }))
		.sort((a, b) => byRank(a, b) || a.name.localeCompare(b.name) || (a.agent < b.agent ? -1 : 1));
	return {
		agents,
		team: teamMean(samples, ask.lane),
		unjudged: [...(handled ?? [])].filter(
			([agent, n]) => agent !== '' && n > 0 && !byAgent.has(agent)
		).length,
		isAway: handled === null,
		versions: versionsOf(counted)
	};
}

export const versionsOf = (contacts: readonly JudgedContact[]): number[] =>
	[...new Set(contacts.map(({ formVersion }) => formVersion))].sort((a, b) => a - b);
