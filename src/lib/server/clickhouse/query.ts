/** A question to the database as one value: name, SQL, typed parameters, row schema. */
import type { Static, TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';

export interface QueryDefinition<P extends TObject, R extends TObject> {
	/** Kebab-case; goes to `log_comment`, so `system.query_log` says who asked. */
	readonly name: string;
	/** Values only through typed placeholders such as `{queue: String}`. */
	readonly sql: string;
	readonly params: TypeCheck<P>;
	readonly row: TypeCheck<R>;
}

export type RowOf<Q> = Q extends QueryDefinition<TObject, infer R> ? Static<R> : never;

export function defineQuery<P extends TObject, R extends TObject>(definition: {
	name: string;
	sql: string;
	params: P;
	row: R;
}): QueryDefinition<P, R> {
	return {
		name: definition.name,
		sql: definition.sql,
		params: TypeCompiler.Compile(definition.params),
		row: TypeCompiler.Compile(definition.row)
	};
}

/** A question failed; the cause has the database's own words. */
export class QueryError extends Error {
	override readonly name = 'QueryError';
	readonly query: string;
	constructor(query: string, options: ErrorOptions) {
		super(`query ${query} failed`, options);
		this.query = query;
	}
}
