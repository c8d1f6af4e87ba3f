/** The answer when the database did not give one. */
import type { Logger } from 'pino';
import { QueryError } from '../clickhouse/query.ts';
import { problemResponse } from './problem.ts';

/** 503 for a failed question; everything else is a bug and is thrown on. */
export function unavailable(error: unknown, log: Logger): Response {
	if (!(error instanceof QueryError)) throw error;
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
