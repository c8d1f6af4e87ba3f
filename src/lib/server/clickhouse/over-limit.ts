/** Whether a question failed because it reached a limit of its lane: it is too large, and the database is well. */
import { ClickHouseError } from '@clickhouse/client';
import type { QueryError } from './query.ts';

const LIMIT_CODES = new Set([
	// TOO_MANY_ROWS, TIMEOUT_EXCEEDED, MEMORY_LIMIT_EXCEEDED, TOO_MANY_BYTES, TOO_MANY_ROWS_OR_BYTES
	'158',
	'159',
	'241',
	'307',
	'396'
]);

export const isOverLimit = ({ cause }: QueryError): boolean =>
	cause instanceof ClickHouseError && LIMIT_CODES.has(cause.code);
