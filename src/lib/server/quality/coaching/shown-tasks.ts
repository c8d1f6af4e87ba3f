/** Tasks as lists show them: with names instead of ids, and without what a list does not tell. */
import type { CoachingTask } from '#lib/domain/quality/coaching/task.ts';
import type { AnswerOptions } from '../../api/metric-answer.ts';
import { QueryError } from '../../clickhouse/query.ts';
import { agentNamesInScope } from '../../queries/names.ts';
import type { PeopleStore } from '../../store/people.ts';

type Asking = Pick<AnswerOptions, 'clickhouse' | 'tenant' | 'scope'>;

/** The id where no name is known, none may be told, or the database does not answer: a list of tasks needs none. */
export async function agentNames(
	ids: readonly string[],
	{ clickhouse, tenant, scope }: Asking
): Promise<(id: string) => string> {
	const params = { tenant, ids: [...new Set(ids)] };
	const rows = await clickhouse
		.query('report', agentNamesInScope, params, { scope })
		.catch((cause: unknown) => {
			if (cause instanceof QueryError) return [];
			throw cause;
		});
	const names = new Map(rows.map(({ id, name }) => [id, name]));
	return (id) => names.get(id) ?? id;
}

export async function personNames(
	people: Pick<PeopleStore, 'list'>
): Promise<(id: string) => string> {
	const names = new Map((await people.list()).map(({ id, name }) => [id, name]));
	return (id) => names.get(id) ?? id;
}

export const lineOf = (
	{ id, agent, goal, coach, state, dueAtMs, quizResult, item }: CoachingTask,
	nameOfAgent: (id: string) => string,
	nameOfPerson: (id: string) => string
) => ({
	...{ id, goal, state, dueAtMs, quizResult },
	agentName: nameOfAgent(agent),
	coachName: nameOfPerson(coach),
	hasQuiz: (item?.quiz.length ?? 0) > 0
});
