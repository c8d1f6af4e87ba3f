/** What the database holds of the settings about complaints. */
import { Type } from '@sinclair/typebox';
import { defineQuery } from '../clickhouse/query.ts';
import { OWN_TABLES } from './row-scope.ts';

/** The one that counts, if there is any. */
export const complaintRules = defineQuery({
	name: 'complaint-rules',
	sql: 'SELECT r.generation AS generation, r.rules AS rules FROM complaint_rules AS r FINAL WHERE r.tenant = {tenant: String}',
	scope: OWN_TABLES,
	params: Type.Object({ tenant: Type.String() }),
	row: Type.Object({ generation: Type.Integer(), rules: Type.String() })
});

/** Rows of generations before this one. */
export const supersededTerms = defineQuery({
	name: 'complaint-terms-superseded',
	sql: 'SELECT count() AS rows FROM complaint_terms AS d WHERE d.tenant = {tenant: String} AND d.generation < {present: UInt64}',
	scope: OWN_TABLES,
	params: Type.Object({ tenant: Type.String(), present: Type.Integer() }),
	row: Type.Object({ rows: Type.Integer() })
});
