import type { Kysely } from 'kysely';
import type { StoreSchema } from '../schema.ts';

/** Forms, samples, and who is to evaluate what. The columns are explained in quality-schema.ts. */
export async function up(database: Kysely<StoreSchema>): Promise<void> {
	await createForms(database);
	await createPlans(database);
	await createAssignments(database);
	await createIndexes(database);
}

async function createForms({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('quality_forms')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('draft', 'text')
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('archived_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('quality_form_versions')
		.addColumn('form', 'text', (column) => column.notNull().references('quality_forms.id'))
		.addColumn('version', 'integer', (column) => column.notNull())
		.addColumn('content', 'text', (column) => column.notNull())
		.addColumn('hash', 'text', (column) => column.notNull())
		.addColumn('published_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('published_by', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('quality_form_versions_key', ['form', 'version'])
		.execute();
}

async function createPlans({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('sampling_plans')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('team', 'text', (column) => column.notNull())
		.addColumn('plan', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('is_paused', 'integer', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('removed_at_ms', 'bigint')
		.execute();
	await schema
		.createTable('sampling_draws')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('plan', 'text', (column) => column.notNull().references('sampling_plans.id'))
		.addColumn('period', 'text', (column) => column.notNull())
		.addColumn('plan_as_drawn', 'text', (column) => column.notNull())
		.addColumn('drawn_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('population', 'integer', (column) => column.notNull())
		.addColumn('report', 'text', (column) => column.notNull())
		.addColumn('revision', 'integer', (column) => column.notNull())
		.addColumn('is_final', 'integer', (column) => column.notNull())
		.execute();
	await schema
		.createTable('sampling_populations')
		.addColumn('draw', 'text', (column) => column.notNull().references('sampling_draws.id'))
		.addColumn('stratum', 'text', (column) => column.notNull())
		.addColumn('interactions', 'text', (column) => column.notNull())
		.addPrimaryKeyConstraint('sampling_populations_key', ['draw', 'stratum'])
		.execute();
	await schema
		.createTable('sampling_skips')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('draw', 'text', (column) => column.notNull().references('sampling_draws.id'))
		.addColumn('stratum', 'text', (column) => column.notNull())
		.addColumn('interaction', 'text', (column) => column.notNull())
		.addColumn('at_ms', 'bigint', (column) => column.notNull())
		.addColumn('reason', 'text', (column) => column.notNull())
		.addColumn('note', 'text', (column) => column.notNull())
		.addColumn('skipped_by', 'text', (column) => column.notNull())
		.execute();
}

async function createAssignments({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createTable('quality_assignments')
		.addColumn('id', 'text', (column) => column.primaryKey())
		.addColumn('kind', 'text', (column) => column.notNull())
		.addColumn('lane', 'text', (column) => column.notNull())
		.addColumn('draw', 'text')
		.addColumn('stratum', 'text', (column) => column.notNull())
		.addColumn('draw_key', 'text', (column) => column.notNull())
		.addColumn('session', 'text')
		.addColumn('beside', 'text')
		.addColumn('interaction', 'text', (column) => column.notNull())
		.addColumn('agent', 'text', (column) => column.notNull())
		.addColumn('queue', 'text', (column) => column.notNull())
		.addColumn('channel', 'text', (column) => column.notNull())
		.addColumn('contact_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('form', 'text', (column) => column.notNull())
		.addColumn('form_version', 'integer', (column) => column.notNull())
		.addColumn('evaluator', 'text', (column) => column.notNull())
		.addColumn('due_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('state', 'text', (column) => column.notNull())
		.addColumn('created_at_ms', 'bigint', (column) => column.notNull())
		.addColumn('created_by', 'text', (column) => column.notNull())
		.addColumn('evaluation', 'text')
		.execute();
}

async function createIndexes({ schema }: Kysely<StoreSchema>): Promise<void> {
	await schema
		.createIndex('sampling_draws_of')
		.on('sampling_draws')
		.columns(['plan', 'period'])
		.unique()
		.execute();
	await schema.createIndex('sampling_skips_of').on('sampling_skips').columns(['draw']).execute();
	await schema
		.createIndex('quality_assignments_of')
		.on('quality_assignments')
		.columns(['evaluator', 'state'])
		.execute();
	await schema
		.createIndex('quality_assignments_about')
		.on('quality_assignments')
		.columns(['interaction'])
		.execute();
	await schema
		.createIndex('quality_assignments_drawn')
		.on('quality_assignments')
		.columns(['draw'])
		.execute();
}
