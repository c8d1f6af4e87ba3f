/** A question to the database as one value: name, SQL, typed parameters, row schema, and whose rows it may answer with. */
import type { Static, TObject } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { SCOPE_PLACEHOLDER } from './scope-params.ts';

/**
 * `rows`: about contacts or agents, narrowed by the scope of whoever asks, which its SQL must name. `none`: a question of
 * the product itself, with the reason why no scope applies.
 */
export type Scoping = 'rows' | { readonly none: string };

export interface QueryDefinition<
	P extends TObject,
	R extends TObject,
	S extends Scoping = Scoping
> {
	/** Kebab-case; goes to `log_comment`, so `system.query_log` says who asked. */
	readonly name: string;
	/** Values only through typed placeholders such as `{queue: String}`. */
	readonly sql: string;
	readonly params: TypeCheck<P>;
	readonly row: TypeCheck<R>;
	readonly scope: S;
}

export type RowOf<Q> = Q extends QueryDefinition<TObject, infer R> ? Static<R> : never;

interface Definition<P extends TObject, R extends TObject, S extends Scoping> {
	readonly name: string;
	readonly sql: string;
	readonly params: P;
	readonly row: R;
	readonly scope: S;
}

/** Of a schema that many questions share there is one check: compiling takes time, and what is compiled stays. */
const compiled = new WeakMap<TObject, TypeCheck<TObject>>();

function checkOf<T extends TObject>(schema: T): TypeCheck<T> {
	const found = (compiled.get(schema) as TypeCheck<T> | undefined) ?? TypeCompiler.Compile(schema);
	compiled.set(schema, found);
	return found;
}

/** Throws for a question of rows whose SQL does not ask for the scope. */
export function defineQuery<P extends TObject, R extends TObject, const S extends Scoping>({
	name,
	sql,
	params,
	row,
	scope
}: Definition<P, R, S>): QueryDefinition<P, R, S> {
	if ((scope === 'rows') !== SCOPE_PLACEHOLDER.test(sql)) {
		throw new TypeError(
			`${name}: a question of rows has the scope in its SQL, one without a scope has not`
		);
	}
	return {
		name,
		sql,
		params: checkOf(params),
		row: checkOf(row),
		scope
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
