/** An agent's own results, of what they may see: with nothing of others in them. */
import { agentResults } from '#lib/domain/quality/fairness/agent-result.ts';
import type { AgentResult } from '#lib/domain/quality/fairness/agent-result.ts';
import { countedIn } from '#lib/domain/quality/fairness/judged-contact.ts';
import { SEEN_BY_AGENT } from '#lib/domain/quality/evaluation.ts';
import { readFamilies } from './form-families.ts';
import { readHandled } from './handled-contacts.ts';
import { readInUse, readJudged } from './judged-contacts.ts';
import { openResults } from './results-reader.ts';
import type { ResultsEvent, ResultsParts } from './results-reader.ts';
import { channelsOf } from './team-results.ts';

/** One form of the random lane. */
export interface OwnResult {
	readonly form: string;
	readonly name: string;
	readonly result: Pick<
		AgentResult,
		'n' | 'population' | 'dots' | 'mean' | 'interval' | 'passes' | 'needed'
	>;
}

/** Of the last 90 days unless the address says otherwise. Empty for whoever is no agent. */
export async function readOwnResults(
	parts: ResultsParts,
	event: ResultsEvent
): Promise<OwnResult[]> {
	const reader = await openResults(parts, event);
	const { agent } = reader.scope;
	if (agent === null) return [];
	const { forms } = await readInUse(reader);
	const families = await readFamilies(
		reader.database,
		forms.map(({ form }) => form)
	);
	const own = await Promise.all(
		[...families.values()].map(async (family): Promise<OwnResult | null> => {
			const [{ contacts, strata }, handled] = await Promise.all([
				readJudged(reader, { form: family.form }),
				readHandled(reader, channelsOf(reader.ask, family))
			]);
			const seen = countedIn(contacts, 'random').filter(({ state }) =>
				SEEN_BY_AGENT.includes(state)
			);
			const population = handled?.get(agent) ?? null;
			const sample = { agent, contacts: seen, population, strata: strata.populationsOf(agent) };
			const [result] = agentResults([sample], 'random');
			if (!result || result.n === 0) return null;
			const { n, dots, mean, interval, passes, needed } = result;
			return {
				form: family.form,
				name: family.name,
				result: { n, population: result.population, dots, mean, interval, passes, needed }
			};
		})
	);
	return own.filter((one) => one !== null);
}
