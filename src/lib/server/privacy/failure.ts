/** Why a job does not get on, without the words of the database: they quote what was asked. */
import { ClickHouseError } from '@clickhouse/client';
import { QueryError } from '../clickhouse/query.ts';

export interface JobFailure {
	/** Nobody answered: it is tried again for as long as it takes. */
	readonly isUnreachable: boolean;
	readonly words: string;
}

export function describeFailure(cause: unknown): JobFailure {
	const where = cause instanceof QueryError ? `${cause.query}: ` : '';
	const inner = cause instanceof QueryError ? cause.cause : cause;
	if (inner instanceof ClickHouseError) {
		return { isUnreachable: false, words: `${where}the database answers ${inner.code}` };
	}
	const code = inner instanceof Error && 'code' in inner ? String(inner.code) : null;
	const isUnreachable = code !== null || (inner instanceof Error && inner.name === 'Error');
	const name = inner instanceof Error ? inner.name : 'unknown';
	return { isUnreachable, words: `${where}${code ?? name}` };
}
