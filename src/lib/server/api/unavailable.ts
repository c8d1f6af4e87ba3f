/** The answer when the database did not give one. */
import type { Logger } from 'pino';
import { isOverLimit } from '../clickhouse/over-limit.ts';
import { QueryError } from '../clickhouse/query.ts';
import { problemResponse } from './problem.ts';
import type { Problem } from './problem.ts';

export const TOO_MUCH: Problem = {
	status: 422,
	code: 'too_much',
	title: 'The question is too large',
	detail:
		'it would take more time or memory than one question may: ask for a shorter range or fewer rows'
};

/** 422 for a question that reached a limit, 503 for one that failed; everything else is a bug and is thrown on. */
export function unavailable(error: unknown, log: Logger): Response {
	if (!(error instanceof QueryError)) throw error;
	if (isOverLimit(error)) return problemResponse(TOO_MUCH);
	log.error({ err: error }, 'api');
	return problemResponse(
		{
			status: 503,
			code: 'database_unavailable',
			title: 'The database does not answer',
			detail: 'try again in a moment; /readyz says when it answers'
		},
		{ 'retry-after': '2' }
	);
}
