/** The questions of a form over all its versions: where contacts fail, and where the form does. */
import { countedIn } from '#lib/domain/quality/fairness/judged-contact.ts';
import { questionTotals } from '#lib/domain/quality/fairness/question-total.ts';
import { namedQuestions } from './agent-page.ts';
import type { NamedQuestion } from './agent-page.ts';
import { readJudged } from './judged-contacts.ts';
import type { ResultsReader } from './results-reader.ts';
import { chooseForm, versionsOf } from './team-results.ts';
import type { ResultsChoices } from './team-results.ts';

export interface DisputedQuestion extends NamedQuestion {
	readonly disputed: number;
	/** Disputes in which the first judgement did not stand. */
	readonly overturned: number;
	readonly decided: number;
}

export interface QuestionPage {
	readonly choices: ResultsChoices;
	readonly evaluations: number;
	readonly versions: readonly number[];
	readonly questions: readonly DisputedQuestion[];
}

async function readDisputes(
	{ database, ask }: ResultsReader,
	evaluations: ReadonlySet<string>
): Promise<{ readonly question: string; readonly state: string }[]> {
	const rows = await database
		.selectFrom('evaluation_disputes as d')
		.innerJoin('evaluations as e', 'e.id', 'd.evaluation')
		.select(['d.evaluation', 'd.question', 'd.state'])
		.where('e.form', '=', ask.form)
		.where('e.contact_at_ms', '>=', ask.period.fromMs)
		.where('e.contact_at_ms', '<', ask.period.toMs)
		.where('d.state', '!=', 'withdrawn')
		.execute();
	return rows.filter(({ evaluation }) => evaluations.has(evaluation));
}

export async function readQuestionPage(opened: ResultsReader): Promise<QuestionPage> {
	const { reader, family, choices } = await chooseForm(opened);
	if (family === null) return { choices, evaluations: 0, versions: [], questions: [] };
	const { contacts } = await readJudged(reader, { form: family.form });
	const counted = countedIn(contacts, reader.ask.lane);
	const disputes = await readDisputes(reader, new Set(counted.map(({ id }) => id)));
	return {
		choices,
		evaluations: counted.length,
		versions: versionsOf(counted),
		questions: namedQuestions(questionTotals(counted, reader.ask.period), family).map((one) => {
			const own = disputes.filter(({ question }) => question === one.question);
			const overturned = own.filter(({ state }) => state === 'revised').length;
			const upheld = own.filter(({ state }) => state === 'upheld').length;
			return { ...one, disputed: own.length, overturned, decided: overturned + upheld };
		})
	};
}
