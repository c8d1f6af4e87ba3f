/** Evaluations of the store as results are made of them. */
import type { JudgedContact } from '#lib/domain/quality/fairness/judged-contact.ts';
import { notBlind } from '../blind.ts';
import { whereInReach } from '../in-reach.ts';
import { evaluationOfRow } from '../stored-evaluation.ts';
import type { ResultsReader } from './results-reader.ts';
import { readStrata } from './strata.ts';
import type { Strata } from './strata.ts';

/** More than this nobody judges in the longest period. */
const MOST = 200_000;

export interface JudgedQuery {
	/** Empty: all forms. */
	readonly form: string;
	/** Only of this agent. */
	readonly agent?: string;
	/** Leaves out what the reader is still to judge without knowing of it. */
	readonly isOneByOne?: boolean;
}

type Reader = Pick<ResultsReader, 'database' | 'scope' | 'teamOfAgents' | 'ask' | 'reader'>;

function asked({ database, scope, teamOfAgents, ask, reader }: Reader, query: JudgedQuery) {
	const { period, channel } = ask;
	let question = database
		.selectFrom('evaluations')
		.where(whereInReach(scope, teamOfAgents))
		.where('submitted_at_ms', 'is not', null)
		.where('state', 'not in', ['draft', 'retracted'])
		.where('contact_at_ms', '>=', period.fromMs)
		.where('contact_at_ms', '<', period.toMs);
	if (query.form !== '') question = question.where('form', '=', query.form);
	if (channel !== '') question = question.where('channel', '=', channel);
	if (query.agent !== undefined) question = question.where('agent', '=', query.agent);
	return query.isOneByOne ? question.where(notBlind(reader)) : question;
}

/** Also of kinds and lanes that do not count: countedIn says which do. */
export async function readJudged(
	reader: Reader,
	query: JudgedQuery
): Promise<{ readonly contacts: JudgedContact[]; readonly strata: Strata }> {
	const rows = await asked(reader, query)
		.selectAll()
		.orderBy('contact_at_ms')
		.orderBy('id')
		.limit(MOST)
		.execute();
	const strata = await readStrata(reader, rows);
	const contacts = rows.map(evaluationOfRow).flatMap((one): JudgedContact[] =>
		one.result === null
			? []
			: [
					{
						id: one.id,
						kind: one.kind,
						lane: one.lane,
						state: one.state,
						interaction: one.interaction,
						agent: one.agent,
						queue: one.queue,
						channel: one.channel,
						evaluator: one.evaluator,
						formVersion: one.formVersion,
						contactAtMs: one.contactAtMs,
						workMs: one.workMs,
						score: one.finalScore,
						passed: one.passed,
						result: one.result,
						stratum: strata.stratumOf(one.assignment, one.agent)
					}
				]
	);
	return { contacts, strata };
}

export interface FormInUse {
	readonly form: string;
	readonly n: number;
}

/** Forms and channels that were used in the period, the most used first. */
export async function readInUse(
	reader: Reader
): Promise<{ readonly forms: readonly FormInUse[]; readonly channels: readonly string[] }> {
	const everywhere = { ...reader, ask: { ...reader.ask, channel: '' } };
	const rows = await asked(everywhere, { form: '' })
		.select(['form', 'channel', ({ fn }) => fn.countAll<number | string>().as('n')])
		.where('kind', '=', 'standard')
		.groupBy(['form', 'channel'])
		.execute();
	const counts = new Map<string, number>();
	for (const { form, n } of rows) counts.set(form, (counts.get(form) ?? 0) + Number(n));
	return {
		forms: [...counts]
			.map(([form, n]) => ({ form, n }))
			.sort((a, b) => b.n - a.n || (a.form < b.form ? -1 : 1)),
		channels: [...new Set(rows.map(({ channel }) => channel))].sort()
	};
}
