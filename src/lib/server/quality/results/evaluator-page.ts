/** How evaluators judge beside each other: their work, what they give, and what they left out. */
import { evaluatorResults } from '#lib/domain/quality/fairness/evaluator-result.ts';
import type { Assigned, EvaluatorResult } from '#lib/domain/quality/fairness/evaluator-result.ts';
import type { Runtime } from '../../runtime.ts';
import { whereInReach } from '../in-reach.ts';
import { readJudged } from './judged-contacts.ts';
import type { ResultsReader } from './results-reader.ts';
import { chooseForm } from './team-results.ts';
import type { ResultsChoices } from './team-results.ts';

export interface NamedEvaluator extends EvaluatorResult {
	readonly name: string;
}

export interface EvaluatorPage {
	readonly choices: ResultsChoices;
	readonly evaluators: readonly NamedEvaluator[];
	/** Parts of evaluators who have no agents in common. */
	readonly parts: number;
}

function readAssigned({
	database,
	scope,
	teamOfAgents,
	ask: { form, period, channel }
}: ResultsReader): Promise<Assigned[]> {
	let question = database
		.selectFrom('quality_assignments')
		.select(['evaluator', 'state'])
		.where(whereInReach(scope, teamOfAgents))
		.where('kind', '=', 'standard')
		.where('form', '=', form)
		.where('contact_at_ms', '>=', period.fromMs)
		.where('contact_at_ms', '<', period.toMs);
	if (channel !== '') question = question.where('channel', '=', channel);
	return question.execute();
}

export async function readEvaluatorPage(
	opened: ResultsReader,
	people: Pick<Runtime['people'], 'list'>
): Promise<EvaluatorPage> {
	const { reader, family, choices } = await chooseForm(opened);
	if (family === null) return { choices, evaluators: [], parts: 0 };
	const [{ contacts }, assigned, everybody] = await Promise.all([
		readJudged(reader, { form: family.form }),
		readAssigned(reader),
		people.list()
	]);
	const names = new Map(everybody.map(({ id, name }) => [id, name]));
	const given = contacts.filter(({ kind }) => kind === 'standard' || kind === 'second');
	const evaluators = evaluatorResults(given, assigned)
		.map((one) => ({ ...one, name: names.get(one.evaluator) ?? one.evaluator }))
		.sort((a, b) => a.name.localeCompare(b.name));
	const parts = new Set(evaluators.flatMap(({ severity }) => (severity ? [severity.part] : [])));
	return { choices, evaluators, parts: parts.size };
}
